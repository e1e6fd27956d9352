import { expect, test } from 'vitest'
import { incidentOf } from '../../../alerts/backtest/incidents.ts'
import { linesOf } from '../../../alerts/backtest/print.ts'
import type { Replay } from '../../../alerts/backtest/replay.ts'
import { reportOf } from '../../../alerts/backtest/report.ts'
import { alertNow, changeNow } from '../make.ts'

const hour = 3_600_000
const from = Date.UTC(2026, 9, 1)
const to = from + 14 * 24 * hour
const known = (name: string, startsAt: number, kind: 'incident' | 'trap' = 'incident') =>
  incidentOf({
    name,
    department: 'logistics',
    topic: 'delivery.late',
    startsAt: new Date(startsAt).toISOString(),
    kind,
  })
const atOpening = alertNow({ title: 'Parcel late', openedAt: from + 50 * hour, severity: 'medium' })
const now = { ...atOpening, title: 'Parcel late · Nordfracht', severity: 'high' as const }
const replay: Replay = {
  rule: { budgetPerWeek: 3, gates: { mentions: 5, authors: 4, texts: 4, ratio: 2 } },
  from,
  to,
  evaluations: 100,
  alerts: [now],
  changes: [
    changeNow({ alert: atOpening }),
    changeNow({ alert: now, change: 'eased', changeNumber: 2, at: from + 52 * hour }),
  ],
  candidates: [],
}

test('incidents outside the period are neither caught nor missed', () => {
  const report = reportOf(
    replay,
    [
      known('before', from - hour),
      known('within', from + 49 * hour),
      known('after', to + hour),
      known('trap', to + hour, 'trap'),
    ],
    from,
  )
  expect(report.incidents.map(({ name, isOutside, caught }) => [name, isOutside, caught !== null])).toEqual([
    ['before', true, false],
    ['within', false, true],
    ['after', true, false],
    ['trap', true, false],
  ])
  expect(report.summary).toMatchObject({ caught: 1, missed: 0, outside: 3, trapsAlerted: 0, falseAlerts: 0 })
  const lines = linesOf({ ...report, suggestion: null, against: null })
  expect(lines).toContain('outside  before, began at 2026-09-30 23:00, outside the period')
  expect(lines).toContain('incidents: 1 caught, 0 missed, 3 outside the period; 0 traps and 0 known noise alerted')
})

test('an alert is reported as it stood when it opened', () => {
  const report = reportOf(replay, [known('within', from + 49 * hour)], from)
  expect(report.alerts).toMatchObject([{ title: 'Parcel late', severity: 'medium' }])
  expect(report.incidents[0]!.caught).toMatchObject({ title: 'Parcel late', severity: 'medium', delayMinutes: 60 })
  expect(linesOf({ ...report, suggestion: null, against: null }).join('\n')).toMatch(
    /caught {3}within.*, as Parcel late$/m,
  )
})

test('an alert of a single hazard report is no false alarm, unless it is of a trap', () => {
  const hazard = alertNow({
    id: 'h1',
    kind: 'hazard',
    title: 'Injury reported · K3',
    topic: 'safety.injury',
    departments: ['product'],
    openedAt: from + 60 * hour,
    hazard: { kind: 'injury', others: 0 },
  })
  const both: Replay = {
    ...replay,
    alerts: [now, hazard],
    changes: [...replay.changes, changeNow({ alert: hazard, alertId: 'h1', at: hazard.openedAt })],
  }
  const report = reportOf(both, [known('within', from + 49 * hour)], from)
  expect(report.summary).toMatchObject({ alerts: 2, hazardReports: 1, falseAlerts: 0 })
  const lines = linesOf({ ...report, suggestion: null, against: null })
  expect(lines).toContain('2026-10-03 12:00  Injury reported · K3 (product): one report  [unjudged]')
  expect(lines).toContain('alerts of a single hazard report: 1, not counted as false')
  const injury = {
    name: 'Injured',
    department: 'product',
    topic: 'safety.injury',
    startsAt: new Date(hazard.openedAt).toISOString(),
  }
  const trapped = reportOf(both, [incidentOf({ ...injury, kind: 'trap' })], from)
  expect(trapped.summary).toMatchObject({ hazardReports: 0, falseAlerts: 2, trapsAlerted: 1 })
  const caught = reportOf(both, [incidentOf({ ...injury, kind: 'incident' })], from)
  expect(caught.summary).toMatchObject({ caught: 1, hazardReports: 0, falseAlerts: 1 })
})
