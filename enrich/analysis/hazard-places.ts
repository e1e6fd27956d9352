import { integerPerToken, perToken, tokenOf, type Token } from '../text/token.ts'
import { hazardRules } from './hazard-rules.ts'
import { hazardWords, type HazardClass } from './hazard-words.ts'

const articles = new Set(['a', 'an', 'the'])
/** A part of the body is meant after one of these: "my hand", but not "on the other hand", "hand luggage". */
const owners = new Set(
  "my his her our their your its 's both left right index little ring middle bare own the a one".split(' '),
)
const compounds = new Set(
  'luggage bag office soap wash cream towel book made over sanitizer sanitiser gear rest set of phone board'.split(' '),
)

const classes = Object.keys(hazardWords) as HazardClass[]
/** The number of a class of words. */
export const indexOf = (name: HazardClass) => classes.indexOf(name)
const eventClasses = new Set(hazardRules.map(({ event }) => indexOf(event)))
const bodyClasses = new Set([indexOf('limb'), indexOf('face')])
const self = indexOf('self')
const childClass = indexOf('child')
const yearOld = /year-olds?$/

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
  /** The words before it that make it an event. */
  eventAfter: readonly string[]
}
const nothing: WordClasses = { alone: [], paired: [], isEvent: false, eventAfter: [] }
const classesOf = perToken(({ text, stem }): WordClasses => {
  const alone = [...(yearOld.test(text) ? [childClass] : []), ...(forms.get(text) ?? []), ...(singles.get(stem) ?? [])]
  const paired = pairs.get(stem) ?? []
  if (alone.length + paired.length === 0) return nothing
  return {
    alone,
    paired,
    isEvent: alone.some((index) => eventClasses.has(index)),
    eventAfter: paired.flatMap(({ before, index }) => (eventClasses.has(index) ? [before] : [])),
  }
})

const event = { never: 0, afterSome: 1, alone: 2 } as const
/** Apart from the classes, because it is asked of every word of every text. */
const eventOf = integerPerToken((token) => {
  const { isEvent: isAlone, eventAfter } = classesOf(token)
  return isAlone ? event.alone : eventAfter.length > 0 ? event.afterSome : event.never
})

/** Whether a hazard may be recognised by the word at an index. */
export function isEvent(tokens: readonly Token[], at: number): boolean {
  const found = eventOf(tokens[at]!)
  if (found !== event.afterSome || at === 0) return found === event.alone
  const { eventAfter } = classesOf(tokens[at]!)
  return eventAfter.includes(tokens[at - 1]!.stem) || eventAfter.includes(beforeArticle(tokens, at))
}

const beforeArticle = (tokens: readonly Token[], at: number): string =>
  tokens[articles.has(tokens[at - 1]!.text) && at > 1 ? at - 2 : at - 1]!.stem

/** For each class, the indices of its words in the sentence. */
export function placesIn(tokens: readonly Token[], from: number, to: number): number[][] {
  const places: number[][] = []
  for (let at = from; at < to; at++) {
    const { alone, paired } = classesOf(tokens[at]!)
    for (const index of alone) if (!bodyClasses.has(index) || isOwnBody(tokens, at)) (places[index] ??= []).push(at)
    if (paired.length === 0 || at === from) continue
    const before = tokens[at - 1]!.stem
    const earlier = beforeArticle(tokens, at)
    for (const { before: wanted, index } of paired)
      if (wanted === before || wanted === earlier) (places[index] ??= []).push(at)
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
