import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compilePhrases } from '../../../enrich/text/phrases.ts'
import { tokenOf, toTokens } from '../../../enrich/text/token.ts'

const finds = (pattern: string, text: string) => compilePhrases([{ pattern, value: 1 }]).find(toTokens(text)).length > 0

describe('a phrase', () => {
  test.each([
    ['delay', 'Everything is DELAYED again', true],
    ['late|delayed parcel', 'a delayed parcel', true],
    ['late|delayed parcel', 'a lost parcel', false],
    ['late parcel', 'late my parcel', true],
    ['late parcel', 'late little parcel', false],
    ['late * parcel', 'late as ever is my parcel', true],
    ['late * parcel', 'late one two three four five six parcel', false],
    ['late * parcel', 'my parcel is late', false],
    ['late ~ parcel', 'my parcel is late', true],
    ['late ~ parcel', 'late again, this parcel', true],
    ["can't pair", 'I cannot pair it', true],
    ['not pair', "it won't pair", true],
    ['not pair', 'it doesnt pair', true],
    ['crash', '#crash', true],
    ['refund', 'refunds', true],
    ['late', 'translate', false],
  ])('%s in "%s": %s', (pattern, text, expected) => expect(finds(pattern, text)).toBe(expected))

  test('is found once, with its position', () => {
    const matcher = compilePhrases([{ pattern: 'late parcel', value: 'x' }])
    expect(matcher.find(toTokens('so late parcel and late parcel'))).toEqual([{ value: 'x', at: 1, end: 3 }])
  })

  test.each([
    ['', 'has an empty word'],
    ['a||b', 'has an empty word'],
    ['*', 'has no word'],
    ['well-made. thing', 'as separate words'],
  ])('"%s" is refused', (pattern, message) => {
    expect(() => compilePhrases([{ pattern, value: 1 }])).toThrow(message)
  })

  test('is matched in time linear in the text', () => {
    const matcher = compilePhrases([{ pattern: 'a * a * a * a * a * b', value: 1 }])
    const startedAt = performance.now()
    expect(matcher.find(Array.from({ length: 20_000 }, () => tokenOf('a')))).toEqual([])
    expect(performance.now() - startedAt).toBeLessThan(500)
  })

  test('never fails, whatever the tokens', () => {
    const matcher = compilePhrases([{ pattern: 'a|b * c ~ d', value: 1 }])
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom('a', 'b', 'c', 'd'), fc.string())),
        (tokens) => void matcher.find(tokens.map(tokenOf)),
      ),
      { seed: 1 },
    )
  })
})
