import { describe, expect, test } from 'vitest'
import { analyse, type AnalysedText, type PipelineInput } from '../../enrich/analysis/analyse.ts'
import type { Enricher } from '../../enrich/analysis/enricher.ts'
import type { Enrichment } from '../../enrich/labels/enriched-mention.ts'
import type { Models } from '../../enrich/linear/models.ts'

export interface EnrichersUnderTest {
  /** Every enricher, in the order of the registry. */
  enrichers: readonly Enricher[]
  models: Models
}

const ordinary: PipelineInput[] = [
  {
    text: 'My parcel from DHL is two weeks late, order #12345-A, paid €25.90. Great kettle, but the courier was rude.',
  },
  { text: 'I love the CM-40, works perfectly', rating: 5, fields: { product: 'CM-40', followers: '30000' } },
  { text: 'Die Lieferung kam nie an, ich bin sehr enttäuscht', title: 'Nie wieder', fields: { carrier: 'DHL' } },
  { text: 'Should I buy the K3 or the Brewster?', source: 'forum' },
  { text: 'GIVEAWAY! Follow us, retweet and tag two friends for your chance to win a K3 kettle' },
]

/** Empty texts, and texts that a pattern or a tokeniser could fail on. */
const hostile: PipelineInput[] = [
  '',
  ' ',
  '\n\t\u0000\u200b\ufeff',
  '\ud800',
  '\udc00 \ud800 lone surrogates \ud83d',
  '😡'.repeat(500),
  'a'.repeat(50_000),
  'late '.repeat(10_000),
  '('.repeat(20_000),
  '#1 '.repeat(5_000),
  '€1'.repeat(5_000),
  '@'.repeat(5_000),
  `RT @x: ${'RT @x: '.repeat(2_000)}`,
  '__proto__ constructor toString hasOwnProperty',
  '{"text": null} <script>alert(1)</script> ${x} %s %n',
  '1/1/1 '.repeat(3_000),
].map((text) => ({ text, fields: JSON.parse('{"constructor":"x","__proto__":"y"}') as Record<string, string> }))

/** What every enricher promises (enrich/analysis/enricher.ts). */
export function enricherContract(name: string, open: () => EnrichersUnderTest): void {
  describe(`${name} keeps the promises of an enricher`, () => {
    const one = () => {
      const { enrichers, models } = open()
      const at = enrichers.findIndex((each) => each.name === name)
      return { enricher: enrichers[at]!, before: enrichers.slice(0, at), models }
    }
    /** The texts, with the results of the enrichers before this one. Frozen, because an enricher must not change them. */
    async function inputs(mentions: readonly PipelineInput[]) {
      const { enricher, before, models } = one()
      const texts = mentions.map((mention) => analyse(mention, models))
      const known: Partial<Enrichment>[] = texts.map(() => ({}))
      for (const each of before)
        (await each.enrich(texts, known)).forEach((result, i) => Object.assign(known[i]!, result))
      return { enricher, texts: texts.map(frozen), known: known.map(frozen) }
    }

    test('it returns one result per text, with only its own fields', async () => {
      const { enricher, texts, known } = await inputs([...ordinary, ...hostile])
      const results = await enricher.enrich(texts, known)
      expect(results).toHaveLength(texts.length)
      const others = results.flatMap((result) => Object.keys(result)).filter((key) => !isFieldOf(enricher, key))
      expect(others).toEqual([])
      // It sets each of them for some text.
      const set = new Set(results.flatMap((result) => Object.keys(result)))
      expect([...set].toSorted()).toEqual([...enricher.fields].toSorted())
    })

    test('its results follow the order of the texts, and do not depend on the other texts', async () => {
      const { enricher, texts, known } = await inputs([...ordinary, ...hostile])
      const results = await enricher.enrich(texts, known)
      const reversed = await enricher.enrich(texts.toReversed(), known.toReversed())
      expect(reversed.toReversed()).toEqual(results)
      for (const i of ordinary.keys()) expect(await enricher.enrich([texts[i]!], [known[i]!])).toEqual([results[i]])
    })

    test('it is deterministic', async () => {
      const { enricher, texts, known } = await inputs([...ordinary, ...hostile])
      expect(await enricher.enrich(texts, known)).toEqual(await enricher.enrich(texts, known))
    })

    test('without texts it returns nothing', async () => {
      expect(await one().enricher.enrich([], [])).toEqual([])
    })

    test.each(hostile.map(({ text }) => [JSON.stringify(text.slice(0, 30)), text.length, text]))(
      'it returns a result for %s… (%i characters)',
      async (_, __, text) => {
        const { enricher, texts, known } = await inputs([{ text }])
        const [result] = await enricher.enrich(texts, known)
        expect(result).toBeTypeOf('object')
        expect(JSON.stringify(result)).not.toMatch(/NaN|Infinity/)
      },
    )
  })
}

const isFieldOf = ({ fields }: Enricher, key: string) => (fields as readonly string[]).includes(key)

/** Frozen as deep as an enricher could change it: lists and objects of labels, not typed arrays. */
function frozen<T extends Partial<Enrichment> | AnalysedText>(value: T): T {
  for (const part of Object.values(value) as unknown[])
    if (Array.isArray(part)) {
      part.forEach((item: unknown) => Object.freeze(item))
      Object.freeze(part)
    }
  return Object.freeze(value)
}
