import { Type, type Static } from 'typebox'
import { chunksOf, selectIn } from '../infra/store/chunks.ts'
import type { EventLog } from '../infra/log/event-log.ts'
import type { Store } from '../infra/store/store.ts'
import { mentionsTopic, type Deletion, type Mention } from '../ingest/mention/mention.ts'
import { possibleHandles, possibleKeys, type ErasureRequest } from './request.ts'

/** A mention to be erased, in one of its versions. */
const FoundRow = Type.Object({
  id: Type.String(),
  source: Type.String(),
  authorKey: Type.String(),
  authorHandle: Type.String(),
  url: Type.String(),
  channel: Type.String(),
  inReplyTo: Type.String(),
  title: Type.String(),
  text: Type.String(),
  fields: Type.Record(Type.String(), Type.String()),
  entityValues: Type.Array(Type.String()),
})
type FoundMention = Static<typeof FoundRow>

const columns = 'id, source, author_key, author_handle, url, channel, in_reply_to, title, text, fields, entity_values'

export interface Found {
  /** All stored versions of the mentions, and what the log holds of them. */
  mentions: FoundMention[]
  /** Source by mention id. */
  ids: Map<string, string>
  authorKeys: Set<string>
  request: ErasureRequest
}

export interface FindDeps {
  store: Store
  log: EventLog
  secret: Buffer
}

/** Finds the mentions of a request: also versions that a deletion or an edit replaced, and those that only the log has. */
export async function findErased({ store, log, secret }: FindDeps, request: ErasureRequest): Promise<Found> {
  const authorKeys = request.kind === 'author' ? await keysOf(store, secret, request) : new Set<string>()
  const isWanted = inLog(request, authorKeys, secret)
  const logged: FoundMention[] = []
  await log.rewrite(
    ({ topic, value }) => {
      const event = topic === mentionsTopic.name ? mentionIn(value) : undefined
      if (event && isWanted(event)) logged.push(toFound(event))
      return undefined
    },
    { dryRun: true },
  )
  for (const { authorKey } of logged) if (request.kind === 'author' && authorKey !== '') authorKeys.add(authorKey)
  const { where, params } = requestSql({ request, authorKeys })
  const stored = await store.select(FoundRow, `SELECT ${columns} FROM mentions WHERE ${where}`, params)
  const others = await byIds(store, [...new Set([...stored, ...logged].map(({ id }) => id))])
  const mentions = [...others, ...logged]
  return { mentions, ids: new Map(mentions.map(({ id, source }) => [id, source])), authorKeys, request }
}

/** The keys of an author in the store: of the handle, or of the id in any source. */
async function keysOf(
  store: Store,
  secret: Buffer,
  { author, source = '' }: ErasureRequest & { kind: 'author' },
): Promise<Set<string>> {
  const sources = source === '' ? await storedSources(store) : [source]
  const rows = await selectIn(
    store,
    Type.Object({ authorKey: Type.String() }),
    `SELECT DISTINCT author_key FROM mentions
     WHERE author_key != '' AND ({source: String} = '' OR source = {source: String})
       AND (author_key IN {keys: Array(String)} OR lowerUTF8(author_handle) IN {handles: Array(String)})`,
    { source, name: 'keys', list: possibleKeys(secret, author, sources), handles: possibleHandles(author) },
  )
  // Also the keys of ids that nothing is stored of: what comes later is kept out.
  return new Set([...rows.map(({ authorKey }) => authorKey), ...possibleKeys(secret, author, sources)])
}

async function storedSources(store: Store): Promise<string[]> {
  const rows = await store.select(Type.Object({ source: Type.String() }), 'SELECT DISTINCT source FROM mentions')
  return rows.map(({ source }) => source)
}

/** SQL condition on a row of `mentions` that the request means. */
export function requestSql({ request, authorKeys }: Pick<Found, 'request' | 'authorKeys'>): {
  where: string
  params: Record<string, unknown>
} {
  if (request.kind === 'mention') return { where: 'id = {askedId: String}', params: { askedId: request.id } }
  if (request.kind === 'author') {
    // Each parameter holds a part of the list.
    const lists = chunksOf([...authorKeys]).map((list, i) => [`askedKeys${i}`, list] as const)
    const isTheirs = lists.map(([name]) => `author_key IN {${name}: Array(String)}`).join(' OR ') || 'false'
    return {
      where: `((${isTheirs}) AND ({askedSource: String} = '' OR source = {askedSource: String}))`,
      params: { ...Object.fromEntries(lists), askedSource: request.source ?? '' },
    }
  }
  return {
    where:
      'arrayExists(part -> positionCaseInsensitiveUTF8(part, {askedText: String}) > 0, arrayConcat([title, text, author_handle, url, channel, in_reply_to], mapValues(fields)))',
    params: { askedText: request.text },
  }
}

async function byIds(store: Store, ids: readonly string[]): Promise<FoundMention[]> {
  const rows: FoundMention[] = []
  for (const some of chunksOf(ids))
    rows.push(
      ...(await store.select(FoundRow, `SELECT ${columns} FROM mentions WHERE id IN {ids: Array(String)}`, {
        ids: some,
      })),
    )
  return rows
}

/** Whether a mention of the log is meant. */
function inLog(request: ErasureRequest, authorKeys: ReadonlySet<string>, secret: Buffer) {
  if (request.kind === 'mention') return ({ id }: Mention) => id === request.id
  if (request.kind === 'match') {
    const wanted = request.text.toLowerCase()
    return ({ text, title = '', url = '', channel = '', inReplyTo = '', author, fields = {} }: Mention) =>
      [text, title, url, channel, inReplyTo, author?.handle ?? '', ...Object.values(fields)].some((part) =>
        part.toLowerCase().includes(wanted),
      )
  }
  const handles = new Set(possibleHandles(request.author))
  return ({ source, author }: Mention) =>
    author !== undefined &&
    (request.source === undefined || request.source === source) &&
    (authorKeys.has(author.key) ||
      handles.has(author.handle?.toLowerCase() ?? '') ||
      possibleKeys(secret, request.author, [source]).includes(author.key))
}

/** The mention of an event; undefined for a deletion or an unreadable event. */
export function mentionIn(value: string): Mention | undefined {
  try {
    const event = JSON.parse(value) as Mention | Deletion
    return event.type === 'mention' && typeof event.id === 'string' ? event : undefined
  } catch {
    return undefined
  }
}

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
