import { Type } from 'typebox'
import { chunksOf } from '../../infra/store/chunks.ts'
import type { Store } from '../../infra/store/store.ts'
import { termsIn } from './snapshot.ts'

/** The terms that each row of `term_states` holds, also rows that a later one replaced. */
export async function storedTermTexts(store: Store): Promise<{ id: string; texts: string[] }[]> {
  const rows = await store.select(
    Type.Object({ id: Type.String(), body: Type.String() }),
    'SELECT id, body FROM term_states',
  )
  return Promise.all(rows.map(async ({ id, body }) => ({ id, texts: await termsIn(body) })))
}

/** Deletes saved term histories; the terms are learnt again from the mentions. */
export async function forgetTermStates(store: Store, ids: readonly string[]): Promise<void> {
  for (const some of chunksOf(ids))
    await store.command('ALTER TABLE term_states DELETE WHERE id IN {ids: Array(String)} SETTINGS mutations_sync = 2', {
      ids: some,
    })
}
