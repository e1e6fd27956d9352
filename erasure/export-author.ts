import type { Static } from 'typebox'
import { MentionRow, mentionColumns } from '../enrich/mentions/mention-table.ts'
import { findErased, type FindDeps } from './find.ts'
import type { ErasureRequest } from './request.ts'
import { selectIn } from '../infra/store/chunks.ts'

/** All that is stored of an author's mentions, for a person who asks for it; oldest first. Blanked mentions are left out. */
export async function exportAuthor(
  deps: FindDeps,
  request: ErasureRequest & { kind: 'author' },
): Promise<Static<typeof MentionRow>[]> {
  const { ids } = await findErased(deps, request)
  const rows = await selectIn(
    deps.store,
    MentionRow,
    `SELECT ${mentionColumns} FROM mentions FINAL WHERE id IN {ids: Array(String)} AND removed_at IS NULL`,
    { name: 'ids', list: ids.keys() },
  )
  return rows.toSorted((a, b) => a.createdAt - b.createdAt)
}
