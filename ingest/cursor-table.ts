import { Type } from 'typebox'
import type { Store } from '../infra/store/store.ts'

/** The largest time of a cursor that this process has loaded or saved, epoch ms. */
let lastSavedAt = 0

/** The saved cursor of a source (or of another reader); undefined if there is none. */
export async function loadCursor(store: Store, source: string): Promise<string | undefined> {
  const rows = await store.select(
    Type.Object({ cursor: Type.String(), savedAt: Type.Integer() }),
    'SELECT cursor, saved_at FROM cursors FINAL WHERE source = {source: String}',
    { source },
  )
  lastSavedAt = Math.max(lastSavedAt, rows[0]?.savedAt ?? 0)
  return rows[0]?.cursor
}

/** Saves cursors; the last one saved wins. */
export async function saveCursors(store: Store, cursors: readonly { source: string; cursor: string }[]): Promise<void> {
  // Real time and not the demo's clock: the later write must win, also after the clock was set back.
  const savedAt = (lastSavedAt = Math.max(Date.now(), lastSavedAt + 1))
  await store.insert(
    'cursors',
    cursors.map((cursor) => ({ ...cursor, savedAt })),
  )
}
