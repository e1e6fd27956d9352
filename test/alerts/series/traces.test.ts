import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tracesOfMentions, tracesOfSubject, tracesStoredSince } from '../../../alerts/series/traces.ts'
import { blankMentions, insertMentions } from '../../../enrich/mentions/mention-table.ts'
import { startTraceExport } from '../../../infra/trace-export.ts'
import type { Stop } from '../../../infra/stop.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { openTraceReceiver, type TraceReceiver } from '../../receivers/trace-receiver.ts'
import { mentionRow } from '../make.ts'

let platform: Awaited<ReturnType<typeof openLogAndStore>>
let collector: TraceReceiver
let stop: Stop
beforeAll(async () => {
  platform = await openLogAndStore()
  collector = await openTraceReceiver()
  const logger = pino({ level: 'silent' })
  stop = startTraceExport({ url: `${collector.url}/v1/traces`, sample: 1, version: '1', stages: [], logger })
})
afterAll(async () => {
  await stop()
  await collector.close()
  await platform.close()
})

const at = Date.UTC(2026, 5, 1)
const late = { kind: 'topic', id: 'late', dimension: '', value: '' } as const
const traceparent = (n: number) => `00-${String(n).padStart(32, '0')}-${String(n).padStart(16, '0')}-01`

test('an alert finds the traces of the mentions that its subject counts', async () => {
  const { store } = platform
  const row = (id: string, createdAt: number, more: object) =>
    mentionRow({ id, createdAt, topics: ['late'], topicTree: ['late'], ...more })
  await insertMentions(store, [
    row('a', at, { traceparent: traceparent(1) }),
    row('b', at + 1, { traceparent: traceparent(2) }),
    row('copy', at + 1, { traceparent: traceparent(2) }),
    row('untraced', at + 2, {}),
    row('before', at - 1, { traceparent: traceparent(3) }),
    row('other', at, { traceparent: traceparent(4), topics: ['crash'], topicTree: ['crash'] }),
  ])
  const found = await tracesOfSubject(store, late, { from: at, to: at + 60_000 })
  expect(found.toSorted()).toEqual([traceparent(1), traceparent(2)])
  expect(await tracesOfMentions(store, ['other', 'untraced', 'unknown'])).toEqual([traceparent(4)])
  expect(await tracesStoredSince(store, 0)).toHaveLength(4)
  expect(await tracesStoredSince(store, Date.now() + 60_000)).toEqual([])
})

test('a deleted mention has no trace any more', async () => {
  const { store } = platform
  const deletion = { type: 'deletion', id: 'a', source: 's', reason: 'deleted', at } as const
  await blankMentions(store, [deletion])
  await store.command('OPTIMIZE TABLE mentions FINAL')
  expect(await tracesOfMentions(store, ['a'])).toEqual([])
})
