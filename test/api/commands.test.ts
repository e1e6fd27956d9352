import { seesAll } from '../../alerts/alert/visibility.ts'
import { describe, expect, test } from 'vitest'
import { findAlert } from '../../alerts/alert/alert-table.ts'
import { openCompany, problemOf } from './company.ts'

const { call, historyOf, platform, post, stored, under } = openCompany()

describe('two people at once', () => {
  test('acknowledge the same alert: one owns it, the others are informed', async () => {
    await stored({ id: 'race' })
    const answers = await Promise.all(['petra', 'paul', 'sam'].map((by) => post('/alerts/race/acknowledge', by)))
    const { owner } = (await findAlert(platform().store, 'race', seesAll))!
    expect(['petra', 'paul', 'sam']).toContain(owner)
    for (const answer of answers)
      if (answer.status === 200) expect(answer.body?.owner).toBe(owner)
      else
        expect(problemOf(answer)).toBe(
          '409 someone else changed the alert first: it is acknowledged, so acknowledge has no effect',
        )
    expect((await historyOf('race')).filter((line) => line.startsWith('acknowledged'))).toEqual([
      `acknowledged by ${owner}`,
    ])
  })

  test('claim the same alert in a honeycomb: one holds it, and the others may not change it', async () => {
    const honeycomb = await under({ model: 'honeycomb' })
    const on = { on: honeycomb }
    await stored({ id: 'comb' })
    const answers = await Promise.all(['petra', 'pia'].map((by) => post('/alerts/comb/claim', by, {}, on)))
    const { claim } = (await findAlert(platform().store, 'comb', seesAll))!
    const [holder, other] = claim!.by === 'petra' ? ['petra', 'pia'] : ['pia', 'petra']
    expect(answers.map(({ status }) => status)).toContain(200)
    expect((await historyOf('comb')).slice(1)).toEqual([`claimed by ${holder}`])
    const held = `403 ${holder} has claimed the alert until 2026-10-15 12:30 UTC; only they may change it`
    for (const what of ['resolve', 'claim', 'release', 'assign'])
      expect(problemOf(await post(`/alerts/comb/${what}`, other, {}, on)), what).toBe(held)
    expect((await post('/alerts/comb/comment', other, { reason: 'I can help' }, on)).status).toBe(200)
    expect(problemOf(await post('/alerts/comb/claim', holder, { until: '2027-01-01' }, on))).toBe(
      '400 a claim lasts at most 30 min; claim the alert again later',
    )
    expect((await post('/alerts/comb/release', holder, {}, on)).body).toMatchObject({
      claim: null,
      owner: null,
      status: 'open',
    })
    expect((await post('/alerts/comb/claim', other, {}, on)).body?.claim?.by).toBe(other)
    await honeycomb.close()
  })

  test('change different parts of it: all changes are kept', async () => {
    await stored({ id: 'different' })
    const answers = await Promise.all([
      post('/alerts/different/acknowledge', 'petra'),
      post('/alerts/different/comment', 'sam', { reason: 'seen' }),
      post('/alerts/different/verdict', 'paul', { verdict: 'useful' }),
      post('/alerts/different/impact', 'nora', { status: 'confirmed' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const { body } = await call('GET', '/alerts/different', { by: 'sam' })
    expect(body).toMatchObject({ owner: 'petra', verdict: { by: 'paul' }, impact: { status: 'confirmed', by: 'nora' } })
    expect(await historyOf('different')).toHaveLength(5)
  })
})

test('requests with the same Idempotency-Key are one command, also once its state would refuse it', async () => {
  await stored({ id: 'twice' })
  const keyed = (key: string) => ({ headers: { 'idempotency-key': key } })
  const resolve = () => post('/alerts/twice/resolve', 'petra', { reason: 'was a mould' }, keyed('k1'))
  const [first, second] = await Promise.all([resolve(), resolve()])
  const third = await resolve()
  for (const { status, body } of [first, second, third]) expect([status, body?.status]).toEqual([200, 'resolved'])
  expect(await historyOf('twice')).toEqual(['opened by groundswell', 'resolved by petra: was a mould'])
  // The same key from another person is another command.
  expect((await post('/alerts/twice/resolve', 'sam', {}, keyed('k1'))).status).toBe(409)
  const comment = (key: string) => post('/alerts/twice/comment', 'petra', { reason: 'again' }, keyed(key))
  expect([(await comment('k2')).status, (await comment('k2')).status, (await comment('k3')).status]).toEqual([
    200, 200, 200,
  ])
  expect((await historyOf('twice')).filter((line) => line.startsWith('commented'))).toHaveLength(2)
})

test('a hand-over changes who may act, and keeps the history with its reason', async () => {
  await stored({ id: 'handed', owner: 'petra', status: 'acknowledged' })
  expect(problemOf(await post('/alerts/handed/handover', 'petra', { department: 'nowhere' }))).toBe(
    '400 there is no department "nowhere"',
  )
  expect((await post('/alerts/handed/acknowledge', 'pia')).status).toBe(404)
  const handed = await post('/alerts/handed/handover', 'petra', { department: 'product', reason: 'it is the mould' })
  expect(handed.body).toMatchObject({ status: 'open', owner: null, departments: ['product', 'procurement'] })
  expect(problemOf(await post('/alerts/handed/acknowledge', 'petra'))).toBe(
    '403 only the people of Product and Customer Care may acknowledge this alert',
  )
  expect((await post('/alerts/handed/acknowledge', 'pia')).body?.owner).toBe('pia')
  expect(await historyOf('handed')).toEqual([
    'opened by groundswell',
    'handedOver by petra: it is the mould',
    'acknowledged by pia',
  ])
})

test('a snooze until volume rises; missing fields are named', async () => {
  await stored({ id: 'asleep' })
  expect(problemOf(await post('/alerts/asleep/snooze', 'petra'))).toBe(
    '400 a snooze needs "until" (a time) or "worseBy" (percent)',
  )
  expect(problemOf(await post('/alerts/asleep/snooze', 'petra', { until: '2026-10-15T11:00' }))).toBe(
    '400 until is in the past',
  )
  expect((await post('/alerts/asleep/snooze', 'petra', { worseBy: 50, reason: 'known' })).body).toMatchObject({
    status: 'snoozed',
    snoozedWorse: { percent: 50, excess: 36.8 },
  })
  expect(problemOf(await post('/alerts/asleep/assign', 'petra', { owner: 'mallory' }))).toBe(
    '400 there is no person "mallory" in the configuration',
  )
})
