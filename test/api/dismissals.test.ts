import { expect, test } from 'vitest'
import { insertMentions } from '../../enrich/mentions/mention-table.ts'
import type { DismissedTermDto } from '../../api/dto/dismissed-term-dto.ts'
import type { SuggestionDto } from '../../api/dto/suggestion-dto.ts'
import type { EmergingTerm } from '../../alerts/terms/emergence.ts'
import { saveEmergingTerms } from '../../alerts/terms/term-store.ts'
import { mentionRow } from '../alerts/make.ts'
import { until } from '../until.ts'
import { hour, itemsOf, now, openCompany, problemOf } from './company.ts'

const { call, platform, post, under } = openCompany()
const day = 24 * hour

async function emerging(over: Partial<EmergingTerm>): Promise<void> {
  const id = over.id ?? 'black'
  await insertMentions(platform().store, [
    mentionRow({
      id: `forum:${id}`,
      createdAt: now - hour,
      departments: ['product'],
      topics: [],
      topicConfidences: [],
    }),
  ])
  await saveEmergingTerms(platform().store, [
    {
      id,
      department: 'product',
      term: 'black friday',
      status: 'rising',
      firstSeenAt: now - day,
      onsetAt: now - day,
      emergedAt: now - day,
      lastSeenAt: now - hour,
      observed: 5,
      expected: 0.2,
      p: 1e-8,
      authors: 5,
      texts: 5,
      exampleIds: [`forum:${id}`],
      revision: 1,
      ...over,
    },
  ])
}
const suggested = async (by = 'pia') =>
  itemsOf<SuggestionDto>(await call('GET', '/review/suggestions', { by })).flatMap((each) => each.emerging ?? [])
const dismissed = async (query = '', by = 'pia') =>
  itemsOf<DismissedTermDto>(await call('GET', `/review/dismissals${query}`, { by }))
const terms = (of: readonly { term: string }[]) => of.map(({ term }) => term).toSorted()
const dismiss = (id: string, by = 'pia', over: object = {}) =>
  post(`/review/suggestions/${id}/dismissal`, by, { kind: 'planned', ...over })

test('a dismissed term is not suggested, is listed with its reason, and is restored', async () => {
  await emerging({})
  await emerging({ id: 'e14', term: 'error e14', emergedAt: now - 2 * day })
  expect(terms(await suggested())).toEqual(['black friday', 'error e14'])
  const answer = await dismiss('black', 'pia', { note: ' Our sale ' })
  expect(answer.status).toBe(202)
  await until('it is dismissed', async () => (await dismissed()).length === 1)
  expect(await dismissed()).toMatchObject([
    { department: 'product', term: 'black friday', kind: 'planned', note: 'Our sale', observed: 5, by: 'pia' },
  ])
  expect(await dismissed('?department=procurement')).toEqual([])
  expect(terms(await suggested())).toEqual(['error e14'])
  expect(terms(await suggested('sam'))).toEqual(['error e14'])
  const [{ id } = { id: '' }] = await dismissed()
  expect((await call('DELETE', `/review/dismissals/${id}`, { by: 'pia' })).status).toBe(202)
  await until('it is restored', async () => (await dismissed()).length === 0)
  expect(terms(await suggested())).toEqual(['black friday', 'error e14'])
  expect((await call('DELETE', `/review/dismissals/${id}`, { by: 'pia' })).status).toBe(202)
  expect(problemOf(await call('DELETE', '/review/dismissals/none', { by: 'pia' }))).toMatch(/^404/)
})

test('it comes back by itself when it grows to three times, says so, and can be dismissed again', async () => {
  await dismiss('black')
  await until('it is dismissed', async () => (await dismissed()).length === 1)
  await emerging({ revision: 2, observed: 14, lastSeenAt: now + hour })
  expect(terms(await suggested())).toEqual(['error e14'])
  await emerging({ revision: 3, observed: 15, lastSeenAt: now + hour })
  expect(await dismissed()).toEqual([])
  const [back] = (await suggested()).filter(({ term }) => term === 'black friday')
  expect(back).toMatchObject({
    observed: 15,
    returned: { reason: 'escalated', dismissal: { observed: 5, by: 'pia', kind: 'planned' } },
  })
  await dismiss('black')
  await until('it is dismissed again', async () => (await dismissed())[0]?.observed === 15)
  expect(terms(await suggested())).toEqual(['error e14'])
})

test('the people of the department, the service team and admins may; others are told who', async () => {
  await emerging({ id: 'own', department: 'procurement', term: 'late invoice' })
  const only = 'only the people of Procurement, Customer Care and admins may dismiss terms of Procurement'
  expect(problemOf(await dismiss('own', 'vic'))).toMatch(/^403 viewers may not dismiss terms/)
  expect(problemOf(await dismiss('own', 'nora'))).toMatch(new RegExp(`^(403 ${only}|404)`))
  expect(problemOf(await dismiss('none', 'sam'))).toMatch(/^404/)
  expect(problemOf(await dismiss('own', 'petra', { kind: 'other', note: ' ' }))).toBe(
    '400 kind other needs a note that says why',
  )
  const centralized = await under({ model: 'centralized' })
  const central = await post('/review/suggestions/own/dismissal', 'petra', { kind: 'known' }, { on: centralized })
  expect(problemOf(central)).toMatch(/^(403 only Customer Care and admins|404)/)
  await centralized.close()
  expect((await dismiss('own', 'sam')).status).toBe(202)
  await until('it is dismissed', async () => (await dismissed('?department=procurement', 'sam')).length === 1)
  const [{ id } = { id: '' }] = await dismissed('?department=procurement', 'sam')
  expect(problemOf(await call('DELETE', `/review/dismissals/${id}`, { by: 'pia' }))).toMatch(/^(403 only|404)/)
})
