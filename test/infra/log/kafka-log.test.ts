import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLogger } from '../../../infra/logger.ts'
import type { EventLog } from '../../../infra/log/event-log.ts'
import { shareOut } from '../../../infra/log/kafka/assigner.ts'
import { openLog } from '../../../app/open-log.ts'
import { eventLogContract } from '../../contract/event-log.ts'
import { numbered, numberedTopic } from '../../fixtures/numbered.ts'
import { noKafka, realKafka } from '../../real-kafka.ts'
import { until } from '../../until.ts'

const logger = openLogger('silent')

describe.skipIf(noKafka)('on a real broker', () => {
  let broker: Awaited<ReturnType<typeof realKafka>>

  beforeAll(async () => {
    broker = await realKafka()
  }, 180_000)
  afterAll(() => broker?.stop())

  eventLogContract('the Kafka log', async () => {
    const config = { log: broker.url, data: '' }
    return { config, open: () => openLog({ ...config, logger }), end: async () => undefined }
  })

  describe('the Kafka log, when its broker is killed and restarted', () => {
    let log: EventLog
    beforeAll(async () => {
      log = await openLog({ log: broker.url, data: '', logger })
    })
    afterAll(() => log?.close())

    test('loses nothing, keeps the order of each key, and its callers only wait', async () => {
      const topic = numberedTopic('broker-killed', 4)
      const got: { n: number; key: string }[] = []
      await log.subscribe(topic, 'g', async (events) => void got.push(...events))
      let published = 0
      const over = new AbortController()
      const publishing = (async () => {
        for (; !over.signal.aborted; published += 20) await log.publish(topic, numbered({ from: published, count: 20 }))
      })()
      publishing.catch(() => undefined)
      await until('events flow', () => got.length > 500)
      await broker.kill9()
      await expect(log.check()).rejects.toThrow()
      await broker.restart()
      const before = published
      await until('events are published again', () => published > before + 500, 40_000)
      over.abort()
      await publishing
      await until('all arrive', async () => (await log.lag(topic, 'g')) === 0, 40_000)
      expect(new Set(got.map(({ n }) => n)).size).toBe(published)
      for (const [, events] of Map.groupBy(got, ({ key }) => key)) {
        const first = [...new Set(events.map(({ n }) => n))]
        expect(first).toEqual(first.toSorted((a, b) => a - b))
      }
      await log.check()
    }, 120_000)
  })
})

test('members keep their partitions as far as an equal share allows', () => {
  const claims = [
    { id: 'new', held: [], since: 0 },
    { id: 'old', held: [0, 1, 2, 3], since: 1 },
  ]
  expect(shareOut(claims, [0, 1, 2, 3])).toEqual(
    new Map([
      ['old', [0, 1]],
      ['new', [2, 3]],
    ]),
  )
  expect(shareOut(claims, [0])).toEqual(
    new Map([
      ['old', [0]],
      ['new', []],
    ]),
  )
})

test('of two members that claim a partition, the one with the later assignment keeps it', () => {
  const claims = [
    { id: 'back from a long pause', held: [0], since: 1 },
    { id: 'its successor', held: [0], since: 2 },
  ]
  expect(shareOut(claims, [0]).get('its successor')).toEqual([0])
})
