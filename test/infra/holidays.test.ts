import { describe, expect, test } from 'vitest'
import { holidayFault, holidayKey, isHoliday } from '../../infra/holidays.ts'

const isOn = (codes: string[], date: string) => isHoliday(holidayKey(codes)!, Date.parse(`${date}T00:00Z`) / 86_400_000)
/** The holidays of a month, by day of the month. */
const inMonth = (codes: string[], month: string) =>
  Array.from({ length: 28 }, (_, i) => i + 1).filter((d) => isOn(codes, `${month}-${String(d).padStart(2, '0')}`))

describe('public holidays', () => {
  test('are those of the country, and of the region where one is given', () => {
    expect(inMonth(['DE'], '2026-04')).toEqual([3, 6])
    expect(inMonth(['DE-BY'], '2026-01')).toEqual([1, 6])
    expect(inMonth(['DE'], '2026-01')).toEqual([1])
    expect(isOn(['US-NY'], '2027-02-12')).toBe(true)
    expect(isOn(['US'], '2027-02-12')).toBe(false)
  })

  test('move with Easter and to substitute days, in any year, asked in any order', () => {
    expect(isOn(['DE'], '2035-03-26')).toBe(true)
    expect(isOn(['DE'], '2011-04-25')).toBe(true)
    expect(isOn(['US'], '2027-07-05')).toBe(true)
    expect(isOn(['US'], '2027-12-31')).toBe(true)
    expect(isOn(['DE'], '2035-03-27')).toBe(false)
  })

  test('may last several days; half holidays and observances are ordinary days', () => {
    expect(inMonth(['TR'], '2026-03')).toEqual([20, 21, 22, 23])
    expect(inMonth(['DE'], '2026-12')).toEqual([25, 26])
    expect(inMonth(['GT'], '2026-12')).not.toContain(24)
    expect(isOn(['US'], '2026-02-14')).toBe(false)
  })

  test('of several places are those of any, whatever the order of the codes', () => {
    expect(inMonth(['DE', 'US'], '2026-05')).toEqual([1, 14, 25])
    expect(holidayKey(['US', 'DE', 'US'])).toBe(holidayKey(['DE', 'US']))
    expect(holidayKey([])).toBeUndefined()
  })
})

describe('a code', () => {
  test.each(['DE', 'US-NY', 'DE-BY-EVANG', 'NO'])('%s is known', (code) => expect(holidayFault(code)).toBeUndefined())

  test.each([
    ['de', 'Did you mean "DE"?'],
    ['Germany', 'Did you mean "DE"?'],
    ['Germny', 'Did you mean "DE"?'],
    ['US-NYY', 'Did you mean "US-NY"?'],
    ['New York', 'Did you mean "US-NY"?'],
    ['United Kingdom', 'Did you mean "GB"?'],
    ['somewhere else', 'a code looks like DE or US-NY'],
  ])('%s is a fault that names the nearest', (code, hint) => {
    expect(holidayFault(code)).toContain(`there are no holidays for "${code}"`)
    expect(holidayFault(code)).toContain(hint)
  })
})
