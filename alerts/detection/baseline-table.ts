import { deserialize, serialize } from 'node:v8'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { Type, type Static } from 'typebox'
import type { Store } from '../../infra/store/store.ts'
import { detectorVersion, type DetectorState } from '../detector/state.ts'
import type { Gap } from '../series/coverage.ts'
import type { Moment } from './counts.ts'
import {
  baseBucketMs,
  isOfSubjects,
  subjectColumns,
  subjectKey,
  subjectParams,
  SubjectRow,
  type Subject,
} from '../series/subject.ts'

export interface Snapshot {
  subject: Subject
  /** Epoch ms: the state has learnt the buckets from here to `state.nextAt`. */
  learntFrom: number
  state: DetectorState
}

/** The snapshots kept of a series: the newest, and the first of this week and of the last one, for when an old count changes. */
export type Slot = 'day' | 'even week' | 'odd week'

const weekMs = 7 * 24 * 3_600_000
const weekOf = (at: number) => Math.floor(at / weekMs)

/** The slots of a snapshot that has learnt up to `nextAt`, where the last one had learnt up to `savedAt`. Epoch ms. */
export function slotsOf(nextAt: number, savedAt: number): Slot[] {
  if (weekOf(nextAt) === weekOf(savedAt)) return ['day']
  return ['day', weekOf(nextAt) % 2 === 0 ? 'even week' : 'odd week']
}

/** @param countedUntil epoch ms, the store's clock: the states include every change of a count before it */
export async function saveStates(
  store: Store,
  snapshots: readonly (Snapshot & { slots: Slot[] })[],
  countedUntil: number,
): Promise<void> {
  const rows = snapshots.flatMap(({ subject, learntFrom, state, slots }) => {
    const body = zstdCompressSync(serialize(state)).toString('base64')
    return slots.map((slot) => ({
      subjectKind: subject.kind,
      subject: subject.id,
      dimension: subject.dimension,
      value: subject.value,
      slot,
      version: detectorVersion,
      learntFromAt: learntFrom,
      nextAt: state.nextAt,
      countedUntilAt: countedUntil,
      body,
    }))
  })
  await store.insert('detector_states', rows)
}

const StateRow = Type.Object({
  ...SubjectRow,
  slot: Type.Enum(['day', 'even week', 'odd week']),
  learntFromAt: Type.Integer(),
  nextAt: Type.Integer(),
  countedUntilAt: Type.Integer(),
})

/**
 * The newest usable snapshot of each subject, by `subjectKey`: of this detector version, learnt from `learntFrom` or earlier but not from
 * before the covered time (`first`), and only up to the first count that has changed since. One that passed a gap without knowing it learnt zeros.
 */
export async function loadStates(
  store: Store,
  subjects: readonly Subject[],
  { first, gaps, learntFrom, closed }: Pick<Moment, 'first' | 'gaps' | 'closed'> & { learntFrom: number },
): Promise<Map<string, Snapshot>> {
  const of = subjectParams(subjects)
  const kept = await store.select(
    StateRow,
    `SELECT ${subjectColumns}, toString(slot) AS slot, learnt_from_at, next_at, counted_until_at FROM detector_states FINAL
     WHERE ${isOfSubjects} AND version = {version: String} AND learnt_from_at >= {firstAt: DateTime64(3)} AND learnt_from_at <= {learntFromAt: DateTime64(3)} AND next_at <= {closedAt: DateTime64(3)}
     ORDER BY next_at`,
    { ...of, version: detectorVersion, firstAt: first, learntFromAt: learntFrom, closedAt: closed },
  )
  if (kept.length === 0) return new Map()
  const changes = await changesSince(store, subjects, kept)
  const usable = kept.filter(
    (row) =>
      !changes.get(subjectKey(row))?.some(({ at, changedAt }) => at < row.nextAt && changedAt > row.countedUntilAt),
  )
  // Rows are ordered by `next_at`, so the map keeps the newest of each subject.
  const newest = new Map(usable.map((row) => [subjectKey(row), row]))
  return bodiesOf(store, [...newest.values()], gaps)
}

async function changesSince(store: Store, subjects: readonly Subject[], kept: readonly Static<typeof StateRow>[]) {
  const rows = await store.select(
    Type.Object({ ...SubjectRow, buckets: Type.Array(Type.Integer()), changed: Type.Array(Type.Integer()) }),
    `SELECT kind, id, dimension, value, groupArray(b) AS buckets, groupArray(c) AS changed FROM (
       SELECT ${subjectColumns}, intDiv(toUnixTimestamp(bucket_at), ${baseBucketMs / 1000}) AS b, toUnixTimestamp64Milli(changed_at) AS c FROM series_counts
       WHERE ${isOfSubjects} AND bucket_at >= {fromAt: DateTime64(3)} AND bucket_at < {toAt: DateTime64(3)} AND changed_at > {sinceAt: DateTime64(3)})
     GROUP BY kind, id, dimension, value`,
    {
      ...subjectParams(subjects),
      fromAt: Math.min(...kept.map((row) => row.learntFromAt)),
      toAt: Math.max(...kept.map((row) => row.nextAt)),
      sinceAt: Math.min(...kept.map((row) => row.countedUntilAt)),
    },
  )
  return new Map(
    rows.map((row) => [
      subjectKey(row),
      row.buckets.map((bucket, i) => ({ at: bucket * baseBucketMs, changedAt: row.changed[i]! })),
    ]),
  )
}

/** Whether the state skipped every gap that it has passed. Otherwise it learnt zeros there. */
const knows = ({ nextAt, skipped = [] }: DetectorState, gaps: readonly Gap[]): boolean =>
  gaps.every(
    ({ from, to }) => from >= nextAt || skipped.some((each) => each.from <= from && each.to >= Math.min(to, nextAt)),
  )

async function bodiesOf(
  store: Store,
  chosen: readonly Static<typeof StateRow>[],
  gaps: readonly Gap[],
): Promise<Map<string, Snapshot>> {
  const slots = new Map(chosen.map((row) => [subjectKey(row), row]))
  const rows = await store.select(
    Type.Object({ ...SubjectRow, slot: Type.String(), body: Type.String() }),
    `SELECT ${subjectColumns}, toString(slot) AS slot, body FROM detector_states FINAL WHERE ${isOfSubjects}`,
    subjectParams(chosen),
  )
  const found = new Map<string, Snapshot>()
  for (const { slot, body, ...subject } of rows) {
    const row = slots.get(subjectKey(subject))!
    const state = row.slot === slot ? readState(body) : undefined
    if (state === undefined || !knows(state, gaps)) continue
    found.set(subjectKey(subject), { subject, learntFrom: row.learntFromAt, state })
  }
  return found
}

/** Undefined if it cannot be read: an older Node.js may not read what a newer one serialised. */
function readState(body: string): DetectorState | undefined {
  try {
    return deserialize(zstdDecompressSync(Buffer.from(body, 'base64'))) as DetectorState
  } catch {
    return undefined
  }
}
