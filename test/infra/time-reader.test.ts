import { describe, expect, test } from 'vitest'
import { dayOrderOf, openTimeReader, type TimeReaderOptions } from '../../infra/time-reader.ts'

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
    expect(dayOrderOf(['23/11/2026', '11/23/2026'])).toBeUndefined()
  })

  test('a time without a zone is in the given one, also across the change of clocks', () => {
    const timeZone = 'Europe/Berlin'
    expect(read('2026-07-01 12:00', { timeZone })).toBe('2026-07-01T10:00:00.000Z')
    expect(read('2026-12-01 12:00', { timeZone })).toBe('2026-12-01T11:00:00.000Z')
    expect(read('1 Jul 2026 12:00', { timeZone })).toBe('2026-07-01T10:00:00.000Z')
    expect(read('2026-07-01 12:00Z', { timeZone })).toBe('2026-07-01T12:00:00.000Z')
  })
})
