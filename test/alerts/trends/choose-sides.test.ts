import { describe, expect, test } from 'vitest'
import { launchSides } from '../../../alerts/trends/choose-sides.ts'

const dayMs = 86_400_000
const day = (n: number) => Date.UTC(2026, 0, n)
const launch = (id: string, fromAt: number, products = ['App']) => ({
  id,
  kind: 'release' as const,
  name: `App ${id}`,
  fromAt,
  fixes: '',
  topics: [],
  departments: [],
  products,
  versions: [id],
})
const known = { now: day(60), coveredSince: day(1) }
const idsOf = (events: ReturnType<typeof launch>[], id: string, of = known) =>
  launchSides(events, id, of)?.sides.map((side) => side.id)

describe('the launches that one is compared with', () => {
  test('are the earlier ones of the same product, latest first', () => {
    const events = [launch('4.0', day(5)), launch('4.1', day(20)), launch('4.2', day(40)), launch('k', day(30), ['K3'])]
    expect(idsOf(events, '4.2')).toEqual(['4.2', '4.1', '4.0'])
    expect(idsOf(events, '4.1')).toEqual(['4.1', '4.0'])
    expect(launchSides(events, 'nobody', known)).toBeUndefined()
  })

  test('one that came at the same moment is neither the one in question nor an earlier one', () => {
    const events = [launch('ios', day(20)), launch('android', day(20)), launch('4.0', day(5))]
    expect(idsOf(events, 'android')).toEqual(['android', '4.0'])
    expect(idsOf(events, 'ios')).toEqual(['ios', '4.0'])
  })

  test('all are judged no longer than until the next one followed, the one in question, too', () => {
    const events = [launch('4.0', day(5)), launch('4.1', day(20)), launch('4.2', day(22))]
    expect(launchSides(events, '4.1', known)?.spanMs).toBe(2 * dayMs)
    expect(launchSides(events, '4.0', known)?.spanMs).toBe(14 * dayMs)
  })
})
