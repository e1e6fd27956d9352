import { expect, test } from 'vitest'
import { comparedTopics } from '../../../alerts/trends/compare-launches.ts'
import { comparisonSentence } from '../../../alerts/trends/comparison-sentence.ts'
import { differenceOf, shareDiffers, topicChange } from '../../../alerts/trends/rates.ts'

test.each([
  [69, 30, 'more'],
  [30, 69, 'fewer'],
  [31, 30, 'same'],
  [40, 28, 'same'],
  [3, 2, 'tooFew'],
  [19, 0, 'tooFew'],
  [20, 0, 'more'],
] as const)('%i complaints after %i are %s', (now, before, difference) => {
  expect(differenceOf(now, before)).toBe(difference)
})

test.each([
  [60, 100, 40, 100, true],
  [45, 100, 40, 100, false],
  [9, 10, 1, 10, undefined],
])('%i of %i beside %i of %i', (n, of, m, outOf, differs) => {
  expect(shareDiffers({ n, of }, { n: m, of: outOf })).toBe(differs)
})

test.each([
  [5, 0, 'new'],
  [4, 0, 'same'],
  [0, 0, 'same'],
  [50, 5, 'new'],
  [30, 8, 'worse'],
  [8, 30, 'better'],
  [120, 90, 'same'],
] as const)('a topic with %i complaints after %i is %s', (now, before, change) => {
  expect(topicChange(now, before)).toBe(change)
})

const side = (label: string, complaints: number, mentions: number, negative: number) => {
  const total = { mentions, complaints, complainants: complaints, negative, sentimentSum: 0 }
  return { label, counts: { total, buckets: [], topics: new Map() } }
}
const told = { spanMs: 5 * 86_400_000, about: 'the app', topics: [], nameOf: (id: string) => id }

test.each([
  [69, 30, '4.2 brought 2.3 times as many complaints about the app as 4.1 in its first 5 days (69 against 30).'],
  [140, 100, '4.2 brought 40 % more complaints about the app than 4.1 in its first 5 days (140 against 100).'],
  [30, 60, '4.2 brought 50 % fewer complaints about the app than 4.1 in its first 5 days (30 against 60).'],
  [
    31,
    30,
    '4.2 brought about as many complaints about the app as 4.1 in its first 5 days (31 against 30), no difference beyond chance.',
  ],
  [3, 2, 'Too few complaints about the app in the first 5 days to compare 4.2 with 4.1 (3 against 2).'],
  [25, 0, '4.2 brought complaints about the app where there were none after 4.1 in its first 5 days (25 against 0).'],
])('%i against %i in words', (now, before, sentence) => {
  const sides = [side('4.2', now, 200, 100), side('4.1', before, 200, 100)]
  expect(comparisonSentence(sides, told)).toBe(`${sentence} The negative share is the same within chance.`)
})

test('what is new and worse is named, and a share that changed', () => {
  const topics = [
    { id: 'Battery', change: 'new' as const, complaints: [9, 0] },
    { id: 'Login', change: 'worse' as const, complaints: [30, 9] },
  ]
  const sides = [side('4.2', 69, 200, 120), side('4.1', 30, 200, 80)]
  expect(comparisonSentence(sides, { ...told, topics })).toMatch(
    /\(69 against 30\)\. The negative share is 60 % instead of 40 %\. New: Battery\. Worse: Login\.$/,
  )
  expect(comparisonSentence(sides.slice(0, 1), told)).toBe(
    '4.2 brought 69 complaints about the app in its first 5 days. There is no earlier one to compare it with.',
  )
})

test('praise is no complaint, also where a mention that complains praises something too', () => {
  const tally = (complaints: number) => ({
    mentions: complaints,
    complaints,
    complainants: complaints,
    negative: 0,
    sentimentSum: 0,
  })
  const sides = [9, 3].map((n) => {
    const topics = ['app.pairing', 'praise', 'praise.product'].map((id) => [id, tally(n)] as const)
    return { counts: { total: tally(n), buckets: [], topics: new Map(topics) } }
  })
  expect(comparedTopics(sides)).toEqual([{ id: 'app.pairing', change: 'same', complaints: [9, 3] }])
})
