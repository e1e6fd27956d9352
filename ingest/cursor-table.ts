import { Type } from 'typebox'
import type { Store } from '../infra/store/store.ts'

/** The saved cursor of a source (or of another reader); undefined if there is none. */
export async function loadCursor(store: Store, source: string): Promise<string | undefined> {
  const rows = await store.select(
    Type.Object({ cursor: Type.String() }),
    'SELECT cursor FROM cursors FINAL WHERE source = {source: String}',
    { source },
  )
  return rows[0]?.cursor
}

/** Saves cursors; the last one saved wins. */
export async function saveCursors(store: Store, cursors: readonly { source: string; cursor: string }[]): Promise<void> {
  // Real time and not the demo's clock: the later write must win.
  await store.insert(
    'cursors',
    cursors.map((cursor) => ({ ...cursor, savedAt: Date.now() })),
  )
}
