import { perToken, tokenOf, type Token } from '../text/token.ts'
import { hazardRules, type HazardKind, type HazardRule } from './hazard-rules.ts'
import { hazardWords, type HazardClass } from './hazard-words.ts'

/** An event in a text that endangers people, animals or their data. */
export interface Hazard {
  kind: HazardKind
  /** The words that show it, in the order of the text. */
  words: readonly string[]
}

const usualReach = 8
const maxTokens = 400
const endOfSentence = /^[.!?;…]$/
const articles = new Set(['a', 'an', 'the'])
/** Words before an event that deny it. */
const denials = new Set(['not', 'no', 'never', 'without', 'nobody', 'nothing', 'neither', 'anti'])
const denialReach = 3
/** A clause that begins with one of these and ends with a question mark asks what may happen. */
const asks = new Set('does do can will would could should may might is are was which what how'.split(' '))
const conditions = new Set(['if', 'unless', 'whether'])
/** Past forms without -ed, and what asks about something that is happening. */
const happened = new Set(
  'caught burnt broke bled fell blew gave got went felt found stung ate drank normal supposed why'.split(' '),
)
/** A part of the body is meant after one of these: "my hand", but not "on the other hand", "hand luggage". */
const owners = new Set(
  "my his her our their your its 's both left right index little ring middle bare own the a one".split(' '),
)
const compounds = new Set(
  'luggage bag office soap wash cream towel book made over sanitizer sanitiser gear rest set of phone board'.split(' '),
)

const classes = Object.keys(hazardWords) as HazardClass[]
const indexOf = (name: HazardClass) => classes.indexOf(name)
const eventClasses = new Set(hazardRules.map(({ event }) => indexOf(event)))
const bodyClasses = new Set([indexOf('limb'), indexOf('face')])
const self = indexOf('self')
const childClass = indexOf('child')
const yearOld = /year-olds?$/

interface Rule extends HazardRule {
  eventIndex: number
  nearIndices: number[][]
  unlessIndices: number[]
  reach: number
}
const rules = hazardRules.map((rule): Rule => ({
  ...rule,
  eventIndex: indexOf(rule.event),
  nearIndices: (rule.near ?? []).map((group) => group.map(indexOf)),
  unlessIndices: (rule.unless ?? []).map(indexOf),
  reach: rule.within ?? usualReach,
}))

/** Classes of single words by stem, or by the word itself for `=word`, and of pairs by the stem of their last word. */
const singles = new Map<string, number[]>()
const forms = new Map<string, number[]>()
const pairs = new Map<string, { before: string; index: number }[]>()
for (const name of classes)
  for (const word of hazardWords[name].split(' ')) {
    const [last, before] = word
      .split('_')
      .toReversed()
      .map((part) => tokenOf(part).stem) as [string, string | undefined]
    const index = indexOf(name)
    if (word.startsWith('=')) forms.set(word.slice(1), [...(forms.get(word.slice(1)) ?? []), index])
    else if (before === undefined) singles.set(last, [...(singles.get(last) ?? []), index])
    else pairs.set(last, [...(pairs.get(last) ?? []), { before, index }])
  }

interface WordClasses {
  alone: readonly number[]
  /** Of the word and the one before it. */
  paired: readonly { before: string; index: number }[]
  isEvent: boolean
}
const nothing: WordClasses = { alone: [], paired: [], isEvent: false }
const classesOf = perToken(({ text, stem }): WordClasses => {
  const alone = [...(yearOld.test(text) ? [childClass] : []), ...(forms.get(text) ?? []), ...(singles.get(stem) ?? [])]
  const paired = pairs.get(stem) ?? []
  if (alone.length + paired.length === 0) return nothing
  return { alone, paired, isEvent: [...alone, ...paired.map(({ index }) => index)].some((c) => eventClasses.has(c)) }
})

/** What a text tells of dangers. */
export interface Dangers {
  /** At most one of each kind. */
  hazards: readonly Hazard[]
  /** Kinds of which it only has the words, in a harmless context: "got a shock when I saw the bill". */
  harmless: ReadonlySet<HazardKind>
}

/** Reads the first 400 tokens of a text. */
export function dangersIn(tokens: readonly Token[]): Dangers {
  const found = new Map<HazardKind, Hazard>()
  const harmless = new Set<HazardKind>()
  const end = Math.min(tokens.length, maxTokens)
  let from = 0
  let hasEvent = false
  for (let at = 0; at <= end; at++) {
    if (at < end && !endOfSentence.test(tokens[at]!.text)) {
      hasEvent ||= classesOf(tokens[at]!).isEvent
      continue
    }
    if (hasEvent) addHazards(tokens, from, at, { found, harmless })
    from = at + 1
    hasEvent = false
  }
  for (const kind of found.keys()) harmless.delete(kind)
  return { hazards: [...found.values()], harmless }
}

/** Looks for hazards in the sentence `from`…`to` (exclusive). */
function addHazards(
  tokens: readonly Token[],
  from: number,
  to: number,
  { found, harmless }: { found: Map<HazardKind, Hazard>; harmless: Set<HazardKind> },
): void {
  const places = placesIn(tokens, from, to)
  for (const rule of rules) {
    if (found.has(rule.kind)) continue
    for (const at of places[rule.eventIndex] ?? []) {
      const others = companions(rule, at, places)
      if (!others) continue
      if (rule.negatable !== false && isDenied(tokens, from, at)) continue
      if (isHarmless(rule, at, places) || isOnlyAsked(tokens, from, at, to)) {
        harmless.add(rule.kind)
        continue
      }
      const words = [at, ...others].toSorted((a, b) => a - b).map((i) => tokens[i]!.text)
      found.set(rule.kind, { kind: rule.kind, words: [...new Set(words)] })
      break
    }
  }
}

/** For each class, the indices of its words in the sentence. */
function placesIn(tokens: readonly Token[], from: number, to: number): number[][] {
  const places: number[][] = []
  for (let at = from; at < to; at++) {
    const { alone, paired } = classesOf(tokens[at]!)
    for (const index of alone) if (!bodyClasses.has(index) || isOwnBody(tokens, at)) (places[index] ??= []).push(at)
    if (paired.length === 0 || at === from) continue
    const before = tokens[at - 1]!
    const beforeArticle = articles.has(before.text) && at - 1 > from ? tokens[at - 2]!.stem : before.stem
    for (const { before: wanted, index } of paired)
      if (wanted === before.stem || wanted === beforeArticle) (places[index] ??= []).push(at)
  }
  return places
}

/** "my hand", "burned hands", and not "hand luggage" or "on the other hand". */
function isOwnBody(tokens: readonly Token[], at: number): boolean {
  const [before, after] = [tokens[at - 1], tokens[at + 1]]
  if (after && compounds.has(after.text)) return false
  if (!before || owners.has(before.text)) return before !== undefined
  return classesOf(before).alone.some((c) => eventClasses.has(c) && c !== self)
}

const isHarmless = ({ unlessIndices }: Rule, at: number, places: readonly number[][]): boolean =>
  unlessIndices.some((index) => places[index]?.some((i) => Math.abs(i - at) <= usualReach))

/** The nearest words that the rule needs beside its event; undefined when one is missing. */
function companions({ nearIndices, reach }: Rule, at: number, places: readonly number[][]): number[] | undefined {
  const isNear = (i: number) => i !== at && Math.abs(i - at) <= reach
  const others: number[] = []
  for (const group of nearIndices) {
    const near = group.flatMap((index) => places[index] ?? []).filter((i) => isNear(i) && !others.includes(i))
    if (near.length === 0) return undefined
    others.push(near.reduce((best, i) => (Math.abs(i - at) < Math.abs(best - at) ? i : best)))
  }
  return others
}

function isDenied(tokens: readonly Token[], from: number, at: number): boolean {
  for (let i = Math.max(from, at - denialReach); i < at; i++) if (denials.has(tokens[i]!.text)) return true
  return false
}

/** "Can it catch fire?", "if a child swallows it": nothing of it has happened. */
function isOnlyAsked(tokens: readonly Token[], from: number, at: number, to: number): boolean {
  let start = at
  while (start > from && tokens[start - 1]!.text !== ',') start--
  const clause = tokens.slice(start, to).map(({ text }) => text)
  const hasHappened = clause.some((word) => happened.has(word) || (word.length > 4 && word.endsWith('ed')))
  if (hasHappened) return false
  const isQuestion = tokens[to]?.text === '?' && asks.has(clause[0]!)
  return isQuestion || clause.slice(0, at - start).some((word, i) => conditions.has(word) && clause[i - 1] !== 'as')
}
