import { expect, test } from 'vitest'
import { worthOf } from '../../../alerts/report/worth.ts'

const hourMs = 3_600_000
const assumptions = { contactsPerMention: 4, avoidedShare: 0.25, costPerContact: 6, currency: 'EUR' }
const day = Date.UTC(2026, 10, 2)
const alert = (over: object) => ({
  id: 'a',
  openedAt: day,
  departments: ['support'],
  onset: day + 9 * hourMs,
  detected: day + 10 * hourMs,
  verdict: 'useful',
  excessPerHour: 20,
  reacted: 0,
  changes: [],
  times: [],
  ...over,
})
const worth = (alerts: ReturnType<typeof alert>[]) => worthOf(alerts, { assumptions, dailyReportAtMs: 8 * hourMs })

test('a useful warning is worth the complaints that came in until the daily report', () => {
  // Detected at 10:00, reported at 08:00 of the next day: 22 h of 20 complaints an hour.
  expect(worth([alert({})])).toEqual({
    warnings: 1,
    leadMs: 22 * hourMs,
    complaints: 440,
    contactsAvoided: 440,
    saved: 2_640,
    assumptions,
  })
})

test('what was rated as noise, was not rated, or came after the report is worth nothing', () => {
  const late = alert({ onset: day + 7 * hourMs, detected: day + 9 * hourMs })
  expect(worth([alert({ verdict: 'noise' }), alert({ verdict: '' }), late])).toMatchObject({ warnings: 0, saved: 0 })
})
