import { afterEach, describe, expect, test } from 'vitest'
import { clockTime, dayAndTime } from '../../api/dashboard/lib/words.ts'
import { chosenZone, fromField, toField, zone, zoneAt } from '../../api/dashboard/lib/zone.ts'

afterEach(() => void (chosenZone.value = ''))

const at = (iso: string) => Date.parse(iso)

describe('the time zone of the reader', () => {
  test.each([
    ['UTC', '2026-10-15T22:30', 'UTC'],
    ['Europe/Berlin', '2026-10-16T00:30', 'CEST'],
    ['Asia/Kolkata', '2026-10-16T04:00', 'GMT+5:30'],
    ['America/St_Johns', '2026-10-15T20:00', 'GMT-2:30'],
  ])('%s: a field has its time, and means the same moment', (name, field, short) => {
    chosenZone.value = name
    const ms = at('2026-10-15T22:30:00Z')
    expect(toField(ms)).toBe(field)
    expect(fromField(field)).toBe(ms)
    expect(zoneAt(ms)).toBe(short)
  })

  test('a field is read right on both sides of a change of the clocks, and a skipped time is the next that exists', () => {
    chosenZone.value = 'Europe/Berlin'
    expect(fromField('2026-10-25T01:30')).toBe(at('2026-10-24T23:30:00Z'))
    expect(fromField('2026-10-25T04:30')).toBe(at('2026-10-25T03:30:00Z'))
    expect(toField(fromField('2026-03-29T02:30'))).toBe('2026-03-29T03:30')
  })

  test('today is the day of the zone', () => {
    chosenZone.value = 'Europe/Berlin'
    const now = at('2026-10-15T22:30:00Z')
    expect(clockTime('2026-10-15T22:10:00Z', now)).toBe('00:10')
    expect(clockTime('2026-10-15T21:10:00Z', now)).toBe('Thu 15 Oct, 23:10')
    expect(dayAndTime('2026-10-15T22:10:00Z')).toBe('Fri 16 Oct, 00:10')
  })

  test('a zone that this browser does not know is not used', () => {
    chosenZone.value = 'Mars/Olympus'
    expect(() => clockTime('2026-10-15T22:10:00Z', 0)).not.toThrow()
    expect(zone.value).not.toBe('Mars/Olympus')
  })
})
