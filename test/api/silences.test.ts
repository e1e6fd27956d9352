import { expect, test } from 'vitest'
import { until } from '../until.ts'
import { hour, iso, itemsOf, now, openCompany, problemOf, type Call } from './company.ts'

const { call, platform, post, under } = openCompany()

test('silences are checked, go through the log, and can be ended', async () => {
  const silence = (by: string, matches: object, over: object = {}, more: Call = {}) =>
    post('/silences', by, { matches, until: iso(now + hour), reason: 'planned', ...over }, more)
  expect(problemOf(await silence('petra', { topics: ['delivery'] }))).toBe(
    '403 only Customer Care may silence alerts outside your departments; list your departments in "matches"',
  )
  expect(problemOf(await silence('petra', { departments: ['procurement', 'product'] }))).toMatch(/^403/)
  expect(problemOf(await silence('vic', { topics: ['delivery'] }))).toMatch(/^403 viewers/)
  expect(problemOf(await silence('sam', {}))).toMatch(/^400 matches is empty/)
  expect(problemOf(await silence('sam', { topics: ['app'] }, { from: iso(now + 2 * hour) }))).toMatch(
    /^400 until is in the past/,
  )
  expect((await silence('petra', { departments: ['procurement'] })).status).toBe(202)
  const list = async (by = 'paul') =>
    itemsOf<{ id: string; by: string; reason: string }>(await call('GET', '/silences', { by }))
  await until('it is stored', async () => (await list()).length === 1)
  const [filed] = await list()
  expect(filed).toMatchObject({ by: 'petra', reason: 'planned', matches: { departments: ['procurement'] } })
  expect(await list('pia')).toEqual([])
  expect(problemOf(await call('DELETE', `/silences/${filed!.id}`, { by: 'pia' }))).toMatch(/^404/)
  expect((await call('DELETE', `/silences/${filed!.id}`, { by: 'paul' })).status).toBe(202)
  await until('it is over', async () => (await list()).length === 0)
  const people = [{ id: 'una', hub: true, units: ['north'] }]
  const dandelion = await under({ model: 'dandelion', units: [{ id: 'north', match: { region: ['North'] } }], people })
  expect(problemOf(await silence('una', { topics: ['app'] }, {}, { on: dandelion }))).toMatch(
    /^403 only Customer Care .* outside your units;/,
  )
  expect((await silence('una', { units: ['north'] }, {}, { on: dandelion })).status).toBe(202)
  await dandelion.close()
})

test('a thousand silences that have not ended are enough; one that ends makes room', async () => {
  const create = () =>
    post('/silences', 'sam', { matches: { topics: ['delivery'] }, until: iso(now + hour), reason: 'planned' })
  await platform().store.insert(
    'silences',
    Array.from({ length: 1_000 }, (_, n) => ({
      id: `full${n}`,
      matches: '{"topics":["delivery"]}',
      fromAt: now,
      untilAt: now + hour,
      actingOnly: false,
      by: 'sam',
      reason: 'planned',
      version: 1,
    })),
  )
  expect(problemOf(await create())).toBe(
    '409 there are 1000 silences that have not ended, and no more are kept; end one first',
  )
  await platform().store.command(
    "INSERT INTO silences SELECT * REPLACE (from_at AS until_at, 2 AS version) FROM silences WHERE id LIKE 'full%'",
  )
  expect((await create()).status).toBe(202)
})

test.each(['departments', 'topics', 'products', 'regions', 'units'])(
  'a silence names at most 100 %s of at most 200 characters each',
  async (field) => {
    const create = (values: string[]) =>
      post('/silences', 'sam', { matches: { [field]: values }, until: iso(now + hour), reason: 'planned' })
    for (const values of [Array.from({ length: 101 }, (_, n) => `p${n}`), ['p'.repeat(201)]])
      expect(problemOf(await create(values))).toMatch(new RegExp(`^400 body "matches/${field}.*must not have`))
    const most = await create(Array.from({ length: 100 }, (_, n) => `${n}`.padEnd(200, 'p')))
    // Names that do not exist are refused by name.
    expect(problemOf(most)).not.toMatch(/must not have/i)
  },
)
