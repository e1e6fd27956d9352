import { Compile } from 'typebox/compile'
import type { StoredEvent } from '../infra/log/event-log.ts'
import { mentionsTopic, type Deletion, type Mention } from '../ingest/mention/mention.ts'
import { folded, formsOf } from './forms.ts'
import type { FoundMention } from './found.ts'
import { inPlainText } from './plain-trace.ts'
import { possibleHandles, possibleKeys, type ErasureRequest } from './request.ts'
import { parsed } from './scrub.ts'

const validator = Compile(mentionsTopic.schema)

/** The mention of an event of topic `mentions`. `unreadable`: a damaged one, which nobody stores. Its key says which mention it was. */
export function readMention({ key, value, fault }: StoredEvent): Mention | 'deletion' | 'unreadable' {
  const event = fault === undefined ? parsed(value) : undefined
  if (!validator.Check(event)) return 'unreadable'
  const { id, type } = event as Mention | Deletion
  if (id !== key) return 'unreadable'
  return type === 'mention' ? (event as Mention) : 'deletion'
}

/** A dead letter that was no JSON is stored as a JSON string. */
export function plainOf(value: string): string {
  const inside = parsed(value)
  return typeof inside === 'string' ? inside : value
}

/** Finds the mentions of a request among the events of topic `mentions`: also in events that nobody can read, by what is legible of them. */
export function wantedMentions(request: ErasureRequest, authorKeys: ReadonlySet<string>, secret: Buffer) {
  const isWanted = wanted(request, authorKeys, secret)
  const hasText = request.kind === 'match' ? inPlainText({ names: [], texts: [request.text] }) : () => false
  return (event: StoredEvent): FoundMention | undefined => {
    const read = readMention(event)
    if (read === 'deletion') return undefined
    if (read !== 'unreadable') return [toFound(read)].find(isWanted)
    const plain = plainOf(event.value)
    const { stated, ...legible } = legibleIn(plain, event.key)
    if (request.kind === 'mention') {
      const id = [event.key, stated].find((each) => each !== undefined && formsOf(request.id).includes(each))
      return id === undefined ? undefined : { ...legible, id }
    }
    // Where key and value differ, nobody knows whose it is: another mention may have this key.
    if (stated !== undefined && stated !== event.key) return undefined
    return isWanted(legible) || hasText(withoutStructure(plain)) ? legible : undefined
  }
}

/** Whether a mention of the log is meant. */
function wanted(request: ErasureRequest, authorKeys: ReadonlySet<string>, secret: Buffer) {
  if (request.kind === 'mention') return ({ id }: FoundMention) => formsOf(request.id).includes(id)
  if (request.kind === 'match') {
    const text = folded(request.text)
    return ({ fields, ...mention }: FoundMention) =>
      [
        ...(['text', 'title', 'url', 'channel', 'inReplyTo', 'authorHandle'] as const).map((name) => mention[name]),
        ...Object.values(fields),
      ].some((part) => folded(part).includes(text))
  }
  const handles = new Set(possibleHandles(request.author))
  return ({ source, authorKey, authorHandle }: FoundMention) =>
    (request.source === undefined || request.source === source) &&
    (authorKeys.has(authorKey) ||
      handles.has(folded(authorHandle)) ||
      possibleKeys(secret, request.author, [source]).includes(authorKey))
}

export const sourceOf = (id: string): string => id.slice(0, Math.max(0, id.indexOf(':')))

/** What is legible of a damaged event. `stated`: the id in the value. */
function legibleIn(plain: string, key: string): FoundMention & { stated: string | undefined } {
  const text = (name: string) => textOf(plain, name) ?? ''
  return {
    id: key,
    stated: textOf(plain, 'id'),
    source: sourceOf(key),
    authorKey: text('key'),
    authorHandle: text('handle'),
    url: text('url'),
    channel: text('channel'),
    inReplyTo: text('inReplyTo'),
    title: text('title'),
    text: text('text'),
    fields: {},
    entityValues: [],
  }
}

/** The first text with this name in JSON that may be damaged. */
function textOf(plain: string, name: string): string | undefined {
  const [, text] = new RegExp(`"${name}":("(?:[^"\\\\]|\\\\.)*")`).exec(plain) ?? []
  const value = text === undefined ? undefined : parsed(text)
  return typeof value === 'string' ? value : undefined
}

/** Names of fields, times and marks: a text that is looked for may be a word of them. */
const structure =
  /"(?:type|id|source|format|key)":"[^"]*"|"(?:\w+At|followers|rating)":[\d.]+|"(?:type|id|source|channel|format|url|author|key|handle|followers|title|text|createdAt|observedAt|timeClamped|isNewId|backfill|rating|inReplyTo|fields)":(?:true|false)?/g

const withoutStructure = (plain: string): string => plain.replace(structure, ' ')

const toFound = ({ id, source, author, text, ...stated }: Mention): FoundMention => ({
  id,
  source,
  authorKey: author?.key ?? '',
  authorHandle: author?.handle ?? '',
  url: stated.url ?? '',
  channel: stated.channel ?? '',
  inReplyTo: stated.inReplyTo ?? '',
  title: stated.title ?? '',
  text,
  fields: stated.fields ?? {},
  entityValues: [],
})
