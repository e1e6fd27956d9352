import { Type, type Static } from 'typebox'
import type { Topic } from '../../infra/log/event-log.ts'
import { selectIn } from '../../infra/store/chunks.ts'
import type { Store } from '../../infra/store/store.ts'
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

/** The current ones, latest first; those that were removed are left out. */
export const storedIssues = (store: Store): Promise<StoredIssue[]> =>
  store.select(StoredIssue, `SELECT * FROM (${current}) WHERE NOT removed ORDER BY from_at DESC, id`)

/** The current versions of these, also if they were removed. */
export const findStoredIssues = (store: Store, ids: readonly string[]): Promise<StoredIssue[]> =>
  selectIn(store, StoredIssue, `SELECT * FROM (${current}) WHERE id IN {ids: Array(String)}`, {
    name: 'ids',
    list: ids,
  })
