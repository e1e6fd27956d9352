import { schedule as scheduleCron, validate } from 'node-cron'
import { systemClock, type Clock } from './clock.ts'
import type { Logger } from './logger.ts'
import type { Stop } from './stop.ts'

export interface Job {
  /** A cron expression in UTC, with an optional field for seconds in front, or an interval in ms. */
  every: string | number
  name: string
  task: (now: number) => Promise<void>
  logger: Logger
  clock?: Clock
}

/** Whether it is a cron expression, as `schedule` takes it. */
export const isCron = (expression: string): boolean => validate(expression)

/**
 * Runs the task at every tick, never twice at once: a tick while the task is still running is skipped, counted and logged.
 * An error of the task is logged, and the task runs again at the next tick. `Stop` waits for the current run.
 * @throws Error when `every` is not a valid cron expression
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
      logger.info(
        { job: name, skipped, tookMs },
        'a scheduled task took longer than its interval, so ticks were skipped',
      )
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
  if (!isCron(expression)) throw new Error(`"${expression}" is not a cron expression (${job.name})`)
  const log = (level: 'debug' | 'warn' | 'error') => (message: unknown) =>
    job.logger[level]({ job: job.name }, String(message))
  const task = scheduleCron(expression, job.tick, {
    name: job.name,
    timezone: 'Etc/UTC',
    // Late ticks are normal after a busy moment. `schedule` logs the ticks that are really skipped.
    suppressMissedWarning: true,
    logger: { debug: log('debug'), info: log('debug'), warn: log('warn'), error: log('error') },
  })
  return async () => {
    await task.destroy()
  }
}
