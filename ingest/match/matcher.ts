import { Type, type Static } from 'typebox'
import { openAutomaton } from './automaton.ts'

const list = (description: string, example: string) =>
  Type.Optional(Type.Array(Type.String({ minLength: 2 }), { description, examples: [[example]] }))

/** What a source that delivers everything is searched for: the names of one brand or product. */
export const WatchOptions = Type.Array(
  Type.Object(
    {
      brand: Type.String({
        minLength: 1,
        description: 'The brand; a mention that matches has it as its field `brand`.',
        examples: ['Halden'],
      }),
      product: Type.Optional(
        Type.String({ minLength: 1, description: 'The product, if the entry is about one.', examples: ['K3'] }),
      ),
      keywords: list('Words and phrases, in any case; `halden*` also finds words that begin so.', 'halden app'),
      handles: list('Account names, with or without @.', 'haldenhome'),
      links: list('Hosts, with a path if needed: `halden.example`, `shop.example/halden`.', 'halden.example'),
      exclude: list('Words and phrases; a text with one of them does not match this entry.', 'halden norway'),
    },
    { additionalProperties: false },
  ),
  {
    description:
      'What to look for in sources that deliver what everybody writes (Bluesky, Mastodon, Kafka topics …). Sources of your own customers are not searched.',
    examples: [[{ brand: 'Halden', keywords: ['halden app'], handles: ['haldenhome'], exclude: ['halden norway'] }]],
  },
)
export type WatchEntry = Static<typeof WatchOptions>[number]

export interface Matcher {
  /** Nothing is looked for. */
  isEmpty: boolean
  /** The entries that a text matches, in the order of the configuration; `links`: addresses that the text does not show. */
  match(text: string, links?: readonly string[]): WatchEntry[]
}

type Kind = 'keyword' | 'prefix' | 'handle' | 'link' | 'exclude'
interface Pattern {
  kind: Kind
  text: string
  entry: number
}

/** Compiles all entries into one automaton, which is passed once for a text. */
export function openMatcher(entries: readonly WatchEntry[]): Matcher {
  const patterns = entries.flatMap((entry, place) => patternsOf(entry, place))
  const texts = [...new Set(patterns.map(({ text }) => text))]
  const byText = texts.map((text) => patterns.filter((pattern) => pattern.text === text))
  const automaton = openAutomaton(texts)

  return {
    isEmpty: patterns.every(({ kind }) => kind === 'exclude'),
    match(text, links = []) {
      const folded = fold(links.length > 0 ? `${text}\n${links.join('\n')}` : text)
      const hits: Pattern[] = []
      automaton.search(folded, (index, end) => {
        const start = end - texts[index]!.length
        for (const pattern of byText[index]!) if (isWhole(pattern.kind, folded, { start, end })) hits.push(pattern)
      })
      if (hits.length === 0) return []
      const excluded = new Set(hits.filter(({ kind }) => kind === 'exclude').map(({ entry }) => entry))
      const matched = new Set(hits.filter(({ kind }) => kind !== 'exclude').map(({ entry }) => entry))
      return entries.filter((_, place) => matched.has(place) && !excluded.has(place))
    },
  }
}

function patternsOf({ keywords = [], handles = [], links = [], exclude = [] }: WatchEntry, entry: number): Pattern[] {
  const all: [Kind, string][] = [
    ...keywords.map((text): [Kind, string] => (text.endsWith('*') ? ['prefix', text.slice(0, -1)] : ['keyword', text])),
    ...handles.map((text): [Kind, string] => ['handle', `@${text.replace(/^@/, '')}`]),
    ...links.map((text): [Kind, string] => ['link', text.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '')]),
    ...exclude.map((text): [Kind, string] => ['exclude', text]),
  ]
  return all.map(([kind, text]) => ({ kind, text: fold(text).trim(), entry })).filter(({ text }) => text !== '')
}

const plain = /^[ -~\s]*$/
const marks = /\p{M}+/gu
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/g

/** Lower case without accents, wide forms, invisible characters and doubled spaces, so that Hälden, HALDEN and Ｈalden are one word. */
function fold(text: string): string {
  const lower = plain.test(text)
    ? text.toLowerCase()
    : text
        .replaceAll(invisible, '')
        .normalize('NFKD')
        .replaceAll(marks, '')
        .toLowerCase()
        .replaceAll('ß', 'ss')
        .normalize('NFC')
  return lower.includes('  ') || lower.includes('\n') ? lower.replaceAll(/[ \t\r\n]+/g, ' ') : lower
}

interface Found {
  start: number
  end: number
}

/** Whether what was found is not a part of a longer word, handle or host. */
function isWhole(kind: Kind, text: string, { start, end }: Found): boolean {
  const [before, after] = [text[start - 1] ?? ' ', text[end] ?? ' ']
  if (kind === 'handle') return !isWordCharacter(before) && !goesOn(text, end, '._-')
  if (kind === 'link') return !isWordCharacter(before) && before !== '-' && before !== '@' && !goesOn(text, end, '.-')
  const isFromStart = !isWordCharacter(before) || !isWordCharacter(text[start]!)
  return isFromStart && (kind === 'prefix' || !isWordCharacter(after) || !isWordCharacter(text[end - 1]!))
}

/** Whether a name goes on at `end`: with a letter or digit, at once or after one of the joining characters. */
function goesOn(text: string, end: number, joining: string): boolean {
  const [next = ' ', second = ' '] = [text[end], text[end + 1]]
  return isWordCharacter(next) || next === '_' || (joining.includes(next) && isWordCharacter(second))
}

const wordCharacter = /[\p{L}\p{N}]/u
/** Scripts that are written without spaces: there a word has no visible start and end. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

function isWordCharacter(character: string): boolean {
  const code = character.charCodeAt(0)
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57)
  return wordCharacter.test(character) && !unspaced.test(character)
}
