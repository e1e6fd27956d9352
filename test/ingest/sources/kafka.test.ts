import kafkajs, { type Producer } from 'kafkajs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openMatcher } from '../../../ingest/match/matcher.ts'
import type { Page } from '../../../ingest/mention/source.ts'
import { kafka } from '../../../ingest/sources/kafka.ts'
import { sourceDeps } from '../../connectors/source-deps.ts'
import { noKafka, realKafka } from '../../real-kafka.ts'
import { until } from '../../until.ts'

const now = Date.UTC(2026, 10, 20, 12)
const iso = (minutes: number) => new Date(now + minutes * 60_000).toISOString()

test('what to look for must be listed if only that is wanted', () => {
  const options = { type: 'kafka' as const, name: 'x', brokers: ['127.0.0.1:1'], topic: 't', match: true }
  expect(() => kafka(options, sourceDeps())).toThrow('list what to look for in `watch`')
})

describe.skipIf(noKafka)('kafka, on a real broker', () => {
  let broker: Awaited<ReturnType<typeof realKafka>>
  let producer: Producer
  let brokers: string[]
  beforeAll(async () => {
    broker = await realKafka()
    brokers = [broker.url.replace('kafka://', '')]
    const client = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING })
    producer = client.producer()
    await producer.connect()
    const admin = client.admin()
    await admin.connect()
    await admin.createTopics({
      topics: ['reviews', 'firehose'].map((topic) => ({ topic, numPartitions: 2 })),
      waitForLeaders: true,
    })
    await admin.disconnect()
  }, 180_000)
  afterAll(async () => {
    await producer.disconnect()
    await broker.stop()
  })

  const send = (topic: string, ...messages: { key?: string; value: string | null; partition?: number }[]) =>
    producer.send({ topic, messages })
  const review = (id: string, minutes = 0, text = `text of ${id}`) => ({
    key: id,
    value: JSON.stringify({ id, body: text, created_at: iso(minutes), stars: 2 }),
  })

  /** Reads until `holds`, and ends in order. */
  async function read(topic: string, cursor: string | undefined, holds: (pages: Page[]) => boolean, over = {}) {
    const [pages, ending] = [[] as Page[], new AbortController()]
    const source = kafka(
      { type: 'kafka', name: topic, brokers, topic, ...over },
      sourceDeps({ clock: () => now, matcher: openMatcher([{ brand: 'Halden', keywords: ['halden'] }]) }),
    )
    const run = (async () => {
      for await (const page of source.pages(cursor, ending.signal)) pages.push(page)
    })()
    run.catch(() => {})
    await until('read', () => holds(pages), 60_000)
    ending.abort()
    await run
    return pages
  }
  const mentions = (pages: readonly Page[]) => pages.flatMap((page) => page.mentions)

  test('records are mentions; those that cannot be read are rejected by themselves; a null deletes', async () => {
    await send(
      'reviews',
      { ...review('a', -5), partition: 0 },
      { value: '{"id": 7', partition: 0 },
      { value: '[1]', partition: 0 },
      { value: JSON.stringify({ id: 'x', created_at: iso(0) }), partition: 0 },
      { ...review('b', 3), partition: 0 },
      { key: 'a', value: null, partition: 0 },
      { ...review('c', 4), partition: 1 },
    )
    const pages = await read(
      'reviews',
      undefined,
      (all) => mentions(all).length === 3 && all.some(({ coveredUntil }) => coveredUntil),
    )
    expect(
      mentions(pages)
        .map(({ nativeId, backfill }) => `${nativeId} ${backfill}`)
        .toSorted(),
    ).toEqual(['a true', 'b false', 'c false'])
    expect(pages.flatMap(({ deletions }) => deletions ?? [])).toEqual([
      expect.objectContaining({ id: 'a', reason: 'deleted' }),
    ])
    expect(pages.flatMap(({ rejected }) => rejected ?? []).map(({ at, reason }) => `${at} ${reason}`)).toEqual([
      'record 0/1 is not a JSON object',
      'record 0/2 is not a JSON object',
      expect.stringMatching(/^record 0\/3 has no text/),
    ])
    const { cursor } = pages.at(-1)!

    await send('reviews', { ...review('d', 5), partition: 1 }, { ...review('e', 5), partition: 0 })
    const later = await read('reviews', cursor, (all) => mentions(all).length >= 2)
    expect(
      mentions(later)
        .map(({ nativeId }) => nativeId)
        .toSorted(),
    ).toEqual(['d', 'e'])
  }, 120_000)

  test('of everything that everybody writes, only what is looked for', async () => {
    await send('firehose', review('1', 1, 'lunch'), review('2', 1, 'my Halden leaks'), review('3', 1, 'rain'))
    const pages = await read('firehose', undefined, (all) => mentions(all).length === 1, { match: true })
    expect(mentions(pages)).toEqual([expect.objectContaining({ nativeId: '2', fields: { brand: 'Halden' } })])
  }, 60_000)

  test('a broker that is gone is an error with its name', async () => {
    const source = kafka({ type: 'kafka', name: 'gone', brokers: ['127.0.0.1:1'], topic: 'reviews' }, sourceDeps())
    await expect(source.pages(undefined, new AbortController().signal)[Symbol.asyncIterator]().next()).rejects.toThrow(
      /^127\.0\.0\.1:1: /,
    )
  }, 60_000)
})
