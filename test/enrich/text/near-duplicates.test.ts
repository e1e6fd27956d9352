import { everyMention } from '../../../enrich/mentions/visible-mentions.ts'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countSeries } from '../../../alerts/series/series-query.ts'
import { enrichGroup, startEnrich } from '../../../enrich/enrich.ts'
import { findMention } from '../../../enrich/mentions/mention-query.ts'
import { contentHash, mostTexts, nearDuplicates, normalised, windowMs } from '../../../enrich/text/near-duplicates.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openPipeline } from '../../../enrich/enrichers/pipeline.ts'
import { mentionsTopic } from '../../../ingest/mention/mention.ts'
import { redaction } from '../../../ingest/redact/redact.ts'
import { badFiles } from '../../bad-inputs.ts'
import { openLogAndStore } from '../../open-platform.ts'
import type { Stop } from '../../../infra/stop.ts'
import { distinctCounts } from '../../../alerts/series/distinct-counts.ts'

function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
const random = randomFrom(7)

const vocabulary = `parcel driver refund never answered suitcase router broken charged twice neighbour manager app
  crashes login delayed flight seat window coffee cold waited hours phone nobody cares invoice wrong address letter
  sent back store closed website slow password reset gluten order missing birthday present returned voucher expired
  train platform cancelled weather excuse agent polite helped finally money account locked card declined upgrade battery
  hot screen cracked warranty ignored promise tomorrow yesterday again still why please somebody explain terrible great
  thanks awful queue counter luggage carousel bill doubled signal dead evening internet outage street whole town`.split(
  /\s+/,
)

/** Used where the data is missing: 400 sentences of twelve words that share some of them. */
const written = () =>
  Array.from({ length: 400 }, () => Array.from({ length: 12 }, () => vocabulary[random(vocabulary.length)]!).join(' '))
const tweets = resolve(import.meta.dirname, '../../../../shared/data/text/dev/twcs_head_inbound.jsonl')
const texts = existsSync(tweets)
  ? readFileSync(tweets, 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { text: string }).text)
  : written()
const distinct = [...new Map(texts.map((text) => [contentHash(text), text])).values()]
const wordsOf = (text: string) => text.split(/\s+/)
/** In shorter texts one changed word is more than a tenth. */
const base = distinct.filter((text) => normalised(text).split(' ').length >= 8).slice(0, 1000)

function withWordsChanged(text: string): string {
  const words = wordsOf(text)
  for (let i = 0; i < Math.max(1, Math.round(words.length / 10)); i++) {
    const other = wordsOf(base[random(base.length)]!)
    words[random(words.length)] = other[random(other.length)]!
  }
  return words.join(' ')
}

const cutOff = (text: string) => `RT @someone: ${text.slice(0, Math.ceil(text.length * 0.6))}…`

/** The share of the texts whose copy, an hour later, is linked to its original. */
function recall(copyOf: (text: string) => string, base: readonly string[]): number {
  const index = nearDuplicates()
  const clusters = base.map((text, i) => index.link({ id: `t:${i}`, text, createdAt: i }).cluster)
  const linked = base.filter((text, i) => {
    const link = index.link({ id: `c:${i}`, text: copyOf(text), createdAt: 3_600_000 })
    return link.duplicateOf !== '' && link.cluster === clusters[i]
  })
  return linked.length / base.length
}

describe('a copy is linked to its original', () => {
  test('the test set has more than 300 texts', () => {
    expect(base.length).toBeGreaterThan(300)
  })

  test.each<[string, number, (text: string) => string]>([
    ['with a link and a hashtag', 0.95, (text) => `${text} https://t.co/a1B2c3 #outage`],
    ['with another case and other punctuation', 0.95, (text) => `${text.toUpperCase().replace(/[.,!?]/g, ' … ')}!!!`],
    ['quoted', 0.95, (text) => `So true: “${text}”`],
    ['reposted and cut off after 60 %, if at least 40 characters are left', 0.95, cutOff],
    ['with a tenth of its words changed', 0.85, withWordsChanged],
  ])('%s', (name, least, copyOf) => {
    const some = copyOf === cutOff ? base.filter((text) => normalised(cutOff(text)).length >= 40) : base
    const found = recall(copyOf, some)
    console.log(`recall, ${name}: ${found.toFixed(3)} of ${some.length}`)
    expect(found).toBeGreaterThanOrEqual(least)
  })

  test('a text that is not a copy is not linked', () => {
    const index = nearDuplicates()
    const links = base.map((text, i) => index.link({ id: `t:${i}`, text, createdAt: i }))
    const falsely = links.filter((link) => link.duplicateOf !== '').length / base.length
    console.log(`links among ${base.length} distinct texts: ${falsely.toFixed(4)}`)
    expect(falsely).toBeLessThanOrEqual(0.005)
  })
})

const late = 'The 8:15 train to Utrecht is late again and nobody at the station tells us why'

describe('a link', () => {
  test('all copies name the first one, also a copy of a copy, and an older one that arrives later', () => {
    const index = nearDuplicates()
    const cluster = contentHash(late)
    expect(index.link({ id: 'a', text: late, createdAt: 5000 })).toEqual({ cluster, duplicateOf: '' })
    const again = `Sigh. ${late}`
    expect(index.link({ id: 'b', text: again, createdAt: 6000 })).toEqual({ cluster, duplicateOf: 'a' })
    expect(index.link({ id: 'c', text: `${again} today!`, createdAt: 7000 })).toEqual({ cluster, duplicateOf: 'a' })
    expect(index.link({ id: 'd', text: `${late} #ns`, createdAt: 1000 })).toEqual({ cluster, duplicateOf: 'a' })
  })

  test('a repeated mention gets the same link, and no mention is a copy of itself', () => {
    const index = nearDuplicates()
    const linkAll = () => base.map((text, i) => index.link({ id: `t:${i}`, text, createdAt: i }))
    const before = linkAll()
    expect(linkAll()).toEqual(before)
    const edited = index.link({ id: 't:0', text: `${base[0]!} (edited)`, createdAt: 0 })
    expect(edited.duplicateOf).toBe('')
  })

  test('an edit is compared by its new text', () => {
    const index = nearDuplicates()
    index.link({ id: 'a', text: late, createdAt: 0 })
    index.link({ id: 'b', text: late, createdAt: 1 })
    const text = 'Forget it, the train came in the end and there was even a seat by the window'
    expect(index.link({ id: 'b', text, createdAt: 1 })).toEqual({ cluster: contentHash(text), duplicateOf: '' })
    expect(index.link({ id: 'c', text, createdAt: 2 }).duplicateOf).toBe('b')
  })

  test('copies are at most 72 hours apart, by their own times', () => {
    const after = (createdAt: number) => {
      const index = nearDuplicates()
      index.link({ id: 'a', text: late, createdAt: 0 })
      return index.link({ id: 'b', text: late, createdAt }).duplicateOf
    }
    expect([windowMs + 1, windowMs, 0, -windowMs, -windowMs - 1].map(after)).toEqual(['', 'a', 'a', 'a', ''])
  })

  test('texts of fewer than three words are copies only when they are equal', () => {
    const index = nearDuplicates()
    index.link({ id: 'a', text: 'Unbelievable disappointment!', createdAt: 0 })
    expect(index.link({ id: 'b', text: 'unbelievable disappointments', createdAt: 1 }).duplicateOf).toBe('')
    expect(index.link({ id: 'c', text: 'UNBELIEVABLE disappointment', createdAt: 1 }).duplicateOf).toBe('a')
    index.link({ id: 'd', text: '😡😡', createdAt: 1 })
    expect(index.link({ id: 'e', text: '😡', createdAt: 2 }).duplicateOf).toBe('d')
  })

  test('a language without spaces is compared too', () => {
    const index = nearDuplicates()
    index.link({ id: 'a', text: '昨日注文した荷物がまだ届いていないのですが、いつ届くのでしょうか', createdAt: 0 })
    const text = '昨日注文した荷物がまだ届いていないのですが、いつ届くのでしょうか？困ります'
    expect(index.link({ id: 'b', text, createdAt: 1 }).duplicateOf).toBe('a')
  })

  test('two long texts with the same first page are not copies', () => {
    const index = nearDuplicates()
    const page = base.slice(0, 12).join(' ')
    const [one, two] = [base.slice(20, 50), base.slice(60, 90)].map((rest) => `${page} ${rest.join(' ')}`)
    index.link({ id: 'a', text: one!, createdAt: 0 })
    expect(index.link({ id: 'b', text: two!, createdAt: 1 }).duplicateOf).toBe('')
  })
})

describe('any texts', () => {
  test('memory is bounded: the oldest texts are forgotten', () => {
    const before = process.memoryUsage().arrayBuffers
    const index = nearDuplicates()
    const held = process.memoryUsage().arrayBuffers
    expect(held - before).toBeLessThan(64 * 2 ** 20)
    index.link({ id: 'first', text: late, createdAt: 0 })
    for (let i = 1; i < mostTexts; i++) {
      const text = `order ${i * 7919} of ${i % 977} came ${i * 31} days late`
      index.link({ id: `t:${i}`, text, createdAt: 0, contentHash: String(i) })
    }
    expect(index.link({ id: 'first', text: late, createdAt: 0 }).duplicateOf).toBe('')
    expect(index.link({ id: 'other', text: `${late} #ns`, createdAt: 0 }).duplicateOf).toBe('')
    expect(process.memoryUsage().arrayBuffers).toBeLessThan(held + 2 ** 20)
  })

  test('it never throws, and the same id gets the same link', () => {
    const index = nearDuplicates(64)
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('a', ' ', 'rt @', '#', '早', '\ud800', '\u0301', 'http://') }),
    )
    fc.assert(
      fc.property(fc.string(), text, fc.double(), (id, text, createdAt) => {
        const link = index.link({ id, text, createdAt })
        expect(link.cluster).toMatch(/^[0-9a-f]{16}$/)
        expect(link.duplicateOf === id && id !== '').toBe(false)
        expect(index.link({ id, text, createdAt })).toEqual(link)
      }),
      { seed: 1, numRuns: 2000 },
    )
  })

  test('naughty strings are linked like other texts', () => {
    const index = nearDuplicates()
    for (const path of badFiles('blns'))
      for (const [i, text] of readFileSync(path, 'utf8').split('\n').entries()) {
        const id = `${path}:${i}`
        const link = index.link({ id, text, createdAt: i })
        expect(link.duplicateOf).not.toBe(id)
        expect(index.link({ id: `${id}+`, text, createdAt: i }).cluster).toBe(link.cluster)
      }
  })

  test.each([
    ['words', 'the quick 早 brown fox '],
    ['blanks after a repost mark', 'rt          '],
    ['one letter', 'a'],
    ['hashtags', '#a @b '],
  ])('20,000 characters of %s take less than 8 ms', (_, part) => {
    const index = nearDuplicates(1024)
    const text = part.repeat(20_000).slice(0, 20_000)
    const took = Array.from({ length: 5 }, (_, i) => {
      const startedAt = performance.now()
      index.link({ id: `${i}`, text: `${i} ${text}`, createdAt: i })
      return performance.now() - startedAt
    })
    expect(Math.min(...took)).toBeLessThan(8)
  })
})

describe('in the store', () => {
  const taxonomy = readTaxonomy()
  const toMention = redaction(Buffer.from('secret'))
  const now = Date.UTC(2026, 5, 1, 12)
  let platform: Awaited<ReturnType<typeof openLogAndStore>>
  let stop: Stop

  const start = async () => {
    const { log, store } = platform
    stop = await startEnrich({ log, store, taxonomy, pipeline: openPipeline(taxonomy, {}) })
  }
  beforeAll(async () => {
    platform = await openLogAndStore()
    await start()
  })
  afterAll(async () => {
    await stop()
    await platform.close()
  })

  async function publish(items: readonly (readonly [nativeId: string, text: string])[]): Promise<void> {
    const mentions = items.map(([nativeId, text], i) =>
      toMention({ nativeId, createdAt: now - 60_000 + i, text, author: { id: nativeId, handle: nativeId } }, 't', now),
    )
    await platform.log.reached(enrichGroup, await platform.log.publish(mentionsTopic, mentions))
  }
  const voices = () =>
    distinctCounts(
      { store: platform.store, includesHistory: false },
      { kind: 'all', id: '', dimension: '', value: '' },
      { from: now - 86_400_000, to: now, known: [] },
    )
  const starts = ['Sigh.', 'Again:', 'So true!', 'Look:', 'Really,', 'Hey']

  test('a wave of reworded copies by many people counts as one text, also over a restart', async () => {
    await publish([['0', late]])
    await publish(starts.map((word, i) => [`${i + 1}`, `${word} ${late} #tag${i} https://x.example/${i}`] as const))
    expect(await voices()).toMatchObject({ mentions: 7, authors: 7, texts: 1 })
    const before = await findMention(platform.store, 't:3', everyMention)
    expect(before).toMatchObject({ duplicateOf: 't:0', cluster: contentHash(late) })

    await stop()
    await start()
    await publish([
      ['3', before!.text],
      ['8', `Unbelievable: ${late}!`],
      ['9', 'The coffee machine in carriage four has been broken since last week'],
    ])
    expect(await voices()).toMatchObject({ mentions: 9, authors: 9, texts: 2 })
    const dayMs = 86_400_000
    const question = {
      measure: 'texts',
      filters: {},
      bucketMs: dayMs,
      from: now - dayMs / 2,
      to: now,
      visible: everyMention,
    } as const
    const [series] = await countSeries(platform.store, question)
    expect([...series!.values.values()]).toEqual([2])
    expect(await findMention(platform.store, 't:3', everyMention)).toMatchObject({
      duplicateOf: 't:0',
      cluster: before!.cluster,
    })
    expect(await findMention(platform.store, 't:8', everyMention)).toMatchObject({
      duplicateOf: 't:0',
      cluster: before!.cluster,
    })
    expect(await findMention(platform.store, 't:0', everyMention)).toMatchObject({ duplicateOf: '', text: late })
  })
})
