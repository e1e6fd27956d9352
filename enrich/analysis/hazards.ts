import type { Token } from '../text/token.ts'
import { indexOf, isEvent, placesIn } from './hazard-places.ts'
import type { HazardKind } from '../labels/enriched-mention.ts'
import { hazardRules, type HazardRule } from './hazard-rules.ts'

/** An event in a text that endangers people, animals or their data. */
export interface Hazard {
  kind: HazardKind
  /** The words that show it, in the order of the text. */
  words: readonly string[]
  /** Harm was done or was close; otherwise only a sign of it. */
  isReport: boolean
  /** The index of the event's token. */
  at: number
}

const usualReach = 8
const maxTokens = 400
const endOfSentence = /^[.!?;…]$/
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

/** What a text tells of dangers. */
export interface Dangers {
  /** At most one of each kind. */
  hazards: readonly Hazard[]
  /** Kinds of which it only has the words, in a harmless context: "got a shock when I saw the bill". */
  harmless: ReadonlySet<HazardKind>
}

const none: Dangers = { hazards: [], harmless: new Set() }

/** Reads the first 400 tokens of a text. */
export function dangersIn(tokens: readonly Token[]): Dangers {
  const end = Math.min(tokens.length, maxTokens)
  let first = 0
  while (first < end && !isEvent(tokens, first)) first++
  if (first === end) return none
  const found = new Map<HazardKind, Hazard>()
  const harmless = new Set<HazardKind>()
  let from = 0
  let hasEvent = false
  for (let at = 0; at <= end; at++) {
    if (at < end && !endOfSentence.test(tokens[at]!.text)) {
      hasEvent ||= isEvent(tokens, at)
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
    const before = found.get(rule.kind)
    if (before && (before.isReport || rule.sign)) continue
    for (const at of places[rule.eventIndex] ?? []) {
      const others = companions(rule, at, places)
      if (!others) continue
      if (rule.negatable !== false && isDenied(tokens, from, at)) continue
      if (isHarmless(rule, at, places) || isOnlyAsked(tokens, from, at, to)) {
        harmless.add(rule.kind)
        continue
      }
      const words = [at, ...others].toSorted((a, b) => a - b).map((i) => tokens[i]!.text)
      found.set(rule.kind, { kind: rule.kind, words: [...new Set(words)], isReport: !rule.sign, at })
      break
    }
  }
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
  for (let i = at - 1; i >= Math.max(from, at - denialReach) && tokens[i]!.text !== ','; i--)
    if (denials.has(tokens[i]!.text)) return true
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
