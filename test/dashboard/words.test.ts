import { expect, test } from 'vitest'
import { completeOpenBucket, openEndInWords } from '../../api/dashboard/lib/points.ts'
import { money, percent, span, unbroken } from '../../api/dashboard/lib/words.ts'
import { changeOf } from '../../api/dashboard/parts/changed.tsx'

const minute = 60_000
const hour = 60 * minute

test.each([
  [0, '0 s'],
  [59_000, '59 s'],
  [minute, '1 min'],
  [59.4 * minute, '59 min'],
  [59.6 * minute, '1 h'],
  [93 * minute, '1 h 33 min'],
  [2 * hour, '2 h'],
  [5 * hour + 59.6 * minute, '6 h'],
  [7.6 * hour, '8 h'],
  [47 * hour, '47 h'],
  [60 * hour, '3 days'],
])('%d ms are %s', (ms, words) => {
  expect(span(ms)).toBe(words)
})

test('an amount has its currency, and cents only when it is small', () => {
  expect(money(158_000, 'EUR')).toBe('€158,000')
  expect(money(6.5, 'USD')).toBe('$6.50')
  expect(money(158_000, undefined)).toBe('158,000')
})

test.each([
  [140, 100, '+ 40 %'],
  [88, 100, '− 12 %'],
  [705, 708, '0 %'],
  [708, 708, '0 %'],
  [3, 0, 'new'],
  [0, 0, '–'],
])('%i after %i is a change of %s', (now, before, words) => {
  expect(changeOf(now, before).replaceAll('\u00a0', ' ')).toBe(words)
})

test('a number and its per cent sign are not separated at the end of a line', () => {
  expect(percent(0.534)).toBe('53\u00a0%')
  expect(changeOf(140, 100)).toBe('+\u00a040\u00a0%')
  expect(unbroken('1 % fewer, 53 % negative')).toBe('1\u00a0% fewer, 53\u00a0% negative')
})

test('the faint end of a line is today so far, with the part of yesterday that is still to come', () => {
  const day = 24 * hour
  const points = [
    { at: new Date(0).toISOString(), value: 100 },
    { at: new Date(day).toISOString(), value: 10 },
  ]
  // A quarter of today is over.
  expect(completeOpenBucket(points, day, day + 6 * hour)[1]!.value).toBe(10 + 75)
  expect(openEndInWords('day')).toBe('faint: today so far, with part of yesterday')
})
