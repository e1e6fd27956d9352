import { Type, type Static } from 'typebox'
import { toSnake } from '../../infra/store/row.ts'
import type { Store } from '../../infra/store/store.ts'
import { labelFields } from '../mentions/label-columns.ts'
import { MentionRow } from '../mentions/mention-table.ts'

/** The versions that made labels. Labels of different versions must not be compared. */
export interface Versions {
  modelVersion: string
  taxonomyVersion: string
}

const Relabel = Type.Object({
  id: Type.String(),
  modelVersion: Type.String(),
  taxonomyVersion: Type.String(),
  /** Mentions since this time (epoch ms) have the labels of these versions. */
  fromAt: Type.Integer(),
  /** Epoch ms by the server's clock, like the time at which a row is stored. */
  startedAt: Type.Integer(),
  /** Absent while stored labels are a mixture of versions. */
  finishedAt: Type.Optional(Type.Integer()),
  rows: Type.Integer(),
})
export type Relabel = Static<typeof Relabel>

/** A period (epoch ms, `to` exclusive) whose mentions are read or written together. */
export interface Span {
  from: number
  to: number
  rows: number
}

const hourMs = 3_600_000
const labelNames = Object.keys(labelFields).map(toSnake)
const inSpan = `created_at >= {fromAt: DateTime64(3, 'UTC')} AND created_at < {toAt: DateTime64(3, 'UTC')}`
const isCurrent = 'model_version = {modelVersion: String} AND taxonomy_version = {taxonomyVersion: String}'

/** Every switch of labels, one for each new version. */
export async function loadRelabels(store: Store): Promise<Relabel[]> {
  return store.select(Relabel, 'SELECT * FROM relabels FINAL ORDER BY started_at, id')
}

/** The versions of the labels of mentions since `since`, perhaps with some replaced ones, and the number of unfinished switches. Reads two narrow columns. */
export async function versionsSince(
  store: Store,
  since: number,
): Promise<{ versions: Versions[]; unfinished: number }> {
  const [row] = await store.select(
    Type.Object({ versions: Type.Array(Type.Tuple([Type.String(), Type.String()])), unfinished: Type.Integer() }),
    `SELECT groupUniqArray((toString(model_version), toString(taxonomy_version))) AS versions,
       (SELECT countIf(finished_at IS NULL) FROM relabels FINAL) AS unfinished
     FROM mentions WHERE created_at >= {sinceAt: DateTime64(3, 'UTC')} AND removed_at IS NULL`,
    { sinceAt: since },
  )
  const versions = row!.versions.map(([modelVersion, taxonomyVersion]) => ({ modelVersion, taxonomyVersion }))
  return { versions, unfinished: row!.unfinished }
}

/** The hours of mentions with labels of other versions, in spans of about `most` mentions. Deleted mentions keep their labels. */
export async function staleSpans(
  store: Store,
  { since, most }: { since: number; most: number },
  current: Versions,
): Promise<Span[]> {
  const hours = await store.select(
    Hour,
    `SELECT toStartOfHour(created_at) AS start_at, count() AS rows FROM mentions FINAL
     WHERE created_at >= {sinceAt: DateTime64(3, 'UTC')} AND removed_at IS NULL AND NOT (${isCurrent})
     GROUP BY start_at ORDER BY start_at`,
    { sinceAt: since, ...current },
  )
  return spansOf(hours, most)
}

const Hour = Type.Object({ startAt: Type.Integer(), rows: Type.Integer() })

function spansOf(hours: readonly Static<typeof Hour>[], most: number): Span[] {
  const spans: Span[] = []
  for (const { startAt, rows } of hours) {
    const last = spans.at(-1)
    if (last && last.rows + rows <= most) Object.assign(last, { to: startAt + hourMs, rows: last.rows + rows })
    else spans.push({ from: startAt, to: startAt + hourMs, rows })
  }
  return spans
}

const { id, createdAt, version, source, title, text, rating, fields } = MentionRow.properties
const StaleRow = Type.Object({ id, createdAt, version, source, title, text, rating, fields })
export type StaleRow = Static<typeof StaleRow>

/** The next mentions of the span, in the order of the table, that have the current labels neither in `mentions` nor in the shadow table. */
export async function staleTexts(
  store: Store,
  { span, after, limit }: { span: Span; after: StaleRow | undefined; limit: number },
  current: Versions,
): Promise<StaleRow[]> {
  const next = `(toStartOfHour(created_at) > toStartOfHour({afterAt: DateTime64(3, 'UTC')})
    OR toStartOfHour(created_at) = toStartOfHour({afterAt: DateTime64(3, 'UTC')}) AND id > {afterId: String})`
  return store.select(
    StaleRow,
    `SELECT ${Object.keys(StaleRow.properties).map(toSnake).join(', ')} FROM mentions FINAL
     WHERE ${inSpan} AND ${next} AND removed_at IS NULL AND NOT (${isCurrent})
       AND (id, version) NOT IN (SELECT id, version FROM shadow_mentions FINAL WHERE ${inSpan} AND ${isCurrent})
     ORDER BY toStartOfHour(created_at), id LIMIT {limit: UInt32}`,
    {
      fromAt: span.from,
      toAt: span.to,
      afterAt: after?.createdAt ?? span.from - hourMs,
      afterId: after?.id ?? '',
      limit,
      ...current,
    },
  )
}

const ShadowRow = Type.Object({ id, createdAt, version, ...labelFields })

export async function insertShadow(store: Store, rows: readonly Static<typeof ShadowRow>[]): Promise<void> {
  await store.insert('shadow_mentions', rows)
}

const Progressed = Type.Object({ labelled: Type.Integer(), unfinished: Type.Integer(), stored: Type.Integer() })

/** Text that changes while stored mentions get other labels, whichever process does it; undefined when none does. Reads no row. */
export async function relabelProgress(store: Store): Promise<string | undefined> {
  const [row] = await store.select(
    Progressed,
    `SELECT (SELECT count() FROM shadow_mentions) AS labelled, (SELECT count() FROM mentions) AS stored,
       (SELECT countIf(finished_at IS NULL) FROM relabels FINAL) AS unfinished`,
  )
  const { labelled, unfinished, stored } = row!
  return labelled === 0 && unfinished === 0 ? undefined : `${labelled} ${stored}`
}

/** The hours of the shadow table's rows of these versions, in spans of about `most` mentions. */
export async function shadowSpans(store: Store, most: number, current: Versions): Promise<Span[]> {
  const hours = await store.select(
    Hour,
    `SELECT toStartOfHour(created_at) AS start_at, count() AS rows FROM shadow_mentions FINAL WHERE ${isCurrent} GROUP BY start_at ORDER BY start_at`,
    { ...current },
  )
  return spansOf(hours, most)
}

/** From this call until `finishRelabels` nothing is counted and nothing is evaluated. */
export async function startRelabel(
  store: Store,
  started: Versions & { id: string; fromAt: number; rows: number },
): Promise<void> {
  await store.command(
    `INSERT INTO relabels (id, model_version, taxonomy_version, from_at, started_at, finished_at, rows)
     SELECT {id: String}, {modelVersion: String}, {taxonomyVersion: String}, {fromAt: DateTime64(3, 'UTC')}, now64(3, 'UTC'), NULL, {rows: UInt64}`,
    { ...started },
  )
}

/**
 * Writes the mentions of part `part` of the span (of `parts` equal parts) again, with the labels of the shadow table. The
 * version stays. Of two rows with the same version ClickHouse keeps the one written last: these rows replace their
 * originals, a redelivery by the current version is equal, and a later edit or deletion wins over both. Mentions that
 * were edited or deleted since they were labelled are not written.
 */
export async function switchSpan(
  store: Store,
  { span, part, parts }: { span: Span; part: number; parts: number },
  current: Versions,
): Promise<void> {
  const inPart = `${inSpan} AND cityHash64(id) % {parts: UInt32} = {part: UInt32}`
  const columns = Object.keys(MentionRow.properties).map(toSnake)
  await store.command(
    `INSERT INTO mentions (${columns.join(', ')})
     SELECT ${columns.map((name) => (labelNames.includes(name) ? `label.${name}` : `mention.${name}`)).join(', ')}
     FROM (SELECT * FROM mentions FINAL WHERE ${inPart} AND removed_at IS NULL) AS mention
     INNER JOIN (SELECT * FROM shadow_mentions FINAL WHERE ${inPart} AND ${isCurrent}) AS label
       ON label.id = mention.id AND label.version = mention.version AND label.created_at = mention.created_at`,
    { fromAt: span.from, toAt: span.to, part, parts, ...current },
  )
}

export async function emptyShadow(store: Store): Promise<void> {
  await store.command('TRUNCATE TABLE shadow_mentions')
}

/** Finishes all unfinished switches. One that a kill left under an older version is superseded by the current one. */
export async function finishRelabels(store: Store): Promise<void> {
  await store.command(
    `INSERT INTO relabels SELECT * REPLACE (now64(3, 'UTC') AS finished_at)
     FROM (SELECT * FROM relabels FINAL WHERE finished_at IS NULL)`,
  )
}

/** Time of the oldest stored mention (epoch ms); undefined in an empty store. */
export async function oldestMention(store: Store): Promise<number | undefined> {
  const [row] = await store.select(
    Type.Object({ n: Type.Integer(), oldestAt: Type.Integer() }),
    'SELECT count() AS n, min(created_at) AS oldest_at FROM mentions',
  )
  return row!.n === 0 ? undefined : row!.oldestAt
}
