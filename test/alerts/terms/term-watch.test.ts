import { everyMention } from '../../../enrich/mentions/visible-mentions.ts'
import { idleWatch } from '../../idle-watch.ts'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { confirmLinks } from '../../../alerts/planners/confirm-link.ts'
import { toOrganisation } from '../../../alerts/organisation/organisation.ts'
import { emergingTerms } from '../../../alerts/terms/emerging-terms.ts'
import { defaultTermPolicy } from '../../../alerts/terms/policy.ts'
import { packed } from '../../../alerts/terms/snapshot.ts'
import type { TermMention } from '../../../alerts/terms/term-mention.ts'
import { findEmergingTerms, saveTermState } from '../../../alerts/terms/term-store.ts'
import { openTermWatch } from '../../../alerts/terms/term-watch.ts'
import type { SuggestionDto } from '../../../api/dto/suggestion-dto.ts'
import { buildApi } from '../../../api/server.ts'
import { blankMentions } from '../../../enrich/mentions/mention-table.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openMetrics } from '../../../infra/metrics.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { planted } from '../planted.ts'
import { hourMs, monday, mention, ordinaryHour, termRow } from './term-streams.ts'

const begun = monday + 14 * 24 * hourMs
const texts = planted['battery recall']!
/** Stored long enough ago to be settled; each writing after the last. */
const storing = Date.now() - 3_600_000
let stored = 0
let platform: Awaited<ReturnType<typeof openLogAndStore>>
let watch: ReturnType<typeof openTermWatch>
const noSwitch = { isUnderWay: false, mark: '', rewritten: [], since: () => undefined }

const open = () =>
  openTermWatch({ store: platform.store, logger: platform.logger, policy: defaultTermPolicy, scope: 'department' })
const catchUp = async (rewritten: { from: number; to: number }[] = []) => {
  for (let turn = 0; turn < 20; turn++) await watch.catchUp({ ...noSwitch, rewritten }, Date.now())
}
async function store(mentions: readonly TermMention[]): Promise<{ from: number; to: number }> {
  const from = storing + ++stored * 1000
  await platform.store.insert(
    'mentions',
    mentions.map((each) => ({ ...termRow(each), storedAt: from })),
  )
  return { from, to: from }
}
const own = texts.map((text, i) => mention(text, { at: begun + i * 60_000 }))
const found = () => findEmergingTerms(platform.store, { since: 0, limit: 10, visible: everyMention })

beforeAll(async () => {
  platform = await openLogAndStore()
  watch = open()
  await watch.load()
  await store(Array.from({ length: 14 * 24 }, (_, hour) => ordinaryHour('stored', hour, false)).flat())
}, 60_000)
afterAll(() => platform.close())

test('terms that emerge among stored mentions are saved, page by page', async () => {
  await store(own.slice(0, 7))
  await catchUp()
  expect(await found()).toMatchObject([
    { department: 'product', term: 'battery recall', status: 'rising', observed: 6 },
  ])
})

test('a redelivery counts nothing twice, and a restart continues at the saved position', async () => {
  const [before] = await found()
  await store(own.slice(0, 7))
  await catchUp()
  await watch.save()
  watch = open()
  await watch.load()
  await store(own.slice(5, 8))
  await catchUp()
  expect(await found()).toMatchObject([{ id: before!.id, observed: before!.observed + 1 }])
})

test('after a crash the mentions since the last snapshot are read again, with the same result', async () => {
  await store(own.slice(8, 10))
  await catchUp()
  const straight = await found()
  watch = open()
  await watch.load()
  await catchUp()
  expect(await found()).toEqual(straight)
})

test('rows rewritten by a switch of labels and mentions with a topic do not count; a guessed department does', async () => {
  const [before] = await found()
  const span = await store([mention('a battery recall in a rewritten row', { at: begun + hourMs })])
  await catchUp([span])
  const withTopic = termRow(mention('one more battery recall that has a topic', { at: begun + hourMs }))
  const storedAt = storing + ++stored * 1000
  await platform.store.insert('mentions', [{ ...withTopic, topics: ['safety.overheating'], storedAt }])
  await catchUp([span])
  expect((await found())[0]).toEqual(before)
  const guessed = termRow(mention('whose battery recall is this, and why', { at: begun + hourMs }))
  await platform.store.insert('mentions', [
    { ...guessed, departments: [], departmentGuess: 'product', storedAt: storing + ++stored * 1000 },
  ])
  await catchUp([span])
  expect((await found())[0]!.observed).toBe(before!.observed + 1)
})

test('the review queue suggests it with its quotes, without removed mentions', async () => {
  const app = await buildApi({
    host: '127.0.0.1',
    port: 0,
    reader: platform.store,
    store: platform.store,
    log: platform.log,
    clock: () => begun + 2 * hourMs,
    taxonomy: readTaxonomy(),
    organisation: toOrganisation({ model: 'hub-and-spoke' }, readTaxonomy()),
    links: confirmLinks(Buffer.alloc(32)),
    logger: platform.logger,
    metrics: openMetrics(),
    storeState: () => 'ready',
    watch: idleWatch,
    dashboard: join(platform.data, 'nothing'),
    webhooks: new Map(),
    version: '1',
    publish: async () => {},
  })
  const suggested = async (query = '') => {
    const { items } = (await app.inject(`/api/v1/review/suggestions${query}`)).json<{ items: SuggestionDto[] }>()
    return items.filter(({ kind }) => kind === 'emergingTerm')
  }
  const [first, ...rest] = await suggested()
  expect(rest).toEqual([])
  expect(first).toMatchObject({
    words: ['battery recall'],
    from: new Date(own[1]!.at).toISOString(),
    emerging: { department: 'product', term: 'battery recall', status: 'rising' },
  })
  expect(first!.examples).toHaveLength(5)
  for (const { text } of first!.examples) expect(text.toLowerCase()).toContain('battery recall')
  expect(await suggested('?department=product')).toEqual([first])
  expect(await suggested('?department=logistics')).toEqual([])
  const [taken] = first!.examples
  await blankMentions(platform.store, [
    { type: 'deletion', id: taken!.id, source: 'forum', reason: 'deleted', at: begun + 2 * hourMs },
  ])
  expect((await suggested())[0]!.examples).toEqual(first!.examples.slice(1))
  await app.close()
})

test('a snapshot of another version is ignored, and everything is learnt again', async () => {
  watch = open()
  const small = emergingTerms({ ...defaultTermPolicy, places: 2 ** 10 })
  await saveTermState(
    platform.store,
    'department',
    await packed(small.state(), { storedAt: Date.now(), id: 'far ahead' }),
  )
  await watch.load()
  await catchUp()
  expect((await found()).map(({ term }) => term)).toContain('battery recall')
})
