import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import type { Store } from '../../infra/store/store.ts'
import { loadCursor, saveCursors } from '../../ingest/cursor-table.ts'

/** What the newest look went by, for whoever wants to know how loud it has to get. */
export const LastLook = Type.Object({
  /** Epoch ms. */
  at: Type.Integer(),
  perDepartmentPerWeek: Type.Number(),
  /** How many series are active, and how many of them wait for their baseline. */
  series: Type.Integer(),
  waiting: Type.Integer(),
  /** The p-values in force. */
  levels: Type.Object({ whole: Type.Number(), cut: Type.Number() }),
})
export type LastLook = Static<typeof LastLook>

const cursor = '#look'

export const saveLastLook = (store: Store, look: LastLook): Promise<void> =>
  saveCursors(store, [{ source: cursor, cursor: JSON.stringify(look) }])

/** Undefined before the first look, and after one of another version. */
export async function loadLastLook(store: Store): Promise<LastLook | undefined> {
  const told: unknown = JSON.parse((await loadCursor(store, cursor)) ?? 'null')
  return Value.Check(LastLook, told) ? told : undefined
}
