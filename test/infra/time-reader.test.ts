import { describe, expect, test } from 'vitest'
import * as fc from 'fast-check'
import { dayOrderOf, openTimeReader, parseTime, type TimeReaderOptions } from '../../infra/time-reader.ts'

const read = (text: string, options: TimeReaderOptions = {}, samples: string[] = []) => {
  const found = openTimeReader(samples, options)(text)
  return 'at' in found ? new Date(found.at).toISOString() : found.fault
}

describe('times of a file', () => {
  test.each([
    ['2026-11-05', '2026-11-05T00:00:00.000Z'],
    ['2026-11-05 10:20', '2026-11-05T10:20:00.000Z'],
    ['2026-11-05T10:20:30Z', '2026-11-05T10:20:30.000Z'],
    ['2026-11-05 10:20:30 UTC', '2026-11-05T10:20:30.000Z'],
    ['2026-11-05T10:20:30+0200', '2026-11-05T08:20:30.000Z'],
    ['2026-11-05T10:20:30-05:30', '2026-11-05T15:50:30.000Z'],
    ['2026-11-05T10:20:30+02', '2026-11-05T08:20:30.000Z'],
    ['2026-11-05 10:20:30,250', '2026-11-05T10:20:30.250Z'],
    ['2026-11-05 10:20:30.123456', '2026-11-05T10:20:30.123Z'],
    ['2026/11/05', '2026-11-05T00:00:00.000Z'],
    ['20261105', '2026-11-05T00:00:00.000Z'],
    ['20261105T102030Z', '2026-11-05T10:20:30.000Z'],
    ['202611051020', '2026-11-05T10:20:00.000Z'],
    ['05.11.2026', '2026-11-05T00:00:00.000Z'],
    ['5.11.26 18:05', '2026-11-05T18:05:00.000Z'],
    ['23/11/2026', '2026-11-23T00:00:00.000Z'],
    ['11/23/2026 1:05 PM', '2026-11-23T13:05:00.000Z'],
    ['12/31/2026 12:00 AM', '2026-12-31T00:00:00.000Z'],
    ['Thu, 05 Nov 2026 10:20:30 +0100', '2026-11-05T09:20:30.000Z'],
    ['Thu, 05 Nov 2026 10:20:30 EST', '2026-11-05T15:20:30.000Z'],
    ['5 Nov 2026', '2026-11-05T00:00:00.000Z'],
    ['1793874030', '2026-11-05T10:20:30.000Z'],
    ['1793874030000', '2026-11-05T10:20:30.000Z'],
    ['1793874030000000', '2026-11-05T10:20:30.000Z'],
    ['1793874030000000000', '2026-11-05T10:20:30.000Z'],
    ['2026-11-05 10:20:30 +0100', '2026-11-05T09:20:30.000Z'],
    ['2026-11-05 10:20:30+00', '2026-11-05T10:20:30.000Z'],
    ['2026-11-05 10:20:30.123456+00', '2026-11-05T10:20:30.123Z'],
    ['2026-11-05T10:20:30.1234567Z', '2026-11-05T10:20:30.123Z'],
    ['2026-11-05T10:20:30,9-0330', '2026-11-05T13:50:30.900Z'],
    ['2026-11-05T10:20:30+01:00[Europe/Berlin]', '2026-11-05T09:20:30.000Z'],
    ['2026-11-05 10:20 Europe/Berlin', '2026-11-05T09:20:00.000Z'],
    ['2026-11-05T24:00:00Z', '2026-11-06T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['05.11.2026 10.30 Uhr', '2026-11-05T10:30:00.000Z'],
    ['11/23/26, 1:05\u202fPM', '2026-11-23T13:05:00.000Z'],
    ['10:30 23/11/2026', '2026-11-23T10:30:00.000Z'],
    ['1:37 PM · Nov 25, 2026', '2026-11-25T13:37:00.000Z'],
    ['Nov 25, 2026, 1:37:00 PM UTC', '2026-11-25T13:37:00.000Z'],
    ['Wed Nov 25 13:37:00 +0000 2026', '2026-11-25T13:37:00.000Z'],
    ['Wed Nov 25 13:37:00 CET 2026', '2026-11-25T12:37:00.000Z'],
    ['Wed Nov 25 2026 13:37:00 GMT+0100 (Central European Standard Time)', '2026-11-25T12:37:00.000Z'],
    ['Wed, 25 Nov 26 13:37:00 PDT', '2026-11-25T20:37:00.000Z'],
    ['25 Nov 2026 13:37 UT', '2026-11-25T13:37:00.000Z'],
    ['25-Nov-2026 13:37:00', '2026-11-25T13:37:00.000Z'],
    ['Mittwoch, 25. März 2026 13:37', '2026-03-25T13:37:00.000Z'],
    ['25 décembre 2026', '2026-12-25T00:00:00.000Z'],
    ['25 de octubre de 2026', '2026-10-25T00:00:00.000Z'],
    ['June 3rd, 2026', '2026-06-03T00:00:00.000Z'],
    ['2026', '2026-01-01T00:00:00.000Z'],
    ['2026-11', '2026-11-01T00:00:00.000Z'],
    ['1793874030.25', '2026-11-05T10:20:30.250Z'],
    ['46346', '2026-11-20T00:00:00.000Z'],
    ['46346.4375', '2026-11-20T10:30:00.000Z'],
  ])('%s', (text, at) => {
    expect(read(text)).toBe(at)
  })

  test.each([
    '2026-02-30',
    '31.02.2026',
    '2026-13-01',
    '25:00',
    'yesterday',
    '',
    '12',
    '99/99/2026',
    '2026-11-05 25:00',
    '2026-11-05 24:01',
    '2026-11-05 10:61',
    '2026-11-05 13:00 pm',
    '2026-11-05T10:00:00+19:00',
    '2026-11-05 10:00 XYZ',
    '2026-11-05 10:00 Nowhere/City',
    'item 3 2026',
    'Nov 31, 2026',
    '5 Nov 2026 10',
    '1.79E+12',
    '1234567',
    '12:30',
  ])('"%s" is not a time', (text) => {
    expect(read(text)).toBe(`"${text}" is not a time`)
  })

  test('the order of day and month is that of the whole file, and never guessed', () => {
    expect(read('05/11/2026', {}, ['05/11/2026', '23/11/2026'])).toBe('2026-11-05T00:00:00.000Z')
    expect(read('05/11/2026', {}, ['05/11/2026', '11/23/2026'])).toBe('2026-05-11T00:00:00.000Z')
    expect(read('05/11/2026', { dates: 'dmy' })).toBe('2026-11-05T00:00:00.000Z')
    expect(read('05/11/2026')).toMatch(/day\/month or month\/day; give --dates/)
    expect(read('05/05/2026')).toBe('2026-05-05T00:00:00.000Z')
    expect(read('23/11/2026', { dates: 'mdy' })).toBe('"23/11/2026" is not a time')
    expect(dayOrderOf(['23/11/2026', '11/23/2026'])).toEqual({ order: undefined, dmy: 0, mdy: 1 })
  })

  test('a time without a zone is in the given one, also across the change of clocks', () => {
    const timeZone = 'Europe/Berlin'
    expect(read('2026-07-01 12:00', { timeZone })).toBe('2026-07-01T10:00:00.000Z')
    expect(read('2026-12-01 12:00', { timeZone })).toBe('2026-12-01T11:00:00.000Z')
    expect(read('1 Jul 2026 12:00', { timeZone })).toBe('2026-07-01T10:00:00.000Z')
    expect(read('2026-07-01 12:00Z', { timeZone })).toBe('2026-07-01T12:00:00.000Z')
  })
})

describe('values that are not texts', () => {
  const at = (value: unknown) => parseTime(value)
  test.each([
    [1_793_874_030, 1_793_874_030_000],
    [1_793_874_030_000, 1_793_874_030_000],
    [1_793_874_030_000_000, 1_793_874_030_000],
    [1_793_874_030.5, 1_793_874_030_500],
    [46_346.4375, Date.UTC(2026, 10, 20, 10, 30)],
    [20_261_105, Date.UTC(2026, 10, 5)],
  ])('%s is read by its magnitude', (value, expected) => expect(at(value)).toBe(expected))

  test.each([[null], [undefined], [{}], [[]], [true], [NaN], [Infinity], [1e30], ['x'.repeat(1e6)], [12], [-5]])(
    '%s is not a time',
    (value) => expect(at(value)).toBeNaN(),
  )

  test('for any value, a time is an integer or a fault', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const read = openTimeReader()(value)
        expect('at' in read ? Number.isInteger(read.at) : read.fault.length > 0).toBe(true)
      }),
      { seed: 1 },
    )
  })

  test('every time that JavaScript writes is read as the same time', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1970-01-05'), max: new Date('2199-12-31'), noInvalidDate: true }),
        (date) => {
          expect(at(date.toISOString())).toBe(date.getTime())
          expect(at(date.toUTCString())).toBe(Math.floor(date.getTime() / 1000) * 1000)
          expect(at(date.toString())).toBe(Math.floor(date.getTime() / 1000) * 1000)
        },
      ),
      { seed: 1 },
    )
  })

  test('an Excel day is a day of the given zone', () => {
    const read = openTimeReader([], { timeZone: 'Europe/Berlin' })
    expect(read(46_346)).toEqual({ at: Date.UTC(2026, 10, 19, 23) })
  })
})
