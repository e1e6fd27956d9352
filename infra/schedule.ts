import { schedule as scheduleCron, validate } from 'node-cron'
import { systemClock, type Clock } from './clock.ts'
import type { Logger } from './logger.ts'
import type { Stop } from './stop.ts'

export interface Job {
  /** A cron expression in UTC (seconds allowed in front), or a number of milliseconds. */
  every: string | number
  name: string
  task: (now: number) => Promise<void>
  logger: Logger
  clock?: Clock
}

/**
 * Runs the task at every tick, never twice at once: a tick that finds it still running is skipped, counted and logged.
 * What the task throws is logged and the next tick comes. `Stop` waits for the run under way.
 * Throws when the expression cannot be read.
 */
export function schedule({ every, name, task, logger, clock = systemClock }: Job): Stop {
  let running: Promise<void> | undefined
  let skipped = 0

  async function run(): Promise<void> {
    const startedAt = performance.now()
    try {
      await task(clock())
    } catch (error) {
      logger.error({ err: error, job: name }, 'a scheduled task failed')
    }
    if (skipped > 0) {
      const tookMs = Math.round(performance.now() - startedAt)
      logger.info({ job: name, skipped, tookMs }, 'a scheduled task took longer than its interval, ticks were skipped')
    }
    skipped = 0
    running = undefined
  }

  function tick(): void {
    if (running) skipped++
    else running = run()
  }

  const end = typeof every === 'number' ? byInterval(every, tick) : byCron(every, { name, tick, logger })
  return async () => {
    await end()
    await running
  }
}

function byInterval(everyMs: number, tick: () => void): Stop {
  const timer = setInterval(tick, everyMs)
  return async () => clearInterval(timer)
}

function byCron(expression: string, job: { name: string; tick: () => void; logger: Logger }): Stop {
  if (!validate(expression)) throw new Error(`"${expression}" is no cron expression (${job.name})`)
  const say = (level: 'debug' | 'warn' | 'error') => (message: unknown) =>
    job.logger[level]({ job: job.name }, String(message))
  const task = scheduleCron(expression, job.tick, {
    name: job.name,
    timezone: 'Etc/UTC',
    // A late tick after a busy moment is no news; ours says when ticks are really lost.
    suppressMissedWarning: true,
    logger: { debug: say('debug'), info: say('debug'), warn: say('warn'), error: say('error') },
  })
  return async () => {
    await task.destroy()
  }
}
