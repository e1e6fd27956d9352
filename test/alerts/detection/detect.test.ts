import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { detectThreshold, openSeriesDetector, type SeriesOptions } from '../../../alerts/detection/detect.ts'
import { detectFile } from '../../../alerts/detection/detect-file.ts'
import { rowOf, type Delimiter } from '../../../alerts/detection/detect-row.ts'
import { openTimeReader } from '../../../infra/time-reader.ts'
import type { Call } from '../../../infra/verb.ts'
import { openRandom } from '../../bench/detection/random.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const monday = Date.UTC(2026, 0, 5)

interface Span {
  bucketMs: number
  days: number
  seed: number
  options?: SeriesOptions
}

/** When a series of Poisson counts alerts, in buckets since its start. */
function alertsIn(meanAt: (at: number) => number, { bucketMs, days, seed, options }: Span): number[] {
  const random = openRandom(seed)
  const detect = openSeriesDetector(bucketMs, options)
  const buckets = Math.floor((days * day) / bucketMs)
  return Array.from({ length: buckets }, (_, i) => i).filter((i) => {
    const at = monday + i * bucketMs
    return detect(at, random.poisson(meanAt(at))).alert
  })
}

describe('a second incident', () => {
  const bucketMs = 20 * minute
  /** Two hours of `size` mentions a bucket, from these days on. */
  const outages = (days: readonly number[], size: number) => (at: number) =>
    days.some((d) => at >= monday + d * day && at < monday + d * day + 2 * hour) ? size : 0.5

  test.each([
    ['as large, a week later', [20, 27]],
    ['as large, on each of three days', [20, 21, 22]],
    ['the fifth in two weeks', [20, 23, 26, 29, 32]],
  ])('%s: each alerts in its first bucket', (_, days) => {
    const alerts = alertsIn(outages(days, 60), { bucketMs, days: 40, seed: 11 })
    expect(days.every((d) => alerts.includes((d * day) / bucketMs))).toBe(true)
    expect(alerts).toHaveLength(days.length)
  })

  test('a quarter as large as the first still alerts', () => {
    const meanAt = (at: number) => outages([20], 400)(at) + outages([26], 100)(at)
    expect(alertsIn(meanAt, { bucketMs, days: 30, seed: 12 })).toHaveLength(2)
  })
})

test('what comes in one bucket at the same hour of every day is no spike after two weeks', () => {
  const bucketMs = 20 * minute
  const meanAt = (at: number) => (at % day === 3 * hour ? 80 : 0.5)
  const alerts = alertsIn(meanAt, { bucketMs, days: 42, seed: 19 })
  expect(alerts.filter((i) => i * bucketMs > 16 * day)).toEqual([])
})

describe('a level that rises for good', () => {
  test.each([
    ['hours', hour, 28, 24, 2],
    ['hours, tenfold', hour, 28, 24, 10],
    ['hours with few mentions', hour, 28, 5, 3],
    ['hours with many, by half', hour, 28, 100, 1.5],
    ['days', day, 120, 50, 2],
    ['days with few mentions', day, 200, 8, 3],
    ['days with many, by half', day, 90, 400, 1.6],
    ['days after two months', day, 60, 50, 5],
    ['20 minutes', 20 * minute, 28, 8, 2],
    ['5 minutes', 5 * minute, 20, 2, 3],
    ['4 hours', 4 * hour, 40, 30, 2],
    ['weeks', 7 * day, 400, 120, 2],
  ])('in buckets of %s it alerts once or twice', (_, bucketMs, begin, level, factor) => {
    const meanAt = (at: number) => (at >= monday + begin * day ? factor * level : level)
    const alerts = alertsIn(meanAt, { bucketMs, days: 2.5 * begin, seed: 13 }).filter(
      (i) => i * bucketMs >= begin * day,
    )
    expect(alerts.length).toBeGreaterThanOrEqual(1)
    expect(alerts.length).toBeLessThanOrEqual(2)
  })

  test('it alerts again when it doubles once more', () => {
    const meanAt = (at: number) => (at >= monday + 30 * day ? 160 : at >= monday + 28 * day ? 48 : 16)
    const alerts = alertsIn(meanAt, { bucketMs: hour, days: 32, seed: 14 })
    expect(alerts.some((i) => i >= 28 * 24 && i < 28 * 24 + 12)).toBe(true)
    expect(alerts.some((i) => i >= 30 * 24 && i < 30 * 24 + 3)).toBe(true)
  })
})

describe('days and hours', () => {
  const daysLeft = (date: Date) =>
    new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate() - date.getUTCDate()
  const isWorkday = (date: Date) => ![0, 6].includes(date.getUTCDay())
  const on = (dates: number[]) => (date: Date) => dates.includes(date.getUTCDate())
  const onWeekday = (weekday: number, nth: number) => (date: Date) =>
    date.getUTCDay() === weekday && Math.ceil(date.getUTCDate() / 7) === nth

  test.each<[string, (date: Date) => boolean]>([
    ['the 1st', on([1])],
    ['the 2nd', on([2])],
    ['the 15th', on([15])],
    ['the 25th', on([25])],
    ['the 1st and the 15th', on([1, 15])],
    ['the 1st to the 3rd', on([1, 2, 3])],
    ['the last day', (date) => daysLeft(date) === 0],
    ['the first Monday', onWeekday(1, 1)],
    ['the second Tuesday', onWeekday(2, 2)],
    ['the last Friday', (date) => date.getUTCDay() === 5 && daysLeft(date) < 7],
    ['the first working day', (date) => isWorkday(date) && date.getUTCDate() <= (date.getUTCDay() === 1 ? 3 : 1)],
    ['the last working day', (date) => isWorkday(date) && daysLeft(date) <= (date.getUTCDay() === 5 ? 2 : 0)],
  ])('what comes on %s of each month is expected after some months', (_, isBusy) => {
    const meanAt = (at: number) => (isBusy(new Date(at)) ? 110 : 20)
    const alerts = alertsIn(meanAt, { bucketMs: day, days: 700, seed: 15 }).filter((i) => i > 150)
    expect(alerts.filter((i) => isBusy(new Date(monday + i * day)))).toEqual([])
  })

  test('on such a day twice as many as on the earlier ones alert', () => {
    const isFirst = (at: number) => new Date(at).getUTCDate() === 1
    const late = Date.UTC(2027, 8, 1)
    const meanAt = (at: number) => (at === late ? 260 : isFirst(at) ? 110 : 20)
    const alerts = alertsIn(meanAt, { bucketMs: day, days: 700, seed: 16 })
    expect(alerts).toContain((late - monday) / day)
  })

  /** Office hours from 8 to 18 in a zone, Monday to Friday. */
  const office = (timeZone: string, { open = 8, close = 18, busy = 60, quiet = 3, isOpenAtWeekends = false } = {}) => {
    const local = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', hour: 'numeric', hourCycle: 'h23' })
    return (at: number) => {
      const [weekday = '', clock = ''] = local.format(at).split(/,? /)
      const isOpen = isOpenAtWeekends || !weekday.startsWith('S')
      return isOpen && Number(clock) >= open && Number(clock) < close ? busy : quiet
    }
  }

  test.each<[string, number, Parameters<typeof office>[1]?]>([
    ['Europe/Berlin', hour],
    ['America/New_York', hour, { open: 9, close: 17, busy: 200, quiet: 10 }],
    ['America/Santiago', hour, { busy: 500, quiet: 25 }],
    ['America/St_Johns', 30 * minute],
    ['Europe/London', 20 * minute, { open: 7, close: 23, busy: 30, quiet: 1, isOpenAtWeekends: true }],
    ['Africa/Cairo', hour, { open: 9, close: 17, busy: 90, quiet: 5 }],
    ['Australia/Sydney', hour],
    ['Australia/Lord_Howe', hour],
    ['Pacific/Auckland', 30 * minute, { busy: 25, quiet: 1, isOpenAtWeekends: true }],
    ['Asia/Kolkata', hour, { open: 10, close: 19 }],
  ])('the change of clocks is no spike, in %s', (timeZone, bucketMs, hours) => {
    const span = { bucketMs, days: 330, seed: 17, options: { locality: { zone: timeZone } } }
    expect(alertsIn(office(timeZone, hours), span).filter((i) => i * bucketMs > 14 * day)).toEqual([])
  })

  test('without a zone the change of clocks alerts at most once', () => {
    const alerts = alertsIn(office('Europe/Berlin'), { bucketMs: hour, days: 130, seed: 18 })
    expect(alerts.filter((i) => i > 14 * 24).length).toBeLessThanOrEqual(1)
  })
})

test('thresholds: stricter up to 20 minutes, then one false alarm in 20 weeks, and at most 1 %', () => {
  const widths = [minute, 5 * minute, 20 * minute, day, 7 * day]
  expect(widths.map((width) => Number(detectThreshold(width).toPrecision(2)))).toEqual([
    6e-4, 6e-4, 1.5e-4, 0.0071, 0.01,
  ])
})

describe('rows', () => {
  const row = (line: string, delimiter?: Delimiter) => rowOf(line, openTimeReader([]), delimiter)
  const at = Date.UTC(2026, 5, 1)

  test.each([
    '20260601',
    '2026/06/01',
    '01.06.2026',
    '1 June 2026',
    'Jun 1 2026',
    'Mon, 01 Jun 2026 00:00:00 +0000',
    '2026-06-01T02:00:00+0200',
    '2026-06-01 00:00:00 UTC',
    '1780272000',
    '1780272000000',
    '46174',
    '2026-06',
  ])('the time %s', (time) => {
    expect(row(`"${time}",7`)).toEqual({ at, value: 7 })
  })

  test.each<[string, Delimiter, number]>([
    ['2026-06-01;7', ';', 7],
    ['01.06.2026;1.254', ';', 1254],
    ['01.06.2026;1.254,5', ';', 1254.5],
    ['01.06.2026;"12,5"', ';', 12.5],
    ['01.06.2026;0.5', ';', 0.5],
    ['2026-06-01\t1,254', '\t', 1.254],
    ['2026-06-01\t12.345.678', '\t', 12_345_678],
  ])('%s, separated by "%s"', (line, delimiter, value) => {
    expect(row(line, delimiter)).toEqual({ at, value })
  })

  test.each([
    ['2026-06-01,"1,254"', 1254],
    ['2026-06-01,"12,345,678"', 12_345_678],
    ['2026-06-01,1 254', 1254],
    ["2026-06-01,1'254", 1254],
    ['2026-06-01,"1,254.5"', 1254.5],
    ['"2026-06-01","7"', 7],
    [' 2026-06-01 , 7 ,ignored', 7],
    ['2026-06-01,1e3', 1000],
  ])('%s', (line, value) => {
    expect(row(line)).toEqual({ at, value })
  })

  test.each([
    ['2026-06-01,"12,54"', '"12,54" is not a number'],
    ['2026-06-01,', '"" is not a number'],
    ['2026-06-01,-1', '"-1" is negative, but a count cannot be'],
    ['soon,1', '"soon" is not a time'],
  ])('%s is a fault', (line, fault) => {
    expect(row(line)).toEqual({ fault })
  })
})

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-detect-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const settings = {
    bucketMs: undefined,
    budget: undefined,
    dates: undefined,
    timeZone: undefined,
    holidays: undefined,
    missing: 'unknown',
  } as const

  async function detected(name: string, lines: readonly string[], missing: 'unknown' | 'zero' = 'unknown') {
    const [file, out] = [join(folder, name), join(folder, `${name}.out`)]
    writeFileSync(file, ['timestamp,value', ...lines, ''].join('\n'))
    const said: string[] = []
    const call = { note: (line: string) => said.push(line) } as unknown as Call
    const faults = await detectFile(call, { file, out }, { ...settings, missing })
    return { rows: readFileSync(out, 'utf8').trim().split('\n').slice(1), said, faults }
  }

  const random = openRandom(21)
  const lines = Array.from({ length: 120 }, (_, i) => {
    const date = new Date(monday + i * day).toISOString().slice(0, 10)
    return `${date},${i === 100 ? 120 : random.poisson(30)}`
  })

  const halves = [...lines.slice(60), ...lines.slice(0, 60)]
  test.each<[string, string[]]>([
    ['newest first', lines.toReversed()],
    ['the second half first', halves],
    ['the second half first, each newest first', halves.toReversed()],
    ['by day of the month', lines.toSorted((a, b) => a.slice(8, 10).localeCompare(b.slice(8, 10)))],
    ['by count', lines.toSorted((a, b) => Number(a.split(',')[1]) - Number(b.split(',')[1]))],
    ['one row out of place', [...lines.slice(1, 50), lines[0]!, ...lines.slice(50)]],
  ])('%s: the same alerts, in the order of the file, and it is said', async (_, mixed) => {
    const sorted = await detected('sorted.csv', lines)
    const found = await detected('mixed.csv', mixed)
    expect(found.rows.toSorted()).toEqual(sorted.rows.toSorted())
    expect(found.rows.map((row) => row.split(',').slice(0, 2).join(','))).toEqual(mixed)
    expect(sorted.rows[100]).toMatch(/,1$/)
    expect(sorted.said).toEqual([])
    expect(found.said).toEqual([expect.stringMatching(/not in the order of time/)])
  })

  test.each([';', '\t'])('cells separated by "%s" stay so', async (delimiter) => {
    const [file, out] = [join(folder, 'other.csv'), join(folder, 'other.out')]
    const written = ['timestamp,value', ...lines, ''].join('\n').replaceAll(',', delimiter)
    writeFileSync(file, written)
    const call = { note: () => {} } as unknown as Call
    expect(await detectFile(call, { file, out }, settings)).toEqual([])
    const { rows } = await detected('comma.csv', lines)
    expect(readFileSync(out, 'utf8').trim().split('\n').slice(1)).toEqual(
      rows.map((row) => row.replaceAll(',', delimiter)),
    )
  })

  test.each([
    [3, /3 days of rows: the first 12 rows only teach; the weekdays/],
    [14, /14 days of rows: the first 12 rows only teach; the weekdays are not known before 3 weeks/],
    [60, undefined],
  ])('with %i days it says what it cannot know yet', async (days, sentence) => {
    const { said } = await detected('young.csv', lines.slice(0, days))
    expect(said).toEqual(sentence ? [expect.stringMatching(sentence)] : [])
  })

  test('a bad row is named with its line, and the others are tested', async () => {
    const { rows, faults } = await detected('bad.csv', [...lines.slice(0, 50), 'never,5', ...lines.slice(50)])
    expect(faults).toEqual([expect.stringMatching(/bad\.csv:52: "never" is not a time/)])
    expect(rows[50]).toBe('never,5,,,,,,0')
    expect(rows[101]).toMatch(/,1$/)
  })

  test('rows left out where nothing was counted: zero if so given, else unknown', async () => {
    const sparse = lines.map((line, i) => (i % 4 !== 0 ? line.replace(/,.*/, ',4') : '')).filter((line) => line !== '')
    const [zero, unknown] = [await detected('zero.csv', sparse, 'zero'), await detected('unknown.csv', sparse)]
    const lastExpected = (rows: readonly string[]) => Number(rows.at(-1)!.split(',')[3])
    expect(lastExpected(unknown.rows)).toBeGreaterThan(3.5)
    expect(lastExpected(zero.rows)).toBeLessThan(3.5)
  })
})
