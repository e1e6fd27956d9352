import { Type } from 'typebox'
import type { Store } from '../infra/store/store.ts'

/** Where a source (or another reader of its own name) resumes; undefined when it never saved. */
export async function loadCursor(store: Store, source: string): Promise<string | undefined> {
  const rows = await store.select(
    Type.Object({ cursor: Type.String() }),
    'SELECT cursor FROM cursors FINAL WHERE source = {source: String}',
    { source },
  )
  return rows[0]?.cursor
}

/** The last one saved wins. */
export async function saveCursors(store: Store, cursors: readonly { source: string; cursor: string }[]): Promise<void> {
  // Not the demo's clock: of two savings the later in real time counts.
  await store.insert(
    'cursors',
    cursors.map((cursor) => ({ ...cursor, savedAt: Date.now() })),
  )
}
