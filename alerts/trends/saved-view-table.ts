import { Type, type Static } from 'typebox'
import type { Topic } from '../../infra/log/event-log.ts'
import type { Store } from '../../infra/store/store.ts'
import { toJson } from '../../infra/store/row.ts'

/** A view of trends that somebody saved under a name. Times in epoch ms. */
const SavedView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  /** The parameters of the page's address. */
  query: Type.Record(Type.String(), Type.String()),
  by: Type.String(),
  savedAt: Type.Integer(),
  removed: Type.Boolean(),
  /** The version that is highest is the current one. */
  version: Type.Integer(),
})
export type SavedView = Static<typeof SavedView>

/** Topic `saved-views`: the API publishes them; the process that decides on alerts stores them. */
export const savedViewsTopic: Topic<SavedView> = {
  name: 'saved-views',
  schema: SavedView,
  key: ({ id }) => id,
  partitions: 1,
}

const Row = Type.Object({ ...SavedView.properties, query: Type.String() })
const current = `SELECT id, name, query, by, saved_at, removed, version FROM saved_views FINAL ORDER BY version DESC LIMIT 1 BY id`

export const saveViews = (store: Store, views: readonly SavedView[]): Promise<void> =>
  store.insert(
    'saved_views',
    views.map((view) => ({ ...view, query: toJson(view.query) })),
  )

/** So many views may be saved at once; the API takes no more. */
export const mostViews = 500

/** How many views are saved that were not removed. */
export async function countViews(store: Store): Promise<number> {
  const sql = `SELECT countIf(NOT removed) AS views FROM (${current})`
  const [row] = await store.select(Type.Object({ views: Type.Integer() }), sql)
  return row?.views ?? 0
}

/** The current ones by name; those that were removed are left out. */
export async function savedViews(store: Store): Promise<SavedView[]> {
  const rows = await store.select(Row, `SELECT * FROM (${current}) WHERE NOT removed ORDER BY name, id`)
  return rows.map(toView)
}

/** The current version, also if it was removed. */
export async function findView(store: Store, id: string): Promise<SavedView | undefined> {
  const [row] = await store.select(Row, `SELECT * FROM (${current}) WHERE id = {id: String}`, { id })
  return row && toView(row)
}

const toView = (row: Static<typeof Row>): SavedView => ({
  ...row,
  query: JSON.parse(row.query) as SavedView['query'],
})
