import { expect, test } from 'vitest'
import { returnOf, type DismissedTerm, type Risen } from '../../../alerts/terms/dismissed-term.ts'

const dayMs = 24 * 3_600_000
const at = Date.UTC(2026, 9, 15, 12)

const dismissed: DismissedTerm = {
  id: 'd1',
  department: 'product',
  term: 'black friday',
  emergingId: 'e1',
  kind: 'planned',
  note: '',
  observed: 5,
  companyObserved: 20,
  by: 'mara',
  dismissedAt: at,
  restored: false,
  version: 1,
}
const risen = (over: Partial<Risen>): Risen => ({
  id: 'e1',
  department: 'product',
  term: 'black friday',
  emergedAt: at - dayMs,
  lastSeenAt: at + dayMs,
  observed: 5,
  ...over,
})
const later = (days: number, over: Partial<Risen> = {}) =>
  risen({ id: `e${days}`, emergedAt: at + days * dayMs, lastSeenAt: at + (days + 1) * dayMs, ...over })

test.each<[string, Risen[], ReturnType<typeof returnOf>]>([
  ['nothing more is written', [], undefined],
  ['it goes on as before', [risen({})], undefined],
  ['it grows to less than three times', [risen({ observed: 14 })], undefined],
  ['it grows to three times', [risen({ observed: 15 })], 'escalated'],
  ['it had been three times as large before', [risen({ observed: 15, lastSeenAt: at })], undefined],
  [
    'its phrase grew longer, and its count to three times',
    [risen({ term: 'black friday sale', observed: 15 })],
    'escalated',
  ],
  [
    'the company, which had more, has less than three times as many',
    [risen({ id: 'c', department: '', observed: 59 })],
    undefined,
  ],
  ['the company has three times as many', [risen({ id: 'c', department: '', observed: 60 })], 'escalated'],
  ['another department has many', [risen({ id: 'x', department: 'support', observed: 99 })], undefined],
  ['another phrase has many', [risen({ id: 'x', term: 'error e14', observed: 99 })], undefined],
  ['it rises again soon', [later(20)], undefined],
  ['it rises again after thirty days', [later(30)], 'quiet'],
  ['it rose in between', [later(40), later(20)], undefined],
  ['it escalated, and rises weakly now', [later(9, { observed: 4 }), later(3, { observed: 15 })], 'escalated'],
])('%s', (_, rises, reason) => {
  expect(returnOf(dismissed, rises)).toBe(reason)
})
