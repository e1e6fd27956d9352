import { describe, expect, test } from 'vitest'
import type { Alert } from '../../../alerts/alert/alert.ts'
import { mostSimilarAlerts } from '../../../alerts/explain/similar.ts'
import { alertNow } from '../make.ts'

const hour = 3_600_000
const present = alertNow({
  id: 'present',
  drivers: [{ dimension: 'carrier', value: 'Nordfracht', share: 0.9, lift: 4, now: 30, expected: 3 }],
  evidence: [quoted('The depot of Nordfracht stands still, parcels wait')],
})

function quoted(text: string): Alert['evidence'][number] {
  return { mentionId: text, text, author: '', source: 'forum', sentiment: 'negative', url: '', createdAt: 0 }
}
const over = (id: string, daysAgo: number, more: Partial<Alert> = {}): Alert =>
  alertNow({
    id,
    status: 'resolved',
    openedAt: present.openedAt - daysAgo * 24 * hour,
    resolvedAt: present.openedAt - daysAgo * 24 * hour + 5 * hour,
    ...more,
  })
const ids = (past: readonly Alert[]) => mostSimilarAlerts(present, past).map(({ alertId }) => alertId)

describe('past alerts that are alike', () => {
  test('are of the same topic, with the same driver and the same words first', () => {
    const { drivers, evidence } = present
    const other = [{ ...drivers[0]!, value: 'GLX' }]
    const past = [
      over('topic', 3, { drivers: other }),
      over('words', 9, { drivers: other, evidence }),
      over('driver', 20, { drivers, evidence }),
    ]
    expect(ids(past)).toEqual(['driver', 'words', 'topic'])
    expect(mostSimilarAlerts(present, past)[0]!.score).toBe(1)
  })

  test('may be of a topic beside it when they share the driver, not by the topic alone', () => {
    const beside = { topic: 'delivery.lost' }
    expect(ids([over('driver', 3, { ...beside, drivers: present.drivers }), over('nothing', 2, beside)])).toEqual([
      'driver',
    ])
    expect(ids([over('elsewhere', 3, { topic: 'billing.refund', drivers: present.drivers })])).toEqual([])
  })

  test('are three at most, the newest of equal ones first', () => {
    expect(ids([4, 1, 3, 2].map((days) => over(`${days}`, days)))).toEqual(['1', '2', '3'])
  })

  test('are over, earlier and other than itself, and say how they ended', () => {
    const verdict = { verdict: 'useful' as const, reason: '', by: 'mara', at: 1 }
    const others = [over('open', 2, { resolvedAt: null }), over('later', -1), over('present', 1)]
    expect(ids([...others, over('drop', 1, { kind: 'drop' })])).toEqual([])
    const [told] = mostSimilarAlerts(present, [over('past', 2, { owner: 'jonas', verdict })])
    expect(told).toMatchObject({ alertId: 'past', owner: 'jonas', verdict: 'useful', title: present.title })
    expect(told!.resolvedAt - told!.openedAt).toBe(5 * hour)
  })

  test('of a whole department are those of that department', () => {
    const whole = { topic: '', departments: ['support'] }
    const past = [over('same', 2, whole), over('other', 1, { ...whole, departments: ['sales'] })]
    expect(mostSimilarAlerts(alertNow({ id: 'present', ...whole }), past).map(({ alertId }) => alertId)).toEqual([
      'same',
    ])
  })
})
