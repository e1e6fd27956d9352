import { describe, expect, test } from 'vitest'
import { saveChange } from '../../alerts/alert/alert-table.ts'
import type { Alert, AlertChange, Similar } from '../../alerts/alert/alert.ts'
import type { AlertDto } from '../../api/dto/alert-dto.ts'
import type { IncidentsDto } from '../../api/dto/incident-dto.ts'
import { changeNow } from '../alerts/make.ts'
import { crackedHoppers } from '../alerts/notifications.ts'
import { hour, iso, itemsOf, now, openCompany, problemOf } from './company.ts'

const { call, platform, stored } = openCompany()
const minute = 60_000
const day = 24 * hour
const read = async (query: string) => {
  const answer = await call('GET', `/incidents?${query}`, { by: 'sam' })
  expect(answer.status, answer.text).toBe(200)
  return JSON.parse(answer.text) as IncidentsDto
}

const driver = (dimension: string, value: string, also?: Alert['drivers'][number]['also']) => ({
  dimension,
  value,
  share: 0.75,
  lift: 3,
  now: 9,
  expected: 1,
  ...(also && { also }),
})

/** A resolved alert, acknowledged after 12 minutes and resolved after five hours. */
async function resolved(over: Partial<Alert>, resolution: string): Promise<Alert> {
  const openedAt = over.openedAt ?? now - day
  const alert = crackedHoppers({
    departments: ['procurement'],
    openedAt,
    onsetAt: openedAt - 20 * minute,
    status: 'resolved',
    resolvedAt: openedAt + 5 * hour,
    ...over,
  })
  await stored(alert)
  const change = (changeNumber: number, made: Partial<AlertChange>) => changeNow({ alert, changeNumber, ...made })
  await saveChange(
    platform().store,
    change(2, { change: 'assigned', at: openedAt + 12 * minute, by: 'petra' }),
    change(3, { change: 'acknowledged', at: openedAt + hour, by: 'petra' }),
    change(4, { change: 'resolved', at: openedAt + 5 * hour, by: 'petra', reason: resolution }),
  )
  return alert
}

const toSimilar = ({ id, title, openedAt, resolvedAt, owner }: Alert): Similar => ({
  alertId: id,
  title,
  openedAt,
  resolvedAt: resolvedAt!,
  owner,
  verdict: null,
  score: 0.8,
})

describe('incidents', () => {
  test('have how they were handled, what caused them, and how similar ones ended', async () => {
    const first = await resolved(
      { id: 'first', openedAt: now - 40 * day, title: 'Hoppers, before' },
      'recalled the lot',
    )
    const long = { openedAt: now - 60 * day, resolvedAt: now - 60 * day + 9 * hour }
    const older = await resolved({ id: 'older', ...long }, 'waited')
    const verdict = { verdict: 'useful' as const, reason: 'in time', by: 'petra', at: now }
    const drivers = [driver('lot', '2610-B')]
    const similar = [toSimilar(older), toSimilar(first)]
    const second = await resolved({ id: 'second', owner: 'nora', verdict, drivers, similar }, 'new supplier')
    const { items, figures } = await read(`q=hopper&from=${iso(now - 2 * day)}&status=resolved`)
    // The words are not in its title, and the note is another.
    expect(items.map(({ alertId }) => alertId)).toEqual([])
    const found = await read(`q=NEW+supplier+nora&from=${iso(now - 2 * day)}`)
    expect(found.items).toMatchObject([
      {
        alertId: 'second',
        status: 'resolved',
        owner: 'nora',
        onsetAt: iso(second.onsetAt),
        lastedMs: 5 * hour + 20 * minute,
        acknowledgeMs: 12 * minute,
        causes: [{ dimension: 'lot', value: '2610-B', share: 0.75 }],
        verdict: 'useful',
        verdictReason: 'in time',
        resolvedBy: 'petra',
        resolution: 'new supplier',
        before: {
          count: 2,
          medianMs: 7 * hour,
          last: { alertId: 'first', title: 'Hoppers, before', resolvedBy: 'petra', resolution: 'recalled the lot' },
        },
      },
    ])
    expect(figures).toMatchObject({ opened: 0, medianLastedMs: null })
    expect(found.figures).toEqual({
      opened: 1,
      active: 0,
      medianAcknowledgeMs: 12 * minute,
      medianLastedMs: 5 * hour + 20 * minute,
      useful: 1,
      rated: 1,
    })
  })

  test('active ones have no end, and nobody who resolved them', async () => {
    await stored({ id: 'active', title: 'Still going on' })
    const { items } = await read('q=still+going')
    expect(items).toMatchObject([
      { alertId: 'active', lastedMs: null, acknowledgeMs: null, resolvedBy: null, resolution: '', before: null },
    ])
  })

  test('are those that opened in the period, by department, status and rating', async () => {
    await resolved({ id: 'long-ago', title: 'Longest ago', openedAt: now - 100 * day }, '')
    expect((await read('q=longest')).items).toEqual([])
    const asked = `q=longest&from=${iso(now - 101 * day)}`
    expect((await read(asked)).items).toHaveLength(1)
    for (const more of ['department=product', 'status=open', 'verdict=useful', `to=${iso(now - 100 * day)}`])
      expect((await read(`${asked}&${more}`)).items, more).toEqual([])
    expect(problemOf(await call('GET', `/incidents?from=${iso(now)}&to=${iso(now - day)}`, { by: 'sam' }))).toBe(
      '400 from must be before to',
    )
  })

  test('as CSV have a row each, and no cell that a spreadsheet would run', async () => {
    const drivers = [driver('version', '4.2'), driver('carrier', '=cmd|calc')]
    await resolved({ id: 'sheet', title: '=Sheet', drivers }, 'done, "at last"')
    const { text } = await call('GET', '/incidents.csv?q=sheet', { by: 'sam' })
    const [header, ...rows] = text.trim().split('\r\n')
    expect(header).toBe(
      'alert_id,title,severity,status,started_at,opened_at,resolved_at,lasted_ms,acknowledge_ms,department,watching,owner,topic,mentions,cause,verdict,verdict_reason,resolved_by,resolution,similar_before,similar_median_ms',
    )
    expect(rows).toEqual([
      `sheet,'=Sheet,high,resolved,2026-10-14T11:40:00.000Z,2026-10-14T12:00:00.000Z,2026-10-14T17:00:00.000Z,19200000,720000,procurement,,,product.broken,63,v4.2 75 %; =cmd|calc 75 %,,,petra,"done, ""at last""",0,`,
    ])
  })
})

describe('alerts by a name', () => {
  const idsOf = async (query: string) =>
    itemsOf<AlertDto>(await call('GET', `/alerts?${query}`, { by: 'sam' })).map(({ id }) => id)

  test('are those whose cut, driver, or a name in the same mentions it is', async () => {
    await stored({ id: 'by-cut', cut: { dimension: 'supplier', value: 'Zenit' }, drivers: [driver('region', 'Nord')] })
    await stored({ id: 'by-driver', drivers: [driver('supplier', 'Zenit'), driver('carrier', 'Zenit')] })
    const also = [{ dimension: 'supplier', value: 'Zenit', share: 0.7 }]
    await stored({ id: 'by-other', drivers: [driver('lot', '9', also)] })
    await stored({ id: 'by-none', drivers: [driver('product', 'Zenit')] })
    expect((await idsOf('supplier=Zenit')).toSorted()).toEqual(['by-cut', 'by-driver', 'by-other'])
    expect(await idsOf('supplier=Zenit&region=Nord')).toEqual(['by-cut'])
    expect(await idsOf('carrier=Zenit')).toEqual(['by-driver'])
    expect(await idsOf('supplier=Zen')).toEqual([])
    expect(await idsOf('supplier=Zenit&status=resolved')).toEqual([])
  })
})
