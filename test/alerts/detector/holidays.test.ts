import { beforeAll, describe, expect, test } from 'vitest'
import { dayUnderTest, peekDay } from '../../../alerts/detector/days.ts'
import { learn } from '../../../alerts/detector/detector.ts'
import { peek, type Finding } from '../../../alerts/detector/finding.ts'
import { newDetector, type DetectorState } from '../../../alerts/detector/state.ts'
import { isHoliday } from '../../../infra/holidays.ts'
import { localTime } from '../../../infra/zone.ts'
import { openRandom } from '../../bench/detection/random.ts'

const hour = 3_600_000
const day = 24 * hour
const zone = 'Europe/Berlin'
const fiveMinutes = 300_000
/** Good Friday and Easter Monday 2026; Ascension Day. */
const [goodFriday, easterMonday, ascension] = [Date.UTC(2026, 3, 3), Date.UTC(2026, 3, 6), Date.UTC(2026, 4, 14)]

interface Day {
  isKept: boolean
  isWeekend: boolean
  /** 0 … 24 */
  hours: number
}
/** Mean counts of five minutes, by local time. */
type Company = (day: Day) => number

/** A B2B support desk, closed at weekends and on holidays. */
const desk: Company = ({ isKept, isWeekend, hours }) =>
  isWeekend || isKept ? 0.05 : hours >= 9 && hours < 18 ? 2.5 : 0.1
const busyHours = (hours: number) => 0.3 + 2.2 * Math.max(0, Math.sin((Math.PI * (hours - 6)) / 17))
/** An online shop, busier on holidays than on any other day. */
const shop: Company = ({ isKept, isWeekend, hours }) => busyHours(hours) * (isKept ? 1.9 : isWeekend ? 1.3 : 1)
/** A company that works on these holidays, and hardly at weekends. */
const works: Company = ({ isKept, isWeekend, hours }) => busyHours(hours) * (isWeekend && !isKept ? 0.35 : 1)

function meanAt(company: Company, at: number): number {
  const local = localTime(zone, at)
  const of = Math.floor(local / day)
  const weekday = (of + 4) % 7
  return company({
    isKept: isHoliday('DE', of),
    isWeekend: weekday === 0 || weekday === 6,
    hours: (local % day) / hour,
  })
}

interface Found extends Finding {
  at: number
}

interface Simulation {
  company: Company
  holidays?: string
  bucketMs: number
  threshold: number
  seed: number
  from: number
  to: number
  /** How many times as many as usual come at a time. */
  timesAt?: (at: number) => number
}

/** Every bucket's finding after three weeks, each after learning those before it. */
function findingsOf({ company, holidays, bucketMs, threshold, seed, from, to, timesAt = () => 1 }: Simulation) {
  const random = openRandom(seed)
  let state: DetectorState = newDetector(bucketMs, from, {
    locality: { zone, holidays },
    ...(bucketMs < hour && { longestMs: day }),
  })
  const found: Found[] = []
  for (let at = from; at < to; at += bucketMs) {
    let mean = 0
    for (let part = at; part < at + bucketMs; part += Math.min(bucketMs, hour / 4))
      mean += (meanAt(company, part) * timesAt(part) * Math.min(bucketMs, hour / 4)) / fiveMinutes
    const count = random.count(mean, 1.3)
    const bucket = { at, count, live: count }
    if (at >= from + 21 * day) found.push({ at, ...peek(state, bucket, threshold) })
    state = learn(state, bucket)
  }
  return { found, state }
}

const minutes = { bucketMs: fiveMinutes, threshold: 2e-5, from: Date.UTC(2026, 1, 2), to: Date.UTC(2026, 5, 8) }
/** The spikes by the regression of days of a series of minutes, as evaluations test it at the end of each day. */
function daySpikesOf(company: Company, seed: number): { at: number; isNear: boolean }[] {
  const { from, to } = minutes
  const random = openRandom(seed)
  let state = newDetector(fiveMinutes, from, { locality: { zone, holidays: 'DE' }, longestMs: day })
  const spikes: { at: number; isNear: boolean }[] = []
  for (let at = from; at < to; at += fiveMinutes) {
    const count = random.count(meanAt(company, at), 1.3)
    const bucket = { at, count, live: count }
    if (at % day === day - fiveMinutes && at > from + 21 * day) {
      const tested = dayUnderTest(state, bucket, { uncovered: true })!
      const { kind } = peekDay(state, tested, 2e-4)
      if (kind === 'spike') spikes.push({ at: tested.at, isNear: isNearHoliday(tested.at / day) })
    }
    state = learn(state, bucket)
  }
  return spikes
}

const localDay = (at: number) => Math.floor(localTime(zone, at) / day)
/** On a holiday, or in the week after one. */
const isNearHoliday = (of: number) => Array.from({ length: 8 }, (_, i) => of - i).some((each) => isHoliday('DE', each))
const isConcerned = ({ at }: Found) => isNearHoliday(localDay(at))
const kindsOf = (found: readonly Found[]) => new Set(found.map(({ kind }) => kind))

describe.each([
  ['a support desk that is closed on holidays', desk, 'drop'],
  ['a shop that is busier on holidays', shop, 'spike'],
] as const)('%s', (_, company, mistake) => {
  const seeds = [1, 2, 3]

  test('has neither spikes nor drops on a holiday and in the week after', { timeout: 60_000 }, () => {
    for (const seed of seeds) {
      const { found } = findingsOf({ ...minutes, company, holidays: 'DE', seed })
      expect(kindsOf(found.filter(isConcerned))).toEqual(new Set(['calm']))
    }
  })

  test(`would have a ${mistake} without`, { timeout: 60_000 }, () => {
    const { found } = findingsOf({ ...minutes, company, seed: 1 })
    expect(kindsOf(found.filter(({ at }) => isHoliday('DE', localDay(at))))).toContain(mistake)
  })

  test(
    'a real incident on a holiday is found within half an hour, on the first holiday too',
    { timeout: 60_000 },
    () => {
      for (const holiday of [goodFriday, ascension]) {
        const begin = holiday + 10 * hour
        // The desk hears in five minutes what it hears on a workday; the shop six times as many as on such a day.
        const times = company === desk ? 60 : 6
        const timesAt = (at: number) => (at >= begin && at < begin + 2 * hour ? times : 1)
        const { found } = findingsOf({ ...minutes, company, holidays: 'DE', seed: 4, to: holiday + day, timesAt })
        const first = found.find(({ at, kind }) => kind === 'spike' && at >= holiday)!
        expect(first.at).toBeGreaterThanOrEqual(begin)
        expect(first.at).toBeLessThan(begin + hour / 2)
      }
    },
  )

  test('what is expected of the week after a holiday is what is expected without one', () => {
    const ordinary: Company = (each) => company({ ...each, isKept: false })
    const to = goodFriday + 7 * day
    const sumOf = (of: Company, holidays?: string) =>
      findingsOf({ ...minutes, company: of, ...(holidays && { holidays }), seed: 5, to })
        .found.filter(({ at }) => at >= easterMonday + day)
        .reduce((sum, { expected }) => sum + expected, 0)
    const usual = sumOf(ordinary)
    expect(sumOf(company, 'DE') / usual).toBeCloseTo(1, 1)
    expect(Math.abs(sumOf(company, 'DE') / usual - 1)).toBeLessThan(Math.abs(sumOf(company) / usual - 1))
  })
})

describe('buckets shorter than a day', () => {
  test('a holiday that is kept by few raises no spike either', { timeout: 60_000 }, () => {
    const { found } = findingsOf({ ...minutes, company: works, holidays: 'DE', seed: 1 })
    expect(kindsOf(found.filter(({ at }) => isHoliday('DE', localDay(at))))).toEqual(new Set(['calm']))
  })

  test('how holidays compare with Sundays is learnt: 1.9 of 1.3 times as many in the shop', { timeout: 60_000 }, () => {
    const { found } = findingsOf({ ...minutes, company: shop, holidays: 'DE', seed: 6, to: Date.UTC(2026, 5, 2) })
    const noonOf = (at: number) => found.find((each) => each.at === at + 10 * hour)!.expected
    const whitMonday = Date.UTC(2026, 4, 25)
    expect(noonOf(whitMonday) / noonOf(whitMonday - day)).toBeGreaterThan(1.2)
    expect(noonOf(goodFriday) / noonOf(goodFriday + 2 * day)).toBeCloseTo(1, 1)
  })

  test('the day is that of the zone: a holiday begins at local midnight', () => {
    const { found } = findingsOf({ ...minutes, company: desk, holidays: 'DE', seed: 7, to: goodFriday + day })
    const workday = found.find(({ at }) => at === goodFriday - 9 * hour)!
    // 23:55 and 00:00 in Berlin, two hours ahead of UTC.
    const [before, after] = [-5, 0].map((m) => found.find(({ at }) => at === goodFriday - 2 * hour + m * 60_000)!)
    expect(workday.expected).toBeGreaterThan(1)
    expect(before!.upper).toBeLessThan(after!.upper + 2)
    expect(before!.expected / after!.expected).toBeGreaterThan(1.3)
  })

  test('where no day is a holiday, holidays change nothing', () => {
    const span = { ...minutes, company: shop, seed: 8, from: Date.UTC(2026, 6, 6), to: Date.UTC(2026, 7, 24) }
    expect(findingsOf({ ...span, holidays: 'DE' }).found).toEqual(findingsOf(span).found)
  })
})

describe('days and weeks', () => {
  const years = { from: Date.UTC(2023, 0, 2), to: Date.UTC(2026, 0, 5), threshold: 0.003 }
  const isIn = (bucketMs: number) => (each: Found) =>
    Array.from({ length: bucketMs / day }, (_, i) => localDay(each.at) + i).some((of) => isHoliday('DE', of))

  test.each([
    ['desk', desk, 'drop'],
    ['shop', shop, 'spike'],
  ] as const)('days of the %s: holidays are calm, with little history and with years of it', (_, company, mistake) => {
    // Days begin at midnight in Berlin in winter, and at one o'clock in summer.
    const span = { ...years, company, bucketMs: day, from: years.from - hour, seed: 1 }
    const [kept, ignored] = [findingsOf({ ...span, holidays: 'DE' }).found, findingsOf(span).found]
    const holidays = kept.filter(isIn(day))
    expect(holidays.length).toBeGreaterThan(25)
    expect(kindsOf(holidays)).toEqual(new Set(['calm']))
    expect(kindsOf(ignored.filter(isIn(day)))).toContain(mistake)
  })

  test.each([
    ['desk', desk],
    ['shop', shop],
    ['company that works', works],
  ])('days of the %s, of a series of minutes with little history: nothing in the week after', (_, company) => {
    const spikes = [1, 2, 3].flatMap((seed) => daySpikesOf(company, seed))
    expect(spikes.filter(({ isNear }) => isNear)).toEqual([])
  })

  test('a real incident on a holiday is a spike of the day', () => {
    const may1st = Date.UTC(2025, 4, 1) - hour
    const timesAt = (at: number) => (at >= may1st && at < may1st + day ? 4 : 1)
    const span = { ...years, bucketMs: day, from: years.from - hour, seed: 2, holidays: 'DE', timesAt }
    for (const company of [desk, shop])
      expect(findingsOf({ ...span, company }).found.find(({ at }) => at === may1st)?.kind).toBe('spike')
  })

  test('days that are counted in UTC follow the holidays of a zone to the west', () => {
    const random = openRandom(9)
    const locality = { zone: 'America/New_York', holidays: 'US' }
    let state = newDetector(day, years.from, { locality })
    const expectedOn = new Map<number, number>()
    for (let at = years.from; at < years.to; at += day) {
      // A bucket from 19:00 to 19:00 in New York holds the working hours of its UTC date.
      const isClosed = [0, 6].includes(new Date(at).getUTCDay()) || isHoliday('US', at / day)
      const count = random.poisson(isClosed ? 2 : 40)
      expectedOn.set(at, peek(state, { at, count, live: count }, years.threshold).expected)
      state = learn(state, { at, count, live: count })
    }
    // Memorial Day 2023, with little history and no term; Thanksgiving 2025; the Fridays after.
    for (const holiday of [Date.UTC(2023, 4, 29), Date.UTC(2025, 10, 27)]) {
      expect(expectedOn.get(holiday)).toBeLessThan(5)
      expect(expectedOn.get(holiday + day)).toBeGreaterThan(30)
    }
  })

  test('weeks with holidays are calm in the shop, once some are known', () => {
    const week = 7 * day
    const span = { ...years, company: shop, bucketMs: week, seed: 3 }
    const late = ({ at }: Found) => at >= Date.UTC(2024, 0, 1)
    const kept = findingsOf({ ...span, holidays: 'DE' }).found.filter(late)
    expect(kindsOf(kept.filter(isIn(week)))).toEqual(new Set(['calm']))
  })
})

describe('without holidays', () => {
  let states: DetectorState[] = []
  beforeAll(() => {
    states = [fiveMinutes, hour, day, 7 * day].map((bucketMs) => newDetector(bucketMs, 0, { longestMs: day }))
  })

  test('a state is as it was before they were known, so stored ones stay valid', () => {
    expect(states.flatMap((state) => Object.keys(state.baseline).filter((key) => key.startsWith('holiday')))).toEqual(
      [],
    )
  })
})
