import { describe, expect, test } from 'vitest'
import { nextTime, quietFaults, quietUntil, type QuietOptions } from '../../../alerts/organisation/quiet-hours.ts'

const at = (iso: string) => Date.parse(iso)
const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16)
const berlin = { timeZone: 'Europe/Berlin' }
const nights: QuietOptions = { ...berlin, quietHours: [{ from: '22:00', to: '07:00' }] }
const weekends: QuietOptions = { ...berlin, quietHours: [{ days: ['sat', 'sun'], from: '00:00', to: '00:00' }] }

describe('quiet', () => {
  // 24 November 2026 is a Tuesday; Berlin is at UTC+1, from 29 March 2026 on UTC+2, from 25 October again at UTC+1.
  test.each<[string, QuietOptions[], string, string]>([
    ['nothing said', [], '2026-11-24T23:00Z', '2026-11-24T23:00'],
    ['before it begins', [nights], '2026-11-24T20:59:59.999Z', '2026-11-24T20:59'],
    ['as it begins', [nights], '2026-11-24T21:00Z', '2026-11-25T06:00'],
    ['after midnight', [nights], '2026-11-25T02:00Z', '2026-11-25T06:00'],
    ['as it ends', [nights], '2026-11-25T06:00Z', '2026-11-25T06:00'],
    ['by day', [{ ...berlin, quietHours: [{ from: '12:00', to: '13:30' }] }], '2026-11-24T11:15Z', '2026-11-24T12:30'],
    ['the night in which the clock goes forward', [nights], '2026-03-28T22:00Z', '2026-03-29T05:00'],
    ['the night in which it goes back', [nights], '2026-10-24T21:00Z', '2026-10-25T06:00'],
    [
      'an end that the clock leaps over',
      [{ ...berlin, quietHours: [{ from: '22:00', to: '02:30' }] }],
      '2026-03-28T23:00Z',
      '2026-03-29T01:30',
    ],
    [
      'an hour that comes twice ends the first time',
      [{ ...berlin, quietHours: [{ from: '22:00', to: '02:30' }] }],
      '2026-10-24T22:00Z',
      '2026-10-25T00:30',
    ],
    ['a weekend is one', [weekends], '2026-11-28T09:00Z', '2026-11-29T23:00'],
    ['a Monday is none', [weekends], '2026-11-30T09:00Z', '2026-11-30T09:00'],
    [
      'Friday night belongs to Friday',
      [{ ...berlin, quietHours: [{ days: ['fri'], from: '22:00', to: '07:00' }] }],
      '2026-11-28T03:00Z',
      '2026-11-28T06:00',
    ],
    [
      'Saturday night does not',
      [{ ...berlin, quietHours: [{ days: ['fri'], from: '22:00', to: '07:00' }] }],
      '2026-11-29T03:00Z',
      '2026-11-29T03:00',
    ],
    [
      'one ends where another begins',
      [
        {
          ...berlin,
          quietHours: [
            { from: '22:00', to: '07:00' },
            { from: '07:00', to: '09:00' },
          ],
        },
      ],
      '2026-11-24T22:00Z',
      '2026-11-25T08:00',
    ],
    [
      'of two who must not be disturbed the later',
      [nights, { timeZone: 'UTC', quietHours: [{ from: '05:00', to: '08:00' }] }],
      '2026-11-24T22:00Z',
      '2026-11-25T08:00',
    ],
    [
      'whichever of the two is said first',
      [nights, { timeZone: 'UTC', quietHours: [{ from: '19:00', to: '21:30' }] }],
      '2026-11-24T20:00Z',
      '2026-11-25T06:00',
    ],
    [
      'half an hour off',
      [{ timeZone: 'Asia/Kolkata', quietHours: [{ from: '22:00', to: '07:00' }] }],
      '2026-11-24T17:00Z',
      '2026-11-25T01:30',
    ],
    [
      'a zone that does not exist is UTC',
      [{ timeZone: 'Mars/Olympus', quietHours: [{ from: '22:00', to: '07:00' }] }],
      '2026-11-24T23:00Z',
      '2026-11-25T07:00',
    ],
    [
      'all week is no quiet',
      [{ quietHours: [{ from: '00:00', to: '00:00' }] }],
      '2026-11-24T23:00Z',
      '2026-11-24T23:00',
    ],
  ])('%s', (_, quiets, time, until) => {
    expect(iso(quietUntil(quiets, at(time), 'medium'))).toBe(until)
  })

  test('many pieces make one quiet, however many there are', () => {
    const pieces = Array.from({ length: 48 }, (_, i) => ({ from: clock(i * 30), to: clock(i * 30 + 30) }))
    const days = ['tue', 'wed', 'thu'] as const
    const quietHours = pieces.map((piece) => ({ days: [...days], ...piece }))
    expect(iso(quietUntil([{ quietHours }], at('2026-11-24T00:00Z'), 'low'))).toBe('2026-11-27T00:00')
  })

  test('a severity breaks through its own quiet and nobody else’s', () => {
    const breaking: QuietOptions = { ...nights, breakThrough: 'high' }
    const night = at('2026-11-24T22:00Z')
    const until = (quiets: QuietOptions[]) =>
      (['low', 'medium', 'high', 'critical'] as const).map((severity) => quietUntil(quiets, night, severity) > night)
    expect(until([breaking])).toEqual([true, true, false, false])
    expect(until([breaking, nights])).toEqual([true, true, true, true])
  })
})

const clock = (minutes: number) => new Date(60_000 * minutes).toISOString().slice(11, 16)

describe('the next time', () => {
  test.each<[string, Parameters<typeof nextTime>[0], string, string]>([
    ['today', { ...berlin, at: '07:00' }, '2026-11-24T05:59Z', '2026-11-24T06:00'],
    ['never now', { ...berlin, at: '07:00' }, '2026-11-24T06:00Z', '2026-11-25T06:00'],
    ['by the clock of the day after the change', { ...berlin, at: '07:00' }, '2026-03-28T12:00Z', '2026-03-29T05:00'],
    ['a weekday', { ...berlin, at: '07:00', day: 'mon' }, '2026-11-24T12:00Z', '2026-11-30T06:00'],
    ['that weekday, later', { ...berlin, at: '07:00', day: 'tue' }, '2026-11-24T12:00Z', '2026-12-01T06:00'],
    [
      'an hour that is leapt over comes an hour later',
      { ...berlin, at: '02:30' },
      '2026-03-28T12:00Z',
      '2026-03-29T01:30',
    ],
    [
      'another day there than here',
      { timeZone: 'Pacific/Auckland', at: '07:00', day: 'wed' },
      '2026-11-24T12:00Z',
      '2026-11-24T18:00',
    ],
  ])('%s', (_, when, now, next) => {
    expect(iso(nextTime(when, at(now)))).toBe(next)
  })
})

test.each<[string, QuietOptions, string[]]>([
  ['nothing', {}, []],
  ['good ones', nights, []],
  ['an unknown zone', { timeZone: 'Berlin' }, ['there is no time zone "Berlin"; UTC is used']],
  [
    'hours twice',
    {
      quietHours: [
        { from: '22:00', to: '07:00' },
        { from: '06:00', to: '08:00' },
      ],
    },
    ['quiet hours overlap; both apply'],
  ],
  [
    'twice over midnight of Sunday',
    {
      quietHours: [
        { days: ['sun'], from: '23:00', to: '02:00' },
        { days: ['mon'], from: '01:00', to: '03:00' },
      ],
    },
    ['quiet hours overlap; both apply'],
  ],
  [
    'one after the other',
    {
      quietHours: [
        { from: '22:00', to: '07:00' },
        { from: '07:00', to: '08:00' },
      ],
    },
    [],
  ],
  [
    'always',
    {
      quietHours: [
        { from: '00:00', to: '12:00' },
        { from: '12:00', to: '00:00' },
      ],
    },
    ['quiet hours leave no hour of the week, so none apply'],
  ],
])('what is wrong with quiet hours: %s', (_, quiet, faults) => {
  expect(quietFaults(quiet)).toEqual(faults)
})
