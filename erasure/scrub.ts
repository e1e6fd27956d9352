import { entityDimensions } from '../enrich/mentions/dimensions.ts'
import { folded, replaceFolded } from './forms.ts'
import type { Found } from './found.ts'
import { withoutAt } from './request.ts'

export const gone = '[erased]'
/** Shorter handles and values occur in what others wrote, and so do shorter texts. */
const least = { handle: 4, text: 12 }
/** A quote in a report may be cut off after its beginning. */
const beginning = 30

/** What must not remain: mentions by id, values (words, products …) that only they named, and their texts, links and handles. */
export interface Traces {
  ids: ReadonlySet<string>
  /** In lower case. */
  values: ReadonlySet<string>
  /** Those of the values that stand in names which people gave to topics, views and events. */
  named: ReadonlySet<string>
  /** Whole texts, titles, links and channels of their own, and the text that was asked for. */
  texts: readonly string[]
  /** What disappears from sentences, folded: a handle, and one with fewer than four characters only as `@zoe`. */
  handles: readonly string[]
  /** Whole handles of any length, folded. Absent: those of `handles`. */
  names?: ReadonlySet<string>
}

export function tracesOf({ mentions, ids, request }: Found, own: Pick<Traces, 'values' | 'named'>): Traces {
  const texts = mentions.flatMap(({ text, title, url }) => [text, title, url])
  const handles = new Set(mentions.map(({ authorHandle }) => withoutAt(folded(authorHandle))).filter(Boolean))
  // It may be a key or an id, which nobody calls a person by.
  const called = request.kind === 'author' ? [...handles, withoutAt(folded(request.author))] : [...handles]
  // Of a feed or mailbox that nobody else writes in.
  const channels = mentions.map(({ channel }) => channel).filter((channel) => own.values.has(channel.toLowerCase()))
  const asked = request.kind === 'match' ? [request.text] : []
  const long = (list: readonly string[], length: number) => [...new Set(list)].filter((each) => each.length >= length)
  return {
    ids: new Set(ids.keys()),
    ...own,
    texts: [...asked, ...long([...texts, ...channels], least.text)],
    handles: [...called.map((handle) => `@${handle}`), ...long([...handles], least.handle)],
    names: new Set([...handles].flatMap((handle) => [handle, `@${handle}`])),
  }
}

/** What must not remain of mentions that were removed: their quotes, and these texts of theirs wherever they are. */
export const tracesOfRemoved = (ids: ReadonlySet<string>, texts: readonly string[] = []): Traces => ({
  ids,
  values: new Set(),
  named: new Set(),
  texts: [...new Set(texts)].filter((text) => text.length >= least.text),
  handles: [],
})

/** Dimensions whose values come from what people write. */
export const writtenDimensions = ['term', ...entityDimensions] as const
const isWritten = new Set<unknown>(writtenDimensions)

/** Keys under which people write sentences. Nobody else's name or id stands there alone. */
const sentences = new Set(['reason', 'text'])
const titles = new Set(['title', 'name'])
/** What an alert or a correction repeats of a mention. */
const quoted = new Set(['text', 'author', 'url', 'reason'])

type Fields = Record<string, unknown>

/** Removes the traces from a JSON value: an alert, a change, a notification, a command. Ids, states and names of people stay. Pure. */
export function scrubbed(traces: Traces, value: unknown, key = ''): unknown {
  if (typeof value === 'string') return scrubbedText(traces, value, key)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return keptOf(traces, value, key).map((each) => scrubbed(traces, each, key))
  const fields = value as Fields
  const isQuote = typeof fields['mentionId'] === 'string' && traces.ids.has(fields['mentionId'])
  const hasValue = isErasedValue(traces, fields)
  return Object.fromEntries(
    Object.entries(fields).map(([name, each]) => {
      if (typeof each === 'string' && isQuote && quoted.has(name)) return [name, '']
      if (hasValue && name === 'value') return [name, gone]
      // Of a report that an alert keeps.
      if (isQuote && name === 'product' && traces.values.has(String(each).toLowerCase())) return [name, '']
      // An event of the company that an alert repeats.
      if (key === 'issue' && name === 'name') return [name, withoutTraces(traces, String(each))]
      return [name, scrubbed(traces, each, name)]
    }),
  )
}

/** Drivers disappear; the candidates of a driver table keep their place, because its rounds refer to it. */
function keptOf(traces: Traces, list: readonly unknown[], key: string): readonly unknown[] {
  if (key === 'drivers' || key === 'also' || key === 'unmapped')
    return list.filter((each) => !isErasedValue(traces, each as Fields))
  if (key === 'advocates') return list.filter((each) => !isHandle(traces, String((each as Fields)['handle'])))
  if (key !== 'lines') return list
  const isClean = (line: string) =>
    withoutWords(line, traces.named) === line &&
    !traces.texts.some((text) => holds(line, folded(text).slice(0, beginning)))
  return list.filter((line) => isClean(String(line)))
}

const isHandle = ({ handles, names = new Set(handles) }: Traces, text: string): boolean => names.has(folded(text))

const isErasedValue = ({ values }: Traces, fields: Fields | string): boolean =>
  typeof fields === 'object' && isWritten.has(fields['dimension']) && values.has(String(fields['value']).toLowerCase())

function scrubbedText(traces: Traces, text: string, key: string): string {
  const { values, texts } = traces
  if (key === 'url') return texts.includes(text) ? '' : text
  if (titles.has(key)) return titleWithout(traces, text)
  let clean = text
  if (key === 'joined') for (const value of values) clean = clean.replaceAll(`\u0001${value}`, `\u0001${gone}`)
  return sentences.has(key) ? withoutQuotes(traces, clean) : clean
}

/** What a person wrote or chose, without texts, handles and values of the erased. Pure. */
export const withoutTraces = (traces: Traces, text: string): string =>
  withoutWords(withoutQuotes(traces, text), traces.values)

function withoutQuotes({ texts, handles }: Traces, text: string): string {
  let clean = text
  for (const each of texts) clean = replaceAll(clean, each)
  return withoutWords(clean, handles)
}

function withoutWords(text: string, words: Iterable<string>): string {
  let clean = text
  for (const each of words) clean = replaceAll(clean, each, { word: true })
  return clean
}

/** A title is the name of a topic, then values; a term is in quotation marks. */
const titleWithout = ({ values, named }: Traces, title: string): string =>
  values.size === 0
    ? title
    : title
        .split(' · ')
        .map((part, i) => withoutWords(part, i === 0 && !part.includes('“') ? named : values))
        .join(' · ')

const holds = (text: string, part: string): boolean => folded(text).includes(folded(part))

/** A hyphen is none: to escape it outside a class is an error. */
const special = /[.*+?^${}()|[\]\\/]/g
/** An accent of its own makes another letter of the one before it. */
const edges = {
  before: String.raw`(?<![\p{L}\p{N}][\u0300-\u036f]*)`,
  after: String.raw`(?![\p{L}\p{N}\u0300-\u036f])`,
  /** `@zoe_k` and `@zoe.fan` are other people. */
  afterCall: String.raw`(?![\p{L}\p{N}\u0300-\u036f_]|[.\-][\p{L}\p{N}])`,
}

/** Compares as `folded` does. With `word`, only where no letter or digit stands beside it. */
function replaceAll(text: string, part: string, { word = false } = {}): string {
  const wanted = folded(part)
  if (wanted === '' || !folded(text).includes(wanted)) return text
  const pattern = wanted.replace(special, (sign) => `\\${sign}`)
  const after = part.startsWith('@') ? edges.afterCall : edges.after
  return replaceFolded(text, new RegExp(word ? `${edges.before}${pattern}${after}` : pattern, 'gv'), gone)
}

/** JSON without the traces; undefined if it has none, or is no JSON. */
export function scrubbedJson(
  traces: Traces,
  json: string,
  clean: (traces: Traces, value: unknown) => unknown = scrubbed,
): string | undefined {
  const value = mayHold(traces, json) ? parsed(json) : undefined
  if (value === undefined) return undefined
  const after = JSON.stringify(clean(traces, value))
  return after === JSON.stringify(value) ? undefined : after
}

/** The value of JSON; undefined for what is none. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

/** A fast check before JSON is parsed. */
function mayHold({ ids, values, texts, handles, names }: Traces, json: string): boolean {
  for (const [, id] of json.matchAll(/"mentionId":("(?:[^"\\]|\\.)*")/g))
    if (id !== undefined && ids.has(JSON.parse(id) as string)) return true
  const whole = folded(json)
  const has = (part: string) => whole.includes(JSON.stringify(folded(part)).slice(1, -1))
  const isNamed = [...values, ...handles, ...(names ?? [])].some(has)
  return isNamed || texts.some((text) => has(folded(text).slice(0, beginning)))
}

/** A column of JSON without the traces; as it is where it holds none. Pure. */
export const jsonWithout = (
  traces: Traces,
  json: unknown,
  clean: (traces: Traces, value: unknown) => unknown = scrubbed,
): string => scrubbedJson(traces, String(json), clean) ?? String(json)
