import { expect, test } from 'vitest'
import { eventIncidents } from '../../../alerts/backtest/known-incidents.ts'
import { isAbout } from '../../../alerts/backtest/match.ts'
import { ruleLines } from '../../../alerts/backtest/rule-lines.ts'
import type { KnownIssue } from '../../../alerts/issues/known-issue.ts'
import { alertNow } from '../make.ts'

const hour = 3_600_000
const fromAt = Date.UTC(2026, 9, 15, 10)
const event = (over: Partial<KnownIssue>): KnownIssue => ({
  id: 'a',
  kind: 'incident',
  name: 'Strike',
  fromAt,
  fixes: '',
  topics: [],
  departments: [],
  products: [],
  versions: [],
  ...over,
})

test('an incident that the company entered is about the same alerts as elsewhere', () => {
  const [strike] = eventIncidents([event({ departments: ['logistics'], fixedAt: fromAt + 5 * hour })])
  expect(strike).toMatchObject({ kind: 'incident', startsAt: fromAt, until: fromAt + 5 * hour })
  expect(isAbout(alertNow({ topic: 'delivery.late', departments: ['logistics'] }), strike!)).toBe(true)
  expect(isAbout(alertNow({ topic: 'app.crash', departments: ['product'] }), strike!)).toBe(false)
  expect(isAbout(alertNow({ kind: 'drop' }), strike!)).toBe(false)
})

test('what is planned until some time is a trap; releases, notes and what names nothing say nothing', () => {
  const sale = event({ id: 'sale', kind: 'promotion', topics: ['billing'], untilAt: fromAt + hour })
  const others = [
    event({ kind: 'promotion', topics: ['billing'] }),
    event({ kind: 'release', products: ['app'] }),
    event({ kind: 'note' }),
    event({ kind: 'promotion', untilAt: fromAt + hour }),
  ]
  expect(eventIncidents([sale, ...others]).map(({ kind, name }) => [kind, name])).toEqual([['trap', 'Strike']])
})

test('the lines to put into the configuration are those that differ', () => {
  const gates = { mentions: 5, authors: 4, texts: 4, ratio: 2 }
  const inForce = { budgetPerWeek: 3, gates }
  expect(ruleLines(inForce, inForce)).toBe('')
  expect(ruleLines({ budgetPerWeek: 0.1 * 3, gates: { ...gates, mentions: 8, ratio: 2.5 } }, inForce)).toBe(
    'alarmBudget:\n  perDepartmentPerWeek: 0.3\ngates:\n  mentions: 8\n  ratio: 2.5\n',
  )
})
