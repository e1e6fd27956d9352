import { expect, test } from 'vitest'
import { money, span } from '../../api/dashboard/lib/words.ts'

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
