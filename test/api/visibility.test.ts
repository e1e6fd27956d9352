import { beforeAll, describe, expect, test } from 'vitest'
import { startApi } from '../../api/server.ts'
import { saveReportDeliveries } from '../../alerts/notify/report-delivery-table.ts'
import { crackedHoppers } from '../alerts/notifications.ts'
import { until } from '../until.ts'
import { as, iso, itemsOf, now, openCompany, problemOf } from './company.ts'

const { call, depsUnder, post, stored } = openCompany()

describe('lists hold exactly what the person sees', () => {
  const idsFor = async (path: string, by: string, key: string) =>
    itemsOf<Record<string, string>>(await call('GET', path, { by })).map((each) => each[key])
  beforeAll(async () => {
    const odd = { dimension: 'sku', value: 'CM40-NEW' }
    await stored({ id: 'sight-product', departments: ['product'], card: null, impact: null })
    await stored({ id: 'sight-procurement', card: { ...crackedHoppers().card!, unmapped: [odd] } })
  })

  test('alerts, and impacts with values missing from the planning data', async () => {
    expect(await idsFor('/alerts?limit=200', 'pia', 'id')).toContain('sight-product')
    expect(await idsFor('/alerts?limit=200', 'pia', 'id')).not.toContain('sight-procurement')
    expect(await idsFor('/alerts?limit=200', 'petra', 'id')).not.toContain('sight-product')
    expect(await idsFor('/impacts', 'petra', 'alertId')).toContain('sight-procurement')
    expect(await idsFor('/impacts', 'pia', 'alertId')).not.toContain('sight-procurement')
    const unmapped = async (by: string) =>
      (JSON.parse((await call('GET', '/impacts', { by })).text) as { unmapped: object[] }).unmapped
    expect(await unmapped('petra')).toEqual([{ dimension: 'sku', value: 'CM40-NEW', alerts: 1 }])
    expect(await unmapped('pia')).toEqual([])
  })

  test('a planner without a department sees the alerts that name them in the planning data', async () => {
    await stored({
      id: 'sight-other',
      card: { ...crackedHoppers().card!, items: [] },
      impact: { ...crackedHoppers().impact!, owner: 'luca' },
    })
    const seen = await idsFor('/alerts?limit=200', 'nora', 'id')
    expect(seen).toContain('sight-procurement')
    expect(seen).not.toContain('sight-other')
    expect(problemOf(await post('/alerts/sight-procurement/resolve', 'nora'))).toBe(
      '403 only the people of Procurement and Customer Care may resolve this alert',
    )
  })

  test('deliveries', async () => {
    await stored({ id: 'delivered', departments: ['procurement'] })
    await post('/alerts/delivered/assign', 'sam', { owner: 'petra' })
    const list = async (by: string) => call('GET', '/deliveries?alert=delivered', { by })
    await until('it is sent', async () =>
      itemsOf<{ state: string }>(await list('sam')).some(({ state }) => state === 'sent'),
    )
    const rows = itemsOf<{ receiver: string }>(await list('petra'))
    expect(rows.map(({ receiver }) => receiver).toSorted()).toEqual(['care', 'nora', 'petra', 'procurement'])
    expect(rows.find(({ receiver }) => receiver === 'petra')).toMatchObject({
      person: 'petra',
      changeNumber: 2,
      mode: 'now',
      attempt: 1,
    })
    expect(itemsOf(await list('pia'))).toEqual([])
  })

  test('deliveries of the report: only for whoever sees every alert', async () => {
    const row = { reportId: 'report:2026-11-23', receiver: 'care', state: 'failed' as const, reason: '410', attempt: 1 }
    const times = { dueAt: now, createdAt: now, firstAttemptAt: now, sentAt: 0 }
    await saveReportDeliveries(depsUnder({}).reader, [{ ...row, ...times, version: 1, notification: '' }])
    const list = async (by: string) => itemsOf(await call('GET', '/report-deliveries', { by }))
    const written = iso(now)
    expect(await list('sam')).toEqual([{ ...row, createdAt: written, dueAt: written, sentAt: null }])
    expect(await list('pia')).toEqual([])
  })

  test('events', async () => {
    const api = await startApi({ ...depsUnder({}), port: 0 })
    const listening = new AbortController()
    const received = new Map<string, string>()
    const listen = async (by: string) => {
      const stream = await fetch(`${api.url}/api/v1/events`, { headers: as(by), signal: listening.signal })
      for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream()))
        received.set(by, (received.get(by) ?? '') + chunk)
    }
    const both = Promise.allSettled(['pia', 'petra'].map(listen))
    let n = 0
    const comment = (id: string) => post(`/alerts/${id}/comment`, 'sam', { reason: `word ${n++}` })
    // The first poll of a subscription is its baseline.
    await until('each has received an event', async () => {
      await Promise.all([comment('sight-product'), comment('sight-procurement')])
      return ['pia', 'petra'].every((by) => received.get(by)?.includes('alert.changed'))
    })
    listening.abort()
    await both
    await api.stop()
    expect(
      [received.get('pia'), received.get('petra')].map((text) => [
        /sight-product/.test(text!),
        /sight-procurement/.test(text!),
      ]),
    ).toEqual([
      [true, false],
      [false, true],
    ])
  })
})
