import { Type, type Static } from 'typebox'
import { toSnake } from '../store/row.ts'
import type { Store } from '../store/store.ts'
import { AuditRow, type AuditEntry, type ChainEnd } from './audit-row.ts'

const columns = Object.keys(AuditRow.properties).map(toSnake).join(', ')

/** Rows that are stored already are not added again. */
export const insertAuditRows = (store: Store, rows: readonly AuditRow[]): Promise<void> => store.insert('audit', rows)

const pageSize = 5_000

/** All rows, by chain and number. */
export async function* allAuditRows(store: Store): AsyncGenerator<AuditRow> {
  let after = { writer: '', number: 0, hash: '' }
  for (;;) {
    const rows = await store.select(
      AuditRow,
      `SELECT ${columns} FROM audit FINAL WHERE (writer, number, hash) > ({writer: String}, {number: UInt64}, {hash: String})
       ORDER BY writer, number, hash LIMIT {limit: UInt32}`,
      { ...after, limit: pageSize },
    )
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return
    after = { writer: last.writer, number: last.number, hash: last.hash }
  }
}

export interface AuditQuery {
  /** Epoch ms; `until` is exclusive. */
  since: number
  until: number
  person?: string | undefined
  operation?: string | undefined
  outcome?: AuditEntry['outcome'] | undefined
  /** One of these; absent: any. */
  subjects?: readonly string[] | undefined
  /** Only what these people did; null = everybody. */
  people: readonly string[] | null
  /** Older than this row. */
  after?: { madeAt: number; writer: string; number: number } | undefined
  limit: number
}

/** One row for each request or command, newest first: its outcome, or its intention where there is none. */
export async function findAudit(store: Store, query: AuditQuery): Promise<AuditRow[]> {
  const { since, until, person, operation, outcome, subjects, people, after, limit } = query
  const wanted = [
    'made_at >= {sinceAt: DateTime64(3)} AND made_at < {untilAt: DateTime64(3)}',
    person !== undefined && 'person = {person: String}',
    operation !== undefined && 'operation = {operation: String}',
    outcome !== undefined && 'outcome = {outcome: String}',
    subjects && 'subject IN {subjects: Array(String)}',
    people && 'person IN {people: Array(String)}',
    after && '(made_at, writer, number) < ({afterAt: DateTime64(3)}, {afterWriter: String}, {afterNumber: UInt64})',
  ].filter((condition) => typeof condition === 'string')
  return store.select(
    AuditRow,
    `SELECT ${columns} FROM (
       SELECT ${columns} FROM audit FINAL WHERE made_at >= {sinceAt: DateTime64(3)} ORDER BY number DESC LIMIT 1 BY writer, request)
     WHERE ${wanted.join(' AND ')} ORDER BY made_at DESC, writer DESC, number DESC LIMIT {limit: UInt32}`,
    {
      sinceAt: since,
      untilAt: until,
      ...(person !== undefined && { person }),
      ...(operation !== undefined && { operation }),
      ...(outcome !== undefined && { outcome }),
      ...(subjects && { subjects }),
      ...(people && { people }),
      ...(after && { afterAt: after.madeAt, afterWriter: after.writer, afterNumber: after.number }),
      limit,
    },
  )
}

const Anchor = Type.Object({
  writer: Type.String(),
  number: Type.Integer(),
  hash: Type.String(),
  mac: Type.String(),
})
export type Anchor = Static<typeof Anchor>

export const anchors = (store: Store): Promise<Anchor[]> =>
  store.select(Anchor, 'SELECT writer, number, hash, mac FROM audit_anchors FINAL')

export const insertAnchors = (store: Store, rows: readonly Anchor[]): Promise<void> =>
  store.insert('audit_anchors', rows)

const End = Type.Omit(Anchor, ['mac'])

/** Of each chain, the last of the rows before its first one at or after the time (epoch ms). */
export const expiredEnds = (store: Store, before: number): Promise<ChainEnd[]> =>
  store.select(
    End,
    `SELECT rows.writer AS writer, max(rows.number) AS number, argMax(rows.hash, rows.number) AS hash
     FROM (SELECT writer, number, hash FROM audit FINAL) AS rows
     LEFT JOIN (SELECT writer, min(number) AS first FROM audit FINAL WHERE made_at >= {beforeAt: DateTime64(3)} GROUP BY writer) AS kept
       ON kept.writer = rows.writer
     WHERE kept.first = 0 OR rows.number < kept.first GROUP BY writer ORDER BY writer`,
    { beforeAt: before },
  )

/** Removes the rows of each chain up to its end. */
export const removeUpTo = (store: Store, ends: readonly ChainEnd[]): Promise<void> =>
  store.command(
    `ALTER TABLE audit DELETE WHERE number <= transform(writer, {writers: Array(String)}, {numbers: Array(UInt64)}, toUInt64(0))
     SETTINGS mutations_sync = 1`,
    { writers: ends.map(({ writer }) => writer), numbers: ends.map(({ number }) => number) },
  )
