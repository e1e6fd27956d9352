import { Type, type Static } from 'typebox'
import type { Topic } from '../../infra/log/event-log.ts'
import { selectIn } from '../../infra/store/chunks.ts'
import type { Store } from '../../infra/store/store.ts'
import { knownIssueKinds } from '../alert/novelty.ts'
import { afterReleaseMs, returnedMs } from './find-novelty.ts'
import { KnownIssue } from './known-issue.ts'

/** A known issue that came through the API. Times in epoch ms. */
const StoredIssue = Type.Object({
  ...KnownIssue.properties,
  /** Who saved this version. */
  by: Type.String(),
  savedAt: Type.Integer(),
  removed: Type.Boolean(),
  /** The version that is highest is the current one. */
  version: Type.Integer(),
})
export type StoredIssue = Static<typeof StoredIssue>

/** Topic `known-issues`: the API publishes them; the process that decides on alerts stores them. */
export const knownIssuesTopic: Topic<StoredIssue> = {
  name: 'known-issues',
  schema: StoredIssue,
  key: ({ id }) => id,
  partitions: 1,
}

const columns =
  'id, kind, name, from_at, until_at, fixed_at, fixes, topics, departments, products, versions, by, saved_at, removed, version'
const current = `SELECT ${columns} FROM known_issues FINAL ORDER BY version DESC LIMIT 1 BY id`

export const saveKnownIssues = (store: Store, issues: readonly StoredIssue[]): Promise<void> =>
  store.insert('known_issues', [...issues])

/** So many events that were not removed may be stored; the API takes no more. */
export const mostStoredIssues = 10_000

/** The current ones, latest first; those that were removed are left out. */
export const storedIssues = (store: Store): Promise<StoredIssue[]> =>
  store.select(StoredIssue, `SELECT * FROM (${current}) WHERE NOT removed ORDER BY from_at DESC, id`)

/** How many events are stored that were not removed. */
export async function countStoredIssues(store: Store): Promise<number> {
  const sql = `SELECT countIf(NOT removed) AS issues FROM (SELECT id, removed FROM known_issues FINAL ORDER BY version DESC LIMIT 1 BY id)`
  const [row] = await store.select(Type.Object({ issues: Type.Integer() }), sql)
  return row?.issues ?? 0
}

/**
 * Those of the current ones that can tell something of an alert that began at `since` (epoch ms): `noveltyOf` says the same with them as with
 * all. A fix that names its issue is among them whatever its age, because an issue that was fixed is not open.
 */
export const storedIssuesFor = (store: Store, since: number): Promise<StoredIssue[]> =>
  store.select(
    StoredIssue,
    `WITH comparable AS (SELECT * FROM (${current}) WHERE NOT removed AND kind IN {kinds: Array(String)})
     SELECT * FROM comparable
     WHERE multiIf(
         kind = 'release', from_at >= {releasedAt: DateTime64(3)},
         kind = 'fix', fixes != '' OR from_at >= {fixedAt: DateTime64(3)},
         fixed_at IS NULL, ifNull(until_at > {sinceAt: DateTime64(3)}, true),
         ifNull(fixed_at >= {fixedAt: DateTime64(3)}, true))
       OR id IN (SELECT fixes FROM comparable WHERE kind = 'fix' AND from_at >= {fixedAt: DateTime64(3)})
     ORDER BY from_at DESC, id`,
    { kinds: knownIssueKinds, sinceAt: since, releasedAt: since - afterReleaseMs, fixedAt: since - returnedMs },
  )

/** The current versions of these, also if they were removed. */
export const findStoredIssues = (store: Store, ids: readonly string[]): Promise<StoredIssue[]> =>
  selectIn(store, StoredIssue, `SELECT * FROM (${current}) WHERE id IN {ids: Array(String)}`, {
    name: 'ids',
    list: ids,
  })
