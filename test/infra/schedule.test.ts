import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import pino from 'pino'
import { expect, test, vi } from 'vitest'
import { openMetrics } from '../../infra/metrics.ts'
import { schedule } from '../../infra/schedule.ts'

function listen() {
  const lines = new PassThrough()
  return { lines, logger: pino({ level: 'debug' }, lines), logged: () => String(lines.read() ?? '') }
}

test('a cron expression may have seconds', async () => {
  const { logger } = listen()
  const ran: number[] = []
  const stop = schedule({
    every: '* * * * * *',
    name: 'tick',
    task: async (now) => void ran.push(now),
    logger,
    clock: () => 7,
  })
  await vi.waitFor(() => expect(ran).toEqual([7, 7]), { timeout: 5_000 })
  await stop()
})

test('a tick while the task runs is skipped and counted', async () => {
  const { logger, logged } = listen()
  let running = 0
  let most = 0
  let release: (() => void) | undefined
  const task = async () => {
    most = Math.max(most, ++running)
    await new Promise<void>((resolve) => (release = resolve))
    running--
  }
  const stop = schedule({ every: 5, name: 'slow', task, logger })
  await vi.waitFor(() => expect(running).toBe(1))
  let ticks = 0
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => ++ticks === 5 && (clearInterval(timer), resolve()), 5)
  })
  release?.()
  await vi.waitFor(() => expect(logged()).toMatch(/"skipped":[1-9]/))
  await vi.waitFor(() => expect(running).toBe(1))
  release?.()
  await stop()
  expect(most).toBe(1)
})

test('an error of a task is logged, and the task runs at the next tick', async () => {
  const { logger, logged } = listen()
  let ran = 0
  const stop = schedule({
    every: 5,
    name: 'bad',
    task: async () => {
      ran++
      throw new Error('not today')
    },
    logger,
  })
  await vi.waitFor(() => expect(ran).toBeGreaterThan(2))
  await stop()
  expect(logged()).toContain('not today')
})

test('stop waits for the current run', async () => {
  const { lines, logger } = listen()
  let ended = false
  const started = new PassThrough()
  const task = async () => {
    started.emit('go')
    await new Promise((resolve) => setTimeout(resolve, 30))
    ended = true
  }
  const stop = schedule({ every: 5, name: 'long', task, logger })
  await once(started, 'go')
  await stop()
  expect(ended).toBe(true)
  lines.end()
})

test('an invalid expression is refused at once', () => {
  const { logger } = listen()
  expect(() => schedule({ every: 'every now and then', name: 'x', task: async () => {}, logger })).toThrow(
    '"every now and then" is not a cron expression (x)',
  )
})

test('each set of metrics has its own registry, with the metrics of the process', async () => {
  const [one, other] = [openMetrics(), openMetrics()]
  one.events.inc({ stage: 'enrich', outcome: 'stored' }, 3)
  one.batchSeconds.observe({ stage: 'enrich' }, 0.2)
  expect(await one.text()).toContain('groundswell_events_total{stage="enrich",outcome="stored"} 3')
  expect(await one.text()).toContain('process_cpu_user_seconds_total')
  expect(await other.text()).not.toContain('stage="enrich"')
})
