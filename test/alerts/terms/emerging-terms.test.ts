import { beforeAll, describe, expect, test } from 'vitest'
import { emergingTerms, type EmergingTerms } from '../../../alerts/terms/emerging-terms.ts'
import { defaultTermPolicy, falsePerWeek } from '../../../alerts/terms/policy.ts'
import { termReader } from '../../../alerts/terms/read-terms.ts'
import { packed, unpacked } from '../../../alerts/terms/snapshot.ts'
import type { TermMention } from '../../../alerts/terms/term-mention.ts'
import { planted } from '../planted.ts'
import { hourMs, monday, mention, ordinaryHour, wordOf, zipfDays } from './term-streams.ts'

const learntDays = 14
const begun = monday + learntDays * 24 * hourMs
let background: string

/** What two ordinary weeks taught. */
async function learnt(): Promise<EmergingTerms> {
  const terms = emergingTerms()
  terms.restore((await unpacked(background, terms.state().columns))!.state)
  return terms
}
const found = (terms: EmergingTerms) => [...terms.changed].map(({ department, term }) => `${department}: ${term}`)

/** Half an hour apart, among ordinary mentions. */
function addAmong(terms: EmergingTerms, own: readonly TermMention[], seed = 'ordinary'): void {
  const hours = Math.ceil((Math.max(...own.map(({ at }) => at)) - begun) / hourMs) + 1
  const others = Array.from({ length: hours }, (_, hour) => ordinaryHour(seed, learntDays * 24 + hour)).flat()
  for (const each of [...others, ...own].toSorted((a, b) => a.at - b.at)) terms.add(each)
}
const halfHours = (texts: readonly string[], over: (i: number) => Partial<TermMention> = () => ({})) =>
  texts.map((text, i) => mention(text, { at: begun + (i * hourMs) / 2, ...over(i) }))
const hundred = (text: (i: number) => string) => Array.from({ length: 100 }, (_, i) => text(i))

beforeAll(async () => {
  const terms = emergingTerms()
  for (let hour = 0; hour < learntDays * 24; hour++)
    for (const each of ordinaryHour('ordinary', hour, false)) terms.add(each)
  background = await packed(terms.state(), { storedAt: 0, id: '' })
})

describe('what emerges', () => {
  test.each(Object.keys(planted))(
    '“%s”, with its sixth author, as one phrase and not also its words',
    async (phrase) => {
      const few = await learnt()
      addAmong(few, halfHours(planted[phrase]!.slice(0, 3)))
      expect(found(few)).toEqual([])
      const enough = await learnt()
      addAmong(enough, halfHours(planted[phrase]!.slice(0, 6)))
      expect(found(enough)).toEqual([`product: ${phrase}`])
      const all = await learnt()
      const own = halfHours(planted[phrase]!)
      addAmong(all, own)
      expect(found(all)).toEqual([`product: ${phrase}`])
      const [emerged] = all.changed
      expect(emerged).toMatchObject({ status: 'rising', lastSeenAt: own.at(-1)!.at })
      expect(emerged!.onsetAt).toBeLessThanOrEqual(own[1]!.at)
      expect(emerged!.authors).toBeGreaterThanOrEqual(emerged!.observed)
      expect(emerged!.expected).toBeLessThan(0.1)
      expect(emerged!.p).toBeLessThan(1e-6)
      expect(emerged!.exampleIds).toEqual(
        own
          .slice(-5)
          .toReversed()
          .map(({ id }) => id),
      )
    },
  )

  test('two matters at once are two, and each department has its own', async () => {
    const terms = await learnt()
    const [recall, blank] = Object.values(planted) as [string[], string[]]
    addAmong(terms, [...halfHours(recall), ...halfHours(blank, () => ({ departments: ['support'] }))])
    expect(found(terms).toSorted()).toEqual(['product: battery recall', 'support: pairing code blank'])
  })

  test('is over when nobody uses it any more', async () => {
    const terms = await learnt()
    addAmong(terms, halfHours(planted['battery recall']!))
    for (const each of ordinaryHour('ordinary', (learntDays + 2) * 24)) terms.add(each)
    expect([...terms.changed]).toMatchObject([{ term: 'battery recall', status: 'over' }])
  })
})

describe('nothing emerges', () => {
  const [delivered] = halfHours(['Is there a battery recall for the grinder?']) as [TermMention]
  test.each<[string, () => TermMention[]]>([
    [
      'of one author’s hundred posts',
      () =>
        halfHours(
          hundred((i) => `${wordOf(i)} battery recall ${wordOf(i + 200)}`),
          () => ({ author: 'one' }),
        ),
    ],
    ['of one text passed on by a hundred', () => halfHours(hundred(() => planted['battery recall']![0]!))],
    [
      'of near copies, which the pipeline links',
      () =>
        halfHours(
          hundred((i) => `battery recall number ${i}`),
          () => ({ cluster: 'the first of them' }),
        ),
    ],
    ['of one mention delivered a hundred times', () => hundred(() => '').map(() => delivered)],
    ['of backfill', () => halfHours(planted['battery recall']!, () => ({ live: false }))],
    ['of what no department could be about', () => halfHours(planted['battery recall']!, () => ({ departments: [] }))],
  ])('%s', async (_, own) => {
    const terms = await learnt()
    addAmong(terms, own())
    expect(found(terms)).toEqual([])
  })

  test('of a phrase that rises in all departments at once', async () => {
    const terms = await learnt()
    for (let hour = learntDays * 24; hour < (learntDays + 2) * 24; hour++)
      for (const [i, each] of ordinaryHour('ordinary', hour).entries())
        terms.add(i % 8 === 0 ? { ...each, text: `${each.text} Happy new year everybody!` } : each)
    expect(found(terms)).toEqual([])
  })

  test('of a greeting that stands in one mention of five at all times', () => {
    for (const seed of ['greeting', 'greeting 1', 'greeting 2', 'greeting 3']) {
      const terms = emergingTerms()
      for (let hour = 0; hour < 21 * 24; hour++)
        for (const [i, each] of ordinaryHour(seed, hour, hour > 10 * 24).entries())
          terms.add(i % 5 === 0 ? { ...each, text: `Dear Halden team, ${each.text} Kind regards` } : each)
      // Other words may, as often as is accepted: 'greeting' has such a one.
      expect(found(terms).filter((term) => /dear|halden|team|kind|regards/.test(term))).toEqual([])
    }
  })

  test('on a busy Monday morning, including phrases of Mondays', () => {
    const terms = emergingTerms()
    const morning = 15 * 24 - 24 + 7
    for (let hour = 0; hour < 15 * 24; hour++) {
      const isMonday = Math.floor(hour / 24) % 7 === 0
      const crowd = hour >= morning && hour < morning + 5 ? 8 : 1
      const all = Array.from({ length: crowd }, (_, n) => ordinaryHour(`crowd ${n}`, hour, hour > 9 * 24)).flat()
      for (const [i, each] of all.toSorted((a, b) => a.at - b.at).entries())
        terms.add(isMonday && i % 4 === 0 ? { ...each, text: `${each.text} What a Monday.` } : each)
    }
    expect(found(terms)).toEqual([])
  })
})

test('where nothing is new, less is proposed than is accepted', () => {
  const weeks = { all: 0, proposed: 0 }
  for (let seed = 0; seed < 10; seed++) {
    const ordinary = emergingTerms()
    for (let hour = 0; hour < 24 * 24; hour++)
      for (const each of ordinaryHour(`null ${seed}`, hour, hour >= 10 * 24)) ordinary.add(each)
    const words = emergingTerms()
    for (const each of zipfDays(seed, 23)) words.add(each)
    weeks.all += 2 * 3 * 2
    weeks.proposed += ordinary.changed.size + words.changed.size
  }
  expect(weeks.proposed).toBeLessThanOrEqual(falsePerWeek * weeks.all)
}, 120_000)

test('a restart in the middle forgets nothing: all goes on as without it', async () => {
  const [own, other] = [halfHours(planted['battery recall']!), halfHours(planted['pairing code blank']!)]
  const all = [...own, ...other, ...[0, 1, 2].flatMap((hour) => ordinaryHour('restart', learntDays * 24 + hour))]
  const straight = await learnt()
  for (const each of all) straight.add(each)
  for (const at of [3, own.length + 3]) {
    const before = await learnt()
    for (const each of all.slice(0, at)) before.add(each)
    const after = emergingTerms()
    const position = { storedAt: 7, id: 'x' }
    const read = (await unpacked(await packed(before.state(), position), after.state().columns))!
    expect(read.position).toEqual(position)
    after.restore(read.state)
    for (const each of all.slice(at)) after.add(each)
    expect([...after.changed].at(-1)).toEqual([...straight.changed].at(-1))
    expect(after.state().memory).toEqual(straight.state().memory)
    for (const [name, column] of Object.entries(straight.state().columns))
      expect(Buffer.compare(Buffer.from(after.state().columns[name]!.buffer), Buffer.from(column.buffer)), name).toBe(0)
  }
})

test('a snapshot of tables of another size is not read', async () => {
  const small = emergingTerms({ ...defaultTermPolicy, places: 2 ** 10 })
  expect(await unpacked(background, small.state().columns)).toBeUndefined()
})

test('a million different terms take no more room than none, and what is new among them is still seen', async () => {
  const terms = await learnt()
  const size = () => {
    const { columns, memory } = terms.state()
    const bytes = Object.values(columns).reduce((sum, column) => sum + column.byteLength, 0)
    return { bytes, texts: memory.texts.length, ids: memory.ids.length }
  }
  const before = size()
  const apartMs = 20_000
  for (let i = 0; i < 60_000; i++) {
    const words = Array.from({ length: 7 }, (_, n) => wordOf(1e6 + i * 7 + n)).join(' ')
    terms.add(mention(words, { at: begun + i * apartMs, author: `r${i}`, cluster: `r${i}` }))
  }
  expect(size()).toEqual(before)
  expect(found(terms)).toEqual([])
  for (const each of halfHours(planted['battery recall']!)) terms.add({ ...each, at: each.at + 60_000 * apartMs })
  expect(found(terms)).toEqual(['product: battery recall'])
}, 60_000)

describe('whatever the text', () => {
  const zalgo = 'b\u0300\u0301\u0302\u0303a\u0304\u0305'.repeat(2_000)
  test.each([
    ['nothing', ''],
    ['spaces', ' \n\t '],
    ['a million letters', 'a'.repeat(1_000_000)],
    ['a million words', 'recall '.repeat(150_000)],
    ['marks upon marks', zalgo],
    ['a chain of emoji', '👩‍👩‍👧‍👦🏳️‍🌈'.repeat(5_000)],
    ['half a character', '\ud83d recall \udc00'],
    ['names of what objects have', '__proto__ constructor toString hasOwnProperty'],
    ['no spaces between words', '电池召回'.repeat(1_000)],
  ])('%s does no harm', async (_, text) => {
    const terms = await learnt()
    for (let i = 0; i < 3; i++) terms.add(mention(text, { at: begun, cluster: `${i}` }))
    addAmong(terms, halfHours(planted['battery recall']!))
    expect(found(terms)).toEqual(['product: battery recall'])
  })

  test('times in any order, far past and the future do no harm', async () => {
    const terms = await learnt()
    for (const at of [Date.UTC(2000, 0, 1), begun - 40 * 24 * hourMs, begun + 5 * 60_000])
      terms.add(mention('battery recall at some time', { at, cluster: `${at}` }))
    for (const each of halfHours(planted['battery recall']!).toReversed()) terms.add(each)
    expect(found(terms)).toEqual(['product: battery recall'])
  })
})

describe('the terms of a text', () => {
  const read = termReader()
  const termsOf = (text: string) => {
    const terms = read(text)
    return Array.from({ length: terms.count }, (_, i) => terms.textOf(i))
  }
  test('are its words and phrases, none over a sign, none with a stop word at its end', () => {
    expect(termsOf('The pairing code is blank. Out of sync!')).toEqual([
      'pairing',
      'pairing code',
      'code',
      'code is blank',
      'blank',
      'sync',
    ])
  })

  test('are the same in another form or as a hashtag, and numbers stand with words only', () => {
    const [singular, plural] = [read('recall').a[0], read('#recalls').a[0]]
    expect(singular).toBe(plural)
    expect(termsOf('error 17 on 4000000')).toEqual(['error', 'error 17'])
    expect(termsOf('@someone https://example.org/recall 17')).toEqual([])
  })
})
