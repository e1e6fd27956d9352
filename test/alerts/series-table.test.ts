import fc from 'fast-check'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { baseBucketMs } from '../../alerts/series.ts'
import { dirtyBuckets, listeningSince, recount } from '../../alerts/series-table.ts'
import { blankMentions, insertMentions, type MentionRow } from '../../enrich/mention-table.ts'
import { openLogAndStore } from '../open-platform.ts'
import { mentionRow } from './make.ts'

let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => void (platform = await openLogAndStore()))
afterAll(() => platform.close())

const from = Date.UTC(2026, 5, 1)
const topics = ['delivery.late', 'app.crash', 'billing.refund']
const carriers = ['GLX', 'PostNova']

/** What may happen to a mention, in any order and any number of times. */
const happening = fc.oneof(
  fc.record({
    what: fc.constant('told' as const),
    id: fc.nat(30),
    minute: fc.nat(120),
    topic: fc.constantFrom(...topics),
    carrier: fc.constantFrom('', ...carriers),
    backfill: fc.boolean(),
  }),
  fc.record({ what: fc.constant('relabelled' as const), id: fc.nat(30), topic: fc.constantFrom(...topics) }),
  fc.record({ what: fc.constant('removed' as const), id: fc.nat(30) }),
  fc.record({ what: fc.constant('counted' as const) }),
)

describe('recounting', () => {
  test(
    'after any order of redelivery, lateness, relabelling, removal and counting, every count equals a fresh one',
    { timeout: 120_000 },
    async () => {
      let round = 0
      await fc.assert(
        fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 40 }), async (happenings) => {
          const { store } = platform
          const source = `round${round++}`
          const held = new Map<string, MentionRow>()
          let version = from
          for (const event of happenings) {
            if (event.what === 'counted') await countDirty()
            else await happen(event)
          }
          await countDirty()
          expect(await countsOf(source)).toEqual(oracle([...held.values()]))

          async function happen(event: Exclude<(typeof happenings)[number], { what: 'counted' }>): Promise<void> {
            const id = `${source}:${event.id}`
            const before = held.get(id)
            if (event.what === 'removed') {
              if (before) removed.add(id)
              return blankMentions(store, [{ type: 'deletion', id, source, reason: 'deleted', at: from }])
            }
            if (event.what === 'relabelled' && !before) return
            // A mention keeps its time and whether it is history; a later telling may change everything else.
            const told = event.what === 'told' ? event : { minute: 0, carrier: '', backfill: false }
            const createdAt = before?.createdAt ?? from + told.minute * 60_000
            const entities =
              before && event.what === 'relabelled'
                ? { entityKinds: before.entityKinds, entityValues: before.entityValues }
                : { entityKinds: told.carrier ? ['carrier'] : [], entityValues: told.carrier ? [told.carrier] : [] }
            const labels = { topics: [event.topic], topicTree: [event.topic, event.topic.split('.')[0]!] }
            const row = mentionRow({
              id,
              source,
              createdAt,
              ...labels,
              ...entities,
              backfill: before?.backfill ?? told.backfill,
              version: ++version,
            })
            await insertMentions(store, [row, row])
            // What was blanked stays as it was labelled then: later tellings of it do not count again.
            if (!removed.has(id)) held.set(id, row)
          }
        }),
        { numRuns: 12 },
      )
    },
  )
})

describe('listening', () => {
  test('begins after the last long silence: one old mention does not make the weeks before a silence that was heard', async () => {
    const own = await openLogAndStore()
    try {
      const day = 86_400_000
      const rows = [from - 4000 * day, from, from + day, from + 3 * day].map((createdAt, i) =>
        mentionRow({ id: `l${i}`, createdAt }),
      )
      await insertMentions(own.store, rows)
      await recount(
        own.store,
        rows.map((row) => Math.floor(row.createdAt / baseBucketMs) * baseBucketMs),
      )
      expect(await listeningSince(own.store, from + 4 * day)).toBe(from)
      expect(await listeningSince(own.store, from - day)).toBe(from - 4000 * day)
    } finally {
      await own.close()
    }
  })

  test('mentions of twenty-six years are stored and counted in one go', async () => {
    const own = await openLogAndStore()
    try {
      const rows = Array.from({ length: 312 }, (_, month) =>
        mentionRow({ id: `m${month}`, createdAt: Date.UTC(2000, month, 3) }),
      )
      await insertMentions(own.store, rows)
      await recount(
        own.store,
        rows.map((row) => row.createdAt),
      )
      const [counted] = await own.store.select(
        Type.Object({ n: Type.Integer() }),
        `SELECT sum(mentions) AS n FROM series_counts FINAL WHERE subject_kind = 'all' AND dimension = ''`,
      )
      expect(counted?.n).toBe(312)
    } finally {
      await own.close()
    }
  })
})

const removed = new Set<string>()
let since = 0

async function countDirty(): Promise<void> {
  const { buckets, until } = await dirtyBuckets(platform.store, since)
  await recount(
    platform.store,
    buckets.map((bucket) => bucket.at),
  )
  since = until - 1000
}

async function countsOf(source: string): Promise<Record<string, number>> {
  const rows = await platform.store.select(
    Type.Object({ key: Type.String(), mentions: Type.Integer(), live: Type.Integer() }),
    `SELECT concat(subject_kind, ' ', subject, ' ', toString(toUnixTimestamp(bucket_at))) AS key, mentions, live FROM series_counts FINAL
     WHERE dimension = 'source' AND value = {source: String} AND mentions > 0`,
    { source },
  )
  return Object.fromEntries(
    rows.flatMap(
      (row) =>
        [
          [row.key, row.mentions],
          [`${row.key} live`, row.live],
        ] as const,
    ),
  )
}

/** Counts by hand, the slow way. */
function oracle(rows: readonly MentionRow[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const row of rows) {
    const bucket = Math.floor(row.createdAt / baseBucketMs) * (baseBucketMs / 1000)
    for (const subject of [
      'all ',
      ...row.topicTree.map((topic) => `topic ${topic}`),
      ...row.departments.map((department) => `department ${department}`),
    ]) {
      const key = `${subject} ${bucket}`
      counts[key] = (counts[key] ?? 0) + 1
      counts[`${key} live`] = (counts[`${key} live`] ?? 0) + (row.backfill ? 0 : 1)
    }
  }
  return counts
}
