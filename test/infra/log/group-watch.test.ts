import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLog } from '../../../app/open-log.ts'
import { openGroupHealth } from '../../../infra/log/group-health.ts'
import { openGroupWatch, type GroupWatch } from '../../../infra/log/group-watch.ts'
import { Rejected, type EventLog } from '../../../infra/log/event-log.ts'
import { openLogger } from '../../../infra/logger.ts'
import { numbered, numberedTopic } from '../../fixtures/numbered.ts'
import { startLogProcess } from '../../fixtures/start-log-process.ts'
import { until } from '../../until.ts'

const topic = numberedTopic('a', 1)
const watched = { topic, group: 'g' }

let data: string
let log: EventLog
const ends: (() => unknown)[] = []
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'groundswell-watch-'))
  log = await openLog({ log: 'embedded', data, logger: openLogger('silent') })
})
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end()
  await log.close()
  await rm(data, { recursive: true })
})

/** With looks and a limit that are short enough for a test. */
function watch(): GroupWatch {
  const opened = openGroupWatch({ log, groups: [watched], everyMs: 20, stalledAfterMs: 300 })
  ends.push(opened.close)
  return opened
}
const stateIn = (opened: GroupWatch) => opened.stages()[0]!.state

test('a group that works is running, however much waits', async () => {
  const opened = watch()
  await log.subscribe(topic, 'g', async () => new Promise((resolve) => setTimeout(resolve, 20)), { batch: 1 })
  const positions = await log.publish(topic, numbered({ count: 40 }))
  await until('much waits', () => opened.lag('g') > 10)
  const states = new Set<string>()
  const reached = log.reached('g', positions).then(() => 'reached')
  while ((await Promise.race([reached, new Promise((resolve) => setTimeout(resolve, 10))])) !== 'reached')
    states.add(stateIn(opened))
  expect([...states]).toEqual(['running'])
})

test('work that a group does before it handles events is said while it gets on, and a stall when it does not', async () => {
  let [done, isOver] = [0, false]
  const before = { what: 'it is relabelling', progress: async () => (isOver ? undefined : String(done)) }
  const opened = openGroupWatch({ log, groups: [{ ...watched, before }], everyMs: 20, stalledAfterMs: 300 })
  ends.push(opened.close)
  await log.publish(topic, numbered({ count: 3 }))
  const working = setInterval(() => done++, 10)
  ends.push(() => clearInterval(working))
  await new Promise((resolve) => setTimeout(resolve, 600))
  expect(opened.stages()[0]).toMatchObject({ state: 'running', reason: 'it is relabelling', lag: 3 })
  clearInterval(working)
  await until('it is stalled', () => stateIn(opened) === 'stalled')
  isOver = true
  await log.subscribe(topic, 'g', async () => {})
  await until('it runs', () => stateIn(opened) === 'running' && opened.lag('g') === 0)
  expect(opened.stages()[0]).toMatchObject({ reason: '' })
})

test('a handler that never ends stalls its group, and the wait is said', async () => {
  const opened = watch()
  const before = Date.now()
  await log.subscribe(topic, 'g', () => new Promise<void>((resolve) => ends.push(resolve)))
  await log.publish(topic, numbered({ count: 3 }))
  await until('it is stalled', () => stateIn(opened) === 'stalled')
  const [stage] = opened.stages()
  expect(stage).toMatchObject({ stage: 'g', lag: 3, reason: 'no event was handled' })
  expect(stage!.since).toBeGreaterThanOrEqual(before - 1_000)
  expect(stage!.since).toBeLessThanOrEqual(Date.now())
})

test('a handler that always fails is failing at once and then stalled, with its reason', async () => {
  const opened = watch()
  await log.subscribe(topic, 'g', () => Promise.reject(new Error('the disk is full')))
  await log.publish(topic, numbered({ count: 3 }))
  await until('it fails', () => stateIn(opened) === 'failing')
  await until('it is stalled', () => stateIn(opened) === 'stalled')
  expect(opened.stages()[0]!.reason).toBe('the disk is full')
})

test('a group that stopped after dead letters says so', async () => {
  const opened = watch()
  await log.publish(topic, numbered({ count: 150, keys: 150 }))
  await log.subscribe(topic, 'g', (events) => Promise.reject(new Rejected(events[0], 'all are bad')))
  await until('it has stopped', () => stateIn(opened) === 'stopped')
  expect(opened.stages()[0]).toMatchObject({ deadLetters: 100, reason: expect.stringContaining('all are bad') })
})

test('a group whose process hangs is stalled, and running again when the process is gone and this one takes over', async () => {
  const other = startLogProcess('hang', { log: 'embedded', data, topic: 'a', group: 'g' })
  ends.push(other.kill9)
  await log.publish(topic, numbered({ count: 3 }))
  const opened = watch()
  await until('it is stalled', () => stateIn(opened) === 'stalled', 20_000)
  expect(opened.stages()[0]!.reason).toBe('no event was handled; no process may run this stage')
  await other.kill9()
  await log.subscribe(topic, 'g', async () => {})
  await until('it runs', () => stateIn(opened) === 'running' && opened.lag('g') === 0, 20_000)
})

test('what works without a log is stalled when a run fails or does not end for so long', () => {
  const health = openGroupHealth()
  const record = health.join('', 'evaluation')
  const opened = openGroupWatch({ log, groups: [], others: health.list, stalledAfterMs: 0 })
  ends.push(opened.close)
  expect(stateIn(opened)).toBe('running')
  record.began(0, Date.now())
  expect(opened.stages()[0]).toMatchObject({ stage: 'evaluation', state: 'stalled', reason: 'it has not ended' })
  record.failed(0, new Error('a column is missing'))
  expect(opened.stages()[0]).toMatchObject({ state: 'stalled', reason: 'a column is missing' })
  record.ended(0)
  expect(stateIn(opened)).toBe('running')
})
