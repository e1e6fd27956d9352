import type { ExpiredWanted } from '../../ingest/retention.ts'
import { Type, type Static } from 'typebox'
import { toSnake } from '../../infra/store/row.ts'
import { chunksOf, selectIn } from '../../infra/store/chunks.ts'
import { mentionId } from '../../ingest/redact/mention-id.ts'
import type { OnRefused, Store } from '../../infra/store/store.ts'
import type { Deletion, Mention } from '../../ingest/mention/mention.ts'
import { labelFields, toLabels } from './label-columns.ts'
import type { Taxonomy } from '../labels/taxonomy.ts'
import type { PipelineOutput } from '../enrichers/pipeline.ts'

/** A row of `mentions`. */
export const MentionRow = Type.Object({
  id: Type.String(),
  source: Type.String(),
  channel: Type.String(),
  format: Type.String(),
  url: Type.String(),
  authorKey: Type.String(),
  authorHandle: Type.String(),
  title: Type.String(),
  text: Type.String(),
  createdAt: Type.Integer(),
  observedAt: Type.Integer(),
  timeClamped: Type.Boolean(),
  backfill: Type.Boolean(),
  rating: Type.Optional(Type.Number()),
  inReplyTo: Type.String(),
  fields: Type.Record(Type.String(), Type.String()),
  ...labelFields,
  contentHash: Type.String(),
  /** The first mention with the same or nearly the same text; '' in that mention itself. */
  duplicateOf: Type.String(),
  /** The content hash of that first mention; '' in rows older than the column. */
  cluster: Type.String(),
  removedAt: Type.Optional(Type.Integer()),
  /** The span that published it (W3C); '' or absent = not traced. */
  traceparent: Type.Optional(Type.String()),
  version: Type.Integer(),
})
export type MentionRow = Static<typeof MentionRow>

/** Every column of `mentions` except `stored_at`, as a list for SQL. */
export const mentionColumns = Object.keys(MentionRow.properties).map(toSnake).join(', ')

/** SQL for the cluster of a row: near copies of a text (with other links, hashtags or words) have the same value. */
export const clusterSql = `if(cluster = '', content_hash, cluster)`

/** Makes rows of mentions. Redelivery gives the same row: nothing in it depends on the time of the call. */
export function toMentionRow(taxonomy: Taxonomy): (mention: Mention, found: PipelineOutput) => MentionRow {
  const labelsOf = toLabels(taxonomy)
  return (mention, found) => ({
    id: mention.id,
    source: mention.source,
    channel: mention.channel ?? '',
    format: mention.format ?? 'post',
    url: mention.url ?? '',
    authorKey: mention.author?.key ?? '',
    authorHandle: mention.author?.handle ?? '',
    title: mention.title ?? '',
    text: mention.text,
    createdAt: mention.createdAt,
    observedAt: mention.observedAt,
    timeClamped: mention.timeClamped,
    backfill: mention.backfill,
    ...(mention.rating !== undefined && { rating: mention.rating }),
    inReplyTo: mention.inReplyTo ?? '',
    fields: mention.fields ?? {},
    ...labelsOf(found),
    contentHash: found.contentHash,
    duplicateOf: '',
    cluster: found.contentHash,
    // An edit is observed later than the mention it replaces; a redelivery is not.
    version: mention.observedAt,
  })
}

/** @param onRefused see `Store.insert` */
export async function insertMentions(
  store: Store,
  rows: readonly MentionRow[],
  onRefused?: OnRefused<MentionRow>,
): Promise<void> {
  await store.insert('mentions', rows, onRefused)
}

/** Blanks the texts, handles and URLs of deleted mentions. Labels and keys stay and still count. Ignores unknown ids. */
export async function blankMentions(store: Store, deletions: readonly Deletion[]): Promise<void> {
  const removedAt = Math.max(0, ...deletions.map((deletion) => deletion.at))
  for (const ids of chunksOf(deletions.map((deletion) => deletion.id))) await blank(store, ids, removedAt)
}

async function blank(store: Store, ids: readonly string[], removedAt: number): Promise<void> {
  // The version is above that of any edit: a redelivered mention does not restore the text. The innermost query selects the
  // rows, because next to REPLACE `removed_at` would mean the new value.
  await store.command(
    `INSERT INTO mentions (${mentionColumns})
     SELECT ${mentionColumns} FROM (
       SELECT * REPLACE ('' AS text, '' AS title, '' AS traceparent, CAST([], 'Array(String)') AS topic_reasons, '' AS author_handle, '' AS url, CAST(map(), 'Map(LowCardinality(String), String)') AS fields,
                         {removedAt: DateTime64(3)} AS removed_at, 9000000000000 + version AS version)
       FROM (SELECT * FROM mentions FINAL WHERE id IN {ids: Array(String)} AND removed_at IS NULL))`,
    { ids, removedAt },
  )
}

/** Deletions of the stored replies to deleted mentions, where the deletion says so. */
export async function deletedReplies(store: Store, deletions: readonly Deletion[]): Promise<Deletion[]> {
  const parents = new Map(deletions.filter(({ withReplies }) => withReplies).map((deletion) => [deletion.id, deletion]))
  if (parents.size === 0) return []
  const rows = await selectIn(
    store,
    Type.Object({ id: Type.String(), parent: Type.String() }),
    `SELECT id, concat(toString(source), ':', in_reply_to) AS parent FROM mentions FINAL
     WHERE parent IN {parents: Array(String)} AND removed_at IS NULL`,
    { name: 'parents', list: parents.keys() },
  )
  return rows.map(({ id, parent }) => ({ ...parents.get(parent)!, id, withReplies: false }))
}

/** The stored time (epoch ms) of each stored id. It stays when the mention comes again with another one. */
export async function storedTimes(store: Store, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await selectIn(
    store,
    Type.Object({ id: Type.String(), createdAt: Type.Integer() }),
    'SELECT id, min(created_at) AS created_at FROM mentions WHERE id IN {ids: Array(String)} GROUP BY id',
    { name: 'ids', list: ids },
  )
  return new Map(rows.map((row) => [row.id, row.createdAt]))
}

/** The native ids of the stored mentions of a source that have one of these native ids, or begin with one of the prefixes. */
export async function storedOfSource(
  store: Store,
  source: string,
  { ids, prefixes }: { ids: readonly string[]; prefixes: readonly string[] },
): Promise<Set<string>> {
  const select = (condition: string, list: readonly string[]) =>
    selectIn(
      store,
      Type.Object({ id: Type.String() }),
      `SELECT DISTINCT id FROM mentions WHERE source = {source: String} AND ${condition}`,
      { source, name: 'list', list: list.map((id) => mentionId(source, id)) },
    )
  const rows = [
    ...(await select('id IN {list: Array(String)}', ids)),
    ...(await select('arrayExists(p -> startsWith(id, p), {list: Array(String)})', prefixes)),
  ]
  return new Set(rows.map(({ id }) => id.slice(source.length + 1)))
}

const Expired = Type.Object({ id: Type.String(), source: Type.String(), observedAt: Type.Integer() })
/** Days that no mention reaches: for Infinity. */
const noLimit = 1_000_000

/** The mentions whose texts have been kept for as long as the retention allows, as `RetentionDeps` wants them. */
export async function expiredMentions(
  store: Store,
  { retention: { sources, others, formats }, now, after, limit }: ExpiredWanted,
): Promise<Static<typeof Expired>[]> {
  const daysOf = (limits: ReadonlyMap<string, number>) =>
    [...limits.values()].map((days) => (Number.isFinite(days) ? days : noLimit))
  return store.select(
    Expired,
    `SELECT id, source, observed_at FROM mentions FINAL
     WHERE removed_at IS NULL
       AND toUnixTimestamp64Milli(observed_at) < {now: Int64} - 86400000 * least(
         transform(source, {sources: Array(String)}, {sourceDays: Array(UInt32)}, {others: UInt32}),
         transform(format, {formats: Array(String)}, {formatDays: Array(UInt32)}, toUInt32({noLimit: UInt32})))
       AND (observed_at, id) > ({afterAt: DateTime64(3)}, {afterId: String})
     ORDER BY observed_at, id LIMIT {limit: UInt32}`,
    {
      now,
      // ClickHouse refuses to transform from nothing.
      sources: ['', ...sources.keys()],
      sourceDays: [noLimit, ...daysOf(sources)],
      others: Number.isFinite(others) ? others : noLimit,
      formats: ['', ...formats.keys()],
      formatDays: [noLimit, ...daysOf(formats)],
      noLimit,
      afterAt: after?.observedAt ?? 0,
      afterId: after?.id ?? '',
      limit,
    },
  )
}

/** Which of the ids are stored. */
export async function storedIds(store: Store, ids: readonly string[]): Promise<Set<string>> {
  return new Set((await storedTimes(store, ids)).keys())
}

const recentRow = Type.Object({
  id: Type.String(),
  text: Type.String(),
  createdAt: Type.Integer(),
  contentHash: Type.String(),
  duplicateOf: Type.String(),
  cluster: Type.String(),
})

/** The beginnings of the newest texts that were not deleted, with their clusters; oldest first, at most 64 MB. */
export async function recentTexts(
  store: Store,
  want: { withinMs: number; texts: number; characters: number },
): Promise<Static<typeof recentRow>[]> {
  return store.select(
    recentRow,
    `SELECT id, head AS text, created_at, content_hash, duplicate_of, cluster
     FROM (SELECT *, sum(length(head)) OVER (ORDER BY created_at DESC, id ROWS UNBOUNDED PRECEDING) AS bytes
           FROM (SELECT id, leftUTF8(text, {characters: UInt32}) AS head, created_at, content_hash, duplicate_of, cluster
                 FROM mentions FINAL
                 WHERE created_at >= (SELECT max(created_at) FROM mentions) - toIntervalMillisecond({withinMs: UInt64}) AND removed_at IS NULL
                 ORDER BY created_at DESC, id LIMIT {texts: UInt32}))
     WHERE bytes <= 64000000 ORDER BY created_at, duplicate_of != '', id`,
    want,
  )
}
