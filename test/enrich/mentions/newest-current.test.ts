import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { findMentions } from '../../../enrich/mentions/mention-query.ts'
import { insertMentions } from '../../../enrich/mentions/mention-table.ts'
import { mentionFacets } from '../../../enrich/mentions/mention-facets.ts'
import { copiesOf } from '../../../enrich/mentions/near-copies.ts'
import { everyMention } from '../../../enrich/mentions/visible-mentions.ts'
import { mentionRow } from '../../alerts/make.ts'
import { openLogAndStore } from '../../open-platform.ts'

const now = Date.UTC(2026, 10, 24, 12)
const hour = 3_600_000
let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => {
  platform = await openLogAndStore()
  // What was replaced stays until it is merged.
  await platform.store.command('ALTER TABLE mentions MODIFY SETTING max_bytes_to_merge_at_max_space_in_pool = 1')
})
afterAll(() => platform.close())
beforeEach(() => platform.store.command('TRUNCATE TABLE mentions'))

const wanted = { filters: { sentiment: 'negative' }, from: 0, to: now + hour, visible: everyMention } as const
/** Mention `n` is n hours old. */
const row = (n: number, version: number, sentiment: 'negative' | 'positive', cluster = '') =>
  mentionRow({ id: `forum:${n}`, createdAt: now - n * hour, version, sentiment, cluster })
const numbers = async (query: Partial<Parameters<typeof findMentions>[1]> = {}) =>
  (await findMentions(platform.store, { ...wanted, limit: 5, ...query })).map(({ id }) =>
    Number(id.slice('forum:'.length)),
  )

test('a mention is found by its newest version alone, whatever its older ones were', async () => {
  await insertMentions(
    platform.store,
    [...Array(40).keys()].map((n) => row(n, 1, n < 20 ? 'negative' : 'positive')),
  )
  // The first twelve are negative no more, the last ten are now; the others are delivered again.
  await insertMentions(
    platform.store,
    [...Array(40).keys()].map((n) => row(n, 2, n >= 12 && (n < 20 || n >= 30) ? 'negative' : 'positive')),
  )
  expect(await numbers()).toEqual([12, 13, 14, 15, 16])
  expect(await numbers({ limit: 30 })).toEqual([12, 13, 14, 15, 16, 17, 18, 19, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39])
  expect(await numbers({ limit: 1 })).toEqual([12])
  expect(await numbers({ after: { createdAt: now - 15 * hour, id: 'forum:15' } })).toEqual([16, 17, 18, 19, 30])
  expect(await mentionFacets(platform.store, wanted)).toMatchObject({ mentions: 18, isCapped: false })
})

test('where more of the newest were replaced than are asked for in five rounds, nothing else is found', async () => {
  await insertMentions(
    platform.store,
    [...Array(60).keys()].map((n) => row(n, 1, 'negative')),
  )
  await insertMentions(
    platform.store,
    [...Array(50).keys()].map((n) => row(n, 2, 'positive')),
  )
  expect(await numbers()).toEqual([50, 51, 52, 53, 54])
  expect(await numbers({ limit: 1, folded: true })).toEqual([50])
})

test('a copy that was replaced does not stand for the others of its text', async () => {
  await insertMentions(platform.store, [
    row(1, 1, 'negative', 'a'),
    row(2, 1, 'negative', 'a'),
    row(3, 1, 'negative', 'a'),
  ])
  await insertMentions(platform.store, [row(4, 1, 'negative', 'b'), row(5, 1, 'negative', 'b')])
  expect(await numbers({ folded: true })).toEqual([1, 4])
  // The newest of each text: one is not wanted any more, the other has another text now.
  await insertMentions(platform.store, [row(1, 2, 'positive', 'a'), row(4, 2, 'negative', 'c')])
  expect(await numbers({ folded: true })).toEqual([2, 4, 5])
  const found = await findMentions(platform.store, { ...wanted, limit: 5, folded: true })
  const copies = await copiesOf(platform.store, found, wanted)
  expect(found.map(({ id }) => copies.get(id))).toEqual([1, 0, 0])
  expect(await mentionFacets(platform.store, wanted)).toMatchObject({ mentions: 4, texts: 3 })
})

test('of two rows of the same version the one written last counts, as after labels were replaced', async () => {
  await insertMentions(
    platform.store,
    [...Array(20).keys()].map((n) => row(n, 1, 'negative', n < 10 ? 'a' : 'b')),
  )
  await insertMentions(
    platform.store,
    [...Array(15).keys()].map((n) => row(n, 1, 'positive', n < 10 ? 'a' : 'b')),
  )
  expect(await numbers()).toEqual([15, 16, 17, 18, 19])
  expect(await mentionFacets(platform.store, wanted)).toMatchObject({ mentions: 5, texts: 1 })
  const [found] = await findMentions(platform.store, { ...wanted, limit: 1, folded: true })
  expect((await copiesOf(platform.store, [found!], wanted)).get('forum:15')).toBe(4)
})

test('a condition that is neither true nor false of a mention, such as a rating that it has not, does not find it', async () => {
  const rated = { ...row(1, 1, 'negative', 'a'), rating: 1 }
  await insertMentions(platform.store, [rated, row(2, 1, 'negative', 'a')])
  const search = { where: '(rating < 3)', params: {} }
  expect(await numbers({ search })).toEqual([1])
  // Its author took the rating back.
  await insertMentions(platform.store, [row(1, 2, 'negative', 'a')])
  expect(await numbers({ search })).toEqual([])
  expect(await copiesOf(platform.store, [rated], { ...wanted, search })).toEqual(new Map([[rated.id, 0]]))
})

test('facets say that they are of the newest, also where some of these were replaced', async () => {
  const rows = Array.from({ length: 12_000 }, (_, n) => ({
    ...row(0, 1, 'negative'),
    id: `forum:${n}`,
    createdAt: now - n * 1_000,
  }))
  await insertMentions(platform.store, rows)
  await insertMentions(
    platform.store,
    rows.slice(0, 500).map((each) => ({ ...each, version: 2, sentiment: 'positive' as const })),
  )
  const { mentions, isCapped } = await mentionFacets(platform.store, wanted)
  expect(isCapped).toBe(true)
  expect(mentions).toBeLessThanOrEqual(10_000)
  expect(mentions).toBeGreaterThanOrEqual(9_500)
})

test('a replaced copy on one page hides no text from the next', async () => {
  await insertMentions(platform.store, [
    row(1, 1, 'negative', 'x'),
    row(2, 1, 'negative', 'z'),
    row(3, 1, 'negative', 'x'),
  ])
  await insertMentions(platform.store, [row(1, 2, 'positive', 'x')])
  expect(await numbers({ limit: 1, folded: true })).toEqual([2])
  expect(await numbers({ limit: 1, folded: true, after: { createdAt: now - 2 * hour, id: 'forum:2' } })).toEqual([3])
})

test('thousands of replaced rows before the first that is wanted fit into the queries', async () => {
  const rows = Array.from({ length: 4_000 }, (_, n) => ({
    ...row(0, 1, 'negative'),
    id: `forum:${'x'.repeat(40)}${n}`,
    createdAt: now - n * 1_000,
  }))
  await insertMentions(platform.store, rows)
  await insertMentions(
    platform.store,
    rows.slice(0, 3_500).map((each) => ({ ...each, version: 2, sentiment: 'positive' as const })),
  )
  const found = await findMentions(platform.store, { ...wanted, limit: 1_000 })
  expect(found.map(({ id }) => id)).toEqual(rows.slice(3_500).map(({ id }) => id))
})
