import { createRequire } from 'node:module'
import winkNLP, { type ItsFunction } from 'wink-nlp'
import type { Mention } from '../ingest/mention.ts'

const require = createRequire(import.meta.url)
// The model's entry and natural's index pull in far more than one stage each (stack.md): load the single files.
const stemmer: { stem(word: string): string } = require('natural/lib/natural/stemmers/porter_stemmer.js')
const nlp = winkNLP(require('wink-eng-lite-web-model'), [])
const its = nlp.its

/** What is made once for a text and read by every enricher. */
export interface AnalysedText {
  /** Title and text as one. */
  text: string
  rating: number | undefined
  fields: Readonly<Record<string, string>>
  source: string
  /** Lower-cased tokens, contractions undone: can't → can, not. */
  tokens: readonly string[]
  /** Porter stems beside `tokens` (Porter 1980, by natural). */
  stems: readonly string[]
  /** wink-nlp's token types beside `tokens`: word, emoji, emoticon, hashtag, mention, url, number, punctuation … */
  types: readonly string[]
}

const maxCodePoints = 20_000
const maxTokenLength = 64
const withoutApostrophe = /^(ca|wo|do|does|did|is|are|was|has|have|had|would|could|should)nt$/

export type TextOnly = Pick<Mention, 'text'> & Partial<Pick<Mention, 'title' | 'rating' | 'fields' | 'source'>>

export function analyse(mention: TextOnly): AnalysedText {
  const text = clip(mention.title ? `${mention.title}. ${mention.text}` : mention.text)
  const { tokens, types } = tokenise(text)
  return {
    text,
    rating: mention.rating,
    fields: mention.fields ?? {},
    source: mention.source ?? '',
    tokens,
    stems: tokens.map((token, i) => (types[i] === 'word' || types[i] === 'hashtag' ? stem(token) : token)),
    types,
  }
}

export function tokenise(text: string): { tokens: string[]; types: string[] } {
  const doc = nlp.readDoc(safe(text))
  const all = doc.tokens()
  // wink's typings know `out(its)` for one token only; on a collection it answers an array.
  const column = (of: ItsFunction<string>) => all.out(of)
  const normals = column(its.normal)
  const kinds = column(its.type)
  const tokens: string[] = []
  const types: string[] = []
  for (let i = 0; i < normals.length; i++) {
    const token = normals[i]!.slice(0, maxTokenLength)
    types.push(kinds[i]!)
    tokens.push(withoutApostrophe.test(token) ? 'not' : token)
  }
  return { tokens, types }
}

const stems = new Map<string, string>()
const maxStems = 50_000

/** Porter stem; remembered, because the words of a stream repeat. */
export function stem(token: string): string {
  const word = token.startsWith('#') ? token.slice(1) : token
  let found = stems.get(word)
  if (found === undefined) {
    if (stems.size >= maxStems) stems.clear()
    found = stemmer.stem(word)
    stems.set(word, found)
  }
  return found
}

/** wink-nlp slows down without bound on one endless token and on thousands of equal emoji: cut both short before it reads them. */
function safe(text: string): string {
  return text
    .replace(/(.{1,8}?)\1{15,}/gsu, (run) => run.slice(0, 32))
    .replace(/\S{64}/gu, '$& ')
    .toWellFormed()
}

function clip(text: string): string {
  return text.length <= maxCodePoints ? text : text.slice(0, maxCodePoints)
}
