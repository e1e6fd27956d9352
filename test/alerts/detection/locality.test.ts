import { describe, expect, test } from 'vitest'
import { newState } from '../../../alerts/detection/counts.ts'
import { toLocalities } from '../../../alerts/detection/locality.ts'
import { expectationOf } from '../../../alerts/detector/baseline.ts'
import { learn } from '../../../alerts/detector/detector.ts'
import type { OrganisationOptions } from '../../../alerts/organisation/options.ts'
import { toOrganisation } from '../../../alerts/organisation/organisation.ts'
import { baseBucketMs, termSubject, type Subject } from '../../../alerts/series/subject.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { holidayKey } from '../../../infra/holidays.ts'
import { localTime } from '../../../infra/zone.ts'
import { openRandom } from '../../bench/detection/random.ts'

const hour = 3_600_000
const day = 24 * hour
const taxonomy = readTaxonomy()
const berlin = { zone: 'Europe/Berlin', holidays: 'DE' }
const newYork = { zone: 'America/New_York', holidays: 'US-NY' }

const localitiesFor = (departments: OrganisationOptions['departments']) => {
  const { departments: resolved } = toOrganisation({ model: 'hub-and-spoke', departments }, taxonomy)
  return toLocalities({ timeZone: berlin.zone, holidays: ['DE'] }, resolved, taxonomy)
}
const whole = (kind: Subject['kind'], id: string): Subject => ({ kind, id, dimension: '', value: '' })
/** A topic that support owns first, and one that support owns after another department. */
const ownedFirst = taxonomy.topics.find(({ owners }) => owners[0] === 'support')!.id
const ownedSecond = taxonomy.topics.find(({ owners }) => owners.indexOf('support') > 0)!.id

describe('the locality of a series', () => {
  const localityOf = localitiesFor({
    support: { timeZone: newYork.zone, holidays: ['US-NY'] },
    logistics: { timeZone: 'Asia/Tokyo' },
    procurement: { holidays: [] },
  })

  test.each([
    ['a department', whole('department', 'support'), newYork],
    ['a cut of it', { ...whole('department', 'support'), dimension: 'product', value: 'K3' }, newYork],
    ['a topic that it owns first', whole('topic', ownedFirst), newYork],
    ['a cut of that topic', { ...whole('topic', ownedFirst), dimension: 'region', value: 'North' }, newYork],
    ['everything', whole('all', ''), berlin],
    ['an emerging term', termSubject('red light'), berlin],
    ['a department without settings', whole('department', 'product'), berlin],
  ])('%s', (_, subject, expected) => expect(localityOf(subject)).toEqual(expected))

  test('a topic that it only watches follows its first owner', () => {
    expect(localityOf(whole('topic', ownedSecond)).zone).not.toBe(newYork.zone)
  })

  test('what a department leaves open is the company’s; an empty list of holidays is none', () => {
    expect(localityOf(whole('department', 'logistics'))).toEqual({ zone: 'Asia/Tokyo', holidays: holidayKey(['DE']) })
    expect(localityOf(whole('department', 'procurement'))).toEqual({ zone: berlin.zone, holidays: undefined })
  })

  test('a faulty zone or country counts as absent', () => {
    const faulty = localitiesFor({ support: { timeZone: 'Berlin', holidays: ['US-NY', 'XYZ'] } })
    expect(faulty(whole('department', 'support'))).toEqual({ zone: berlin.zone, holidays: 'US-NY' })
  })
})

/** What is expected of 08:30 in New York on a day, of office hours there, where the clocks change on 8 March (in Berlin on 29 March). */
function expectedAtOpening(subject: Subject, on: number): number {
  const localityOf = localitiesFor({ support: { timeZone: newYork.zone } })
  const random = openRandom(23)
  const from = Date.UTC(2026, 1, 2)
  let state = newState(subject, { learntFrom: from, locality: localityOf(subject) })
  for (let at = from; ; at += baseBucketMs) {
    const local = localTime(newYork.zone, at)
    if (local === on + 8.5 * hour) return expectationOf(state.baseline, at).mean
    const weekday = new Date(local).getUTCDay()
    const isOpen = weekday > 0 && weekday < 6 && local % day >= 8 * hour && local % day < 17 * hour
    const count = random.poisson(isOpen ? 12 : 0.2)
    state = learn(state, { at, count, live: count })
  }
}

test('the change of clocks in the zone of a department is no wave there, and is one in another zone', () => {
  const [before, after] = [Date.UTC(2026, 2, 2), Date.UTC(2026, 2, 9)]
  const changeOf = (id: string) =>
    expectedAtOpening(whole('department', id), after) / expectedAtOpening(whole('department', id), before)
  expect(changeOf('support')).toBeCloseTo(1, 1)
  expect(changeOf('product')).toBeLessThan(0.5)
})
