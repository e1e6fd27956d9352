import { seesAll } from '../../alerts/alert/visibility.ts'
import { expect, test } from 'vitest'
import { findAlert } from '../../alerts/alert/alert-table.ts'
import { openCompany, problemOf } from './company.ts'

const { call, historyOf, platform, post, stored, under } = openCompany()
const find = (id: string) => findAlert(platform().store, id, seesAll)

test('an alert is merged into another: both remember it, and it can be split again', async () => {
  await stored({ id: 'hopper', title: 'Broken on arrival' })
  await stored({ id: 'refund', title: 'Refund not received', topic: 'billing.refund', also: ['app.crash'] })
  const merged = await post('/alerts/refund/merge', 'petra', { into: 'hopper', reason: 'same lot' })
  expect(merged.body).toMatchObject({ status: 'resolved', mergedInto: 'hopper' })
  expect((await call('GET', '/alerts/hopper', { by: 'petra' })).body).toMatchObject({
    status: 'open',
    also: ['billing.refund', 'app.crash'],
    merged: [{ alertId: 'refund', title: 'Refund not received', topic: 'billing.refund' }],
  })
  expect(await historyOf('hopper')).toEqual(['opened by groundswell', 'joined by petra: same lot'])
  expect(await historyOf('refund')).toEqual(['opened by groundswell', 'resolved by petra: same lot'])
  const history = JSON.parse((await call('GET', '/alerts/refund/history', { by: 'sam' })).text) as { items: object[] }
  expect(history.items.at(-1)).toMatchObject({ related: { alertId: 'hopper', name: 'Broken on arrival' } })

  // Again changes nothing.
  expect((await post('/alerts/refund/merge', 'petra', { into: 'hopper' })).status).toBe(200)
  expect(await historyOf('hopper')).toHaveLength(2)
  expect(problemOf(await post('/alerts/refund/reopen', 'petra'))).toBe(
    '409 the alert is merged into another one; split it from there instead',
  )

  const split = await post('/alerts/hopper/split', 'petra', { topic: 'billing.refund' })
  expect(split.body).toMatchObject({ also: ['app.crash'], merged: [], splitTopics: ['billing.refund'] })
  expect(await find('refund')).toMatchObject({ status: 'resolved', mergedInto: null })
  expect((await historyOf('refund')).at(-1)).toBe('split by petra')
  expect(problemOf(await post('/alerts/hopper/split', 'petra', { topic: 'billing.refund' }))).toBe(
    '409 topic "billing.refund" has not joined this alert',
  )
  expect((await post('/alerts/refund/reopen', 'petra')).body).toMatchObject({ status: 'open' })
})

test('a merge is refused with the reason', async () => {
  await stored({ id: 'one' })
  await stored({ id: 'over', title: 'Over', status: 'resolved', resolvedAt: Date.UTC(2026, 9, 15, 11) })
  await stored({ id: 'theirs', departments: ['product'], owner: 'pia', status: 'acknowledged' })
  await stored({ id: 'hidden', departments: ['product'], card: null, impact: null })
  const merge = async (into?: string, by = 'petra') =>
    problemOf(await post('/alerts/one/merge', by, into === undefined ? {} : { into }))
  expect(await merge()).toBe('400 a merge needs "into" (the id of the alert to merge into)')
  expect(await merge('nothing')).toBe('404 there is no alert "nothing"')
  expect(await merge('hidden')).toBe('404 there is no alert "hidden"')
  expect(await merge('one')).toMatch(/^409 an alert cannot be merged into itself/)
  expect(await merge('over')).toBe('409 "Over" is resolved; reopen it before you merge into it')
  expect(await merge('theirs', 'vic')).toMatch(/^403 viewers/)
  expect(await merge('theirs', 'nora')).toMatch(/^403 only/)
  expect(problemOf(await post('/alerts/over/merge', 'petra', { into: 'one' }))).toMatch(/^409 the alert is resolved/)
  expect(problemOf(await post('/alerts/one/split', 'petra'))).toMatch(/^400 a split needs/)
  expect(await historyOf('one')).toEqual(['opened by groundswell'])
  // Who may act on both may merge them.
  expect((await post('/alerts/one/merge', 'sam', { into: 'theirs' })).body).toMatchObject({ mergedInto: 'theirs' })
})

test('merges stay flat: the target of a merged alert, and what was merged before', async () => {
  for (const id of ['a', 'b', 'c', 'd']) await stored({ id, topic: `topic.${id}` })
  await post('/alerts/c/merge', 'sam', { into: 'b' })
  await post('/alerts/b/merge', 'sam', { into: 'a' })
  expect((await find('c'))?.mergedInto).toBe('a')
  expect((await post('/alerts/d/merge', 'sam', { into: 'c' })).body).toMatchObject({ mergedInto: 'a' })
  expect((await find('a'))?.merged.map(({ alertId }) => alertId)).toEqual(['b', 'c', 'd'])
  expect(problemOf(await post('/alerts/a/merge', 'sam', { into: 'c' }))).toMatch(/^409 an alert cannot be merged/)
  expect((await post('/alerts/a/split', 'sam', { merged: 'c' })).body).toMatchObject({ also: ['topic.b', 'topic.d'] })
  expect((await find('c'))?.mergedInto).toBeNull()
})

test('of two people who merge crosswise, the second is informed, and one alert stays active', async () => {
  await stored({ id: 'left' })
  await stored({ id: 'right' })
  const answers = await Promise.all([
    post('/alerts/left/merge', 'petra', { into: 'right' }),
    post('/alerts/right/merge', 'paul', { into: 'left' }),
  ])
  const states = (await Promise.all(['left', 'right'].map(find))).map((alert) => alert!.status)
  expect(states.toSorted()).toEqual(['open', 'resolved'])
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
})

test('a claim holds merges of both alerts back', async () => {
  const honeycomb = await under({ model: 'honeycomb' })
  await stored({ id: 'mine' })
  await stored({ id: 'comb' })
  expect((await post('/alerts/comb/claim', 'pia', {}, { on: honeycomb })).status).toBe(200)
  expect(problemOf(await post('/alerts/mine/merge', 'petra', { into: 'comb' }, { on: honeycomb }))).toMatch(
    /^403 pia has claimed the alert/,
  )
  await honeycomb.close()
})
