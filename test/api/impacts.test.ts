import { describe, expect, test } from 'vitest'
import type { Alert } from '../../alerts/alert/alert.ts'
import type { AlertDto } from '../../api/dto/alert-dto.ts'
import { crackedHoppers } from '../alerts/notifications.ts'
import { hour, iso, itemsOf, links, now, openCompany, problemOf } from './company.ts'

const { call, historyOf, post, stored } = openCompany()

describe('impacts', () => {
  test('the list holds open impacts; a potential one of a resolved alert is closed', async () => {
    const resolved = { status: 'resolved' as const, resolvedAt: now }
    const impact = (status: NonNullable<Alert['impact']>['status']) => ({ ...crackedHoppers().impact!, status })
    await stored({ id: 'feed-potential' })
    await stored({ id: 'feed-confirmed', ...resolved, impact: impact('confirmed') })
    await stored({ id: 'feed-over', ...resolved })
    await stored({ id: 'feed-restored', impact: impact('restored') })
    const feed = async (query = '') =>
      itemsOf<{ alertId: string }>(await call('GET', `/impacts${query}`, { by: 'sam' }))
        .map(({ alertId }) => alertId)
        .filter((id) => id.startsWith('feed-'))
        .toSorted()
    expect(await feed()).toEqual(['feed-confirmed', 'feed-potential'])
    expect(await feed('?status=potential')).toEqual(['feed-over', 'feed-potential'])
    expect(await feed('?status=restored')).toEqual(['feed-restored'])
  })

  test('the largest exposure comes first', async () => {
    const card = crackedHoppers().card!
    const withRevenue = async (id: string, revenue: number) =>
      stored({ id, card: { ...card, exposure: { ...card.exposure, revenue, currency: 'EUR' } } })
    await withRevenue('large-2', 200_000)
    await withRevenue('large-3', 190_000)
    await withRevenue('large-1', 210_000)
    const items = itemsOf<{ alertId: string; card: AlertDto['card'] }>(await call('GET', '/impacts', { by: 'sam' }))
    expect(items.slice(0, 3).map(({ alertId }) => alertId)).toEqual(['large-1', 'large-2', 'large-3'])
    expect(items[0]!.card!.exposure).toEqual({ ...card.exposure, revenue: 210_000, currency: 'EUR' })
  })

  test('as CSV have a row per item, and no cell that a spreadsheet would run', async () => {
    const [row] = crackedHoppers().card!.items
    const items = [
      { ...row!, supplier: '=cmd|calc' },
      { ...row!, supplier: '@veld, "best"', units: 5 },
    ]
    await stored({ id: 'csv', title: '+Hopper', card: { ...crackedHoppers().card!, items } })
    const { text } = await call('GET', '/impacts.csv', { by: 'sam' })
    const [header, ...lines] = text.trim().split('\r\n')
    expect(header).toBe(
      'alert_id,title,severity,status,expected_until,impact_owner,confirmation,authors,sources,onset_at,sku,lot,product,carrier,region,warehouse,supplier,site,part,owner,units,open_orders,revenue',
    )
    const head = "csv,'+Hopper,high,potential,,Nora Lind,confirmed,38,4,2026-10-14T09:40:00.000Z,,2610-B,CM-40,,,"
    expect(lines.filter((line) => line.startsWith('csv,'))).toEqual([
      `${head},'=cmd|calc,Aarhus,Hopper HP-40,Nora Lind,3200,410,158000`,
      `${head},"'@veld, ""best""",Aarhus,Hopper HP-40,Nora Lind,5,410,158000`,
    ])
  })

  test('a link takes an impact from potential to restored, as the person it was sent to', async () => {
    await stored({ id: 'linked', claim: { by: 'petra', until: now + hour } })
    const url = `/confirmations/${links.toToken({ alertId: 'linked', person: 'nora' }, now)}`
    const shown = await call('GET', url)
    expect(JSON.parse(shown.text)).toMatchObject({
      person: 'nora',
      alert: { id: 'linked', impact: { status: 'potential' } },
    })
    expect((await historyOf('linked')).length).toBe(1)
    const say = async (body: object, headers = {}) => {
      const answer = await call('POST', url, { body, headers })
      return answer.status === 200 ? (JSON.parse(answer.text) as { alert: AlertDto }).alert.impact : problemOf(answer)
    }
    expect(await say({ status: 'restored' })).toBe('409 an impact cannot change from potential to restored')
    const expectedUntil = iso(now + 3 * 24 * hour)
    const keyed = { 'idempotency-key': 'a double click' }
    const [once, again] = await Promise.all(
      [0, 1].map(() => say({ status: 'confirmed', expectedUntil, reason: 'a mould' }, keyed)),
    )
    for (const impact of [once, again])
      expect(impact).toMatchObject({ status: 'confirmed', expectedUntil, by: 'nora', reason: 'a mould' })
    expect(await say({ status: 'restored', reason: 'new mould' })).toMatchObject({
      status: 'restored',
      expectedUntil: null,
    })
    expect((await historyOf('linked')).slice(1)).toEqual(['assessed by nora: a mould', 'assessed by nora: new mould'])
  })

  test('a link is refused when altered, expired, for a removed person, or for one who no longer owns the impact', async () => {
    await stored({ id: 'linked-not' })
    const token = links.toToken({ alertId: 'linked-not', person: 'nora' }, now)
    const say = async (text: string) =>
      problemOf(await call('POST', `/confirmations/${text}`, { body: { status: 'none' } }))
    const bad = '404 the link is invalid or expired; open the alert instead'
    expect(await say(token.slice(0, -2) + (token.endsWith('AA') ? 'BB' : 'AA'))).toBe(bad)
    expect(await say(links.toToken({ alertId: 'linked-not', person: 'nora' }, now - 31 * 24 * hour))).toBe(bad)
    expect(await say(links.toToken({ alertId: 'none', person: 'nora' }, now))).toBe(
      '404 the alert of this link no longer exists',
    )
    expect(await say(links.toToken({ alertId: 'linked-not', person: 'gone' }, now))).toMatch(/^403 gone is no longer/)
    await post('/alerts/linked-not/impact', 'petra', { status: 'confirmed', owner: 'pia' })
    expect(await say(token)).toBe(
      '403 only pia, the people of Procurement and Customer Care may update the impact status of this alert',
    )
    expect((await historyOf('linked-not')).slice(1)).toEqual(['assessed by petra'])
  })
})
