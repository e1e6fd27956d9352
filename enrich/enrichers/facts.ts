import { createRequire } from 'node:module'
import winkNLP, { type Detail } from 'wink-nlp'
import type { AnalysedText } from '../analysis/analyse.ts'
import type { Enrichment } from '../labels/enriched-mention.ts'
import type { Enricher } from '../analysis/enricher.ts'

const require = createRequire(import.meta.url)
const nlp = winkNLP(require('wink-eng-lite-web-model'), ['ner'])

type Fact = Enrichment['entities'][number]

/** wink-nlp takes 70 µs, so it reads only texts with an obvious currency or date: one tweet in six. */
const cue =
  /[$€£¥]|\d\s?(?:usd|eur|euros?|dollars?|pounds?|gbp|bucks)\b|\b\d{1,2}[./-]\d{1,2}\b|\d{1,2}(?:st|nd|rd|th)\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d|\b\d+ (?:days?|weeks?|months?|years?) ago/i
const euros = /€\s?\d[\d.,]*\d|€\s?\d|\d[\d.,]*\s?€/g
const kinds: Partial<Record<string, Fact['kind']>> = { MONEY: 'money', DATE: 'date' }
/** "order #12345-A", "ticket no. 99812": at least four characters, one of them a digit. */
const order =
  /\b(?:order|ticket|invoice|booking|reservation|case|claim|reference|ref|confirmation)\b(?:\s+(?:number|no|nr|id|code))?\.?\s*(?:is|:|#)?\s*#?\s*([a-z]{0,4}-?\d[\da-z]*(?:-[\da-z]+)*)/gi
const leastOrder = 4
const maxCharacters = 2_000

/** Adds amounts of money, dates (wink-nlp) and order numbers to the entities, as written. They help people to reply; counts are not cut by them. */
export function facts(): Enricher {
  return {
    name: 'facts',
    fields: ['entities'],
    enrich: (texts, known) =>
      Promise.resolve(
        texts.map((text, i) => {
          const found = factsIn(text)
          const entities = known[i]?.entities ?? []
          return found.length === 0 ? {} : { entities: [...entities, ...found] }
        }),
      ),
  }
}

function factsIn({ text }: AnalysedText): Fact[] {
  const read = text.slice(0, maxCharacters)
  if (!/\d/.test(read)) return []
  const found = new Map<string, Fact>()
  const add = (kind: Fact['kind'], value: string) => found.set(`${kind} ${value}`, { kind, value })
  for (const [, number] of read.matchAll(order)) if (number!.length >= leastOrder) add('order', number!)
  if (cue.test(read)) {
    for (const [amount] of read.matchAll(euros)) add('money', amount)
    for (const { value, type } of nlp.readDoc(shortened(read)).entities().out(nlp.its.detail) as unknown as Detail[]) {
      const kind = kinds[type]
      if (kind) add(kind, value)
    }
  }
  return [...found.values()]
}

/** Cuts very long tokens and runs of equal characters: wink-nlp would need unbounded time for them. */
const shortened = (text: string) =>
  text
    .replace(/(.{1,8}?)\1{15,}/gsu, (run) => run.slice(0, 32))
    .replace(/\S{64}/gu, '$& ')
    .toWellFormed()
