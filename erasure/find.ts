import { Type } from 'typebox'
import { chunksOf, selectIn } from '../infra/store/chunks.ts'
import type { EventLog } from '../infra/log/event-log.ts'
import type { Store } from '../infra/store/store.ts'
import { mentionsTopic } from '../ingest/mention/mention.ts'
import { folded, formsOf, sqlFolded } from './forms.ts'
import { FoundRow, type Found, type FoundMention } from './found.ts'
import { wantedMentions } from './logged-mentions.ts'
import { possibleHandles, possibleKeys, type ErasureRequest } from './request.ts'

const columns = 'id, source, author_key, author_handle, url, channel, in_reply_to, title, text, fields, entity_values'

export interface FindDeps {
  store: Store
  log: EventLog
  secret: Buffer
}

/** Finds the mentions of a request: also versions that a deletion or an edit replaced, and those that only the log has. */
export async function findErased({ store, log, secret }: FindDeps, request: ErasureRequest): Promise<Found> {
  const authorKeys = request.kind === 'author' ? await keysOf(store, secret, request) : new Set<string>()
  const wantedIn = wantedMentions(request, authorKeys, secret)
  const logged: FoundMention[] = []
  await log.rewrite(
    (event) => {
      const mention = event.topic === mentionsTopic.name ? wantedIn(event) : undefined
      if (mention) logged.push(mention)
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
       AND (author_key IN {keys: Array(String)} OR ${sqlFolded('author_handle')} IN {handles: Array(String)})`,
    {
      source,
      name: 'keys',
      list: possibleKeys(secret, author, sources),
      handles: possibleHandles(author),
    },
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
  if (request.kind === 'mention')
    return { where: 'id IN {askedIds: Array(String)}', params: { askedIds: formsOf(request.id) } }
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
    where: `arrayExists(part -> position(${sqlFolded('part')}, {askedText: String}) > 0, arrayConcat([title, text, author_handle, url, channel, in_reply_to], mapValues(fields)))`,
    params: { askedText: folded(request.text) },
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
