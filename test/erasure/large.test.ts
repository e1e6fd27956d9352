import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forgetTermStates } from '../../alerts/terms/stored-terms.ts'
import { saveEmergingTerms } from '../../alerts/terms/term-store.ts'
import { insertMentions } from '../../enrich/mentions/mention-table.ts'
import { openErasure } from '../../erasure/erasure.ts'
import { mentionRow } from '../alerts/make.ts'
import { openLogAndStore } from '../open-platform.ts'

const at = Date.UTC(2026, 9, 15)
const many = 5_000
const own = Array.from({ length: many }, (_, i) => `lot-${String(i).padStart(5, '0')}-${'x'.repeat(50)}`)
const idOf = (i: number) => `${'n'.repeat(194)}${String(i).padStart(6, '0')}`
let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => {
  platform = await openLogAndStore()
  const { store } = platform
  await insertMentions(
    store,
    own.map((lot, i) =>
      mentionRow({
        id: `forum:${idOf(i)}`,
        createdAt: at,
        // Each has a key of its own, as an export without ids of authors gives.
        authorKey: `${'k'.repeat(58)}${String(i).padStart(6, '0')}`,
        authorHandle: 'zorblaxian',
        entityKinds: ['lot'],
        entityValues: [lot],
        version: at,
      }),
    ),
  )
  await store.insert(
    'series_counts',
    own.map((value) => ({
      subjectKind: 'all',
      subject: '',
      dimension: 'lot',
      value,
      bucketAt: at,
      mentions: 1,
      live: 1,
      negative: 0,
      sentimentSum: 0,
    })),
  )
  const days = { firstSeenAt: at, onsetAt: at, emergedAt: at, lastSeenAt: at }
  const figures = { observed: 3, expected: 0, p: 0.001, authors: 3, texts: 3, exampleIds: [], revision: 1 }
  await saveEmergingTerms(
    store,
    own.map((term, i) => ({
      id: idOf(i),
      department: 'logistics',
      term,
      status: 'rising' as const,
      ...days,
      ...figures,
    })),
  )
})
afterAll(() => platform.close())

test('5,000 mentions, authors and values of their own are erased', async () => {
  const { store, log, logger, data } = platform
  const erasure = openErasure({
    store,
    log,
    logger,
    data,
    secret: Buffer.from('secret'),
    listed: new Set(),
    isShared: async () => false,
    now: () => at,
  })
  const report = await erasure.erase({ kind: 'author', author: 'zorblaxian' }, 'kim')
  const placed = new Map(report.places.map(({ place, ...counts }) => [place, counts]))
  for (const place of ['mentions', 'series counts', 'emerging terms'])
    expect([place, placed.get(place)]).toEqual([place, { found: many, remaining: 0 }])
  expect(report.places.filter(({ remaining }) => remaining > 0)).toEqual([])
  const [left] = await store.select(
    Type.Object({ named: Type.Integer(), rows: Type.Integer() }),
    'SELECT countIf(notEmpty(entity_values)) AS named, count() AS rows FROM mentions',
  )
  expect(left).toEqual({ named: 0, rows: many })
}, 240_000)

test('5,000 saved histories of terms are forgotten', async () => {
  const { store } = platform
  const ids = own.map((_, i) => idOf(i))
  await store.insert(
    'term_states',
    ids.map((id) => ({ id, body: '', savedAt: at })),
  )
  await forgetTermStates(store, ids)
  const [left] = await store.select(Type.Object({ rows: Type.Integer() }), 'SELECT count() AS rows FROM term_states')
  expect(left).toEqual({ rows: 0 })
})
