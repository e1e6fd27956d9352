import { Type } from 'typebox'
import type { Store } from '../../infra/store/store.ts'
import { mentionsOf } from './mentions-of.ts'
import type { Subject } from './subject.ts'

/** The mentions of a subject in [from, to), epoch ms, those of backfill too. */
export async function countMentions(
  store: Store,
  subject: Subject,
  span: { from: number; to: number },
): Promise<number> {
  const { where, params } = mentionsOf(subject)
  const [row] = await store.select(
    Type.Object({ mentions: Type.Integer() }),
    `SELECT count() AS mentions FROM mentions FINAL
     WHERE created_at >= {fromAt: DateTime64(3)} AND created_at < {toAt: DateTime64(3)} AND ${where}`,
    { ...params, fromAt: span.from, toAt: span.to },
  )
  return row!.mentions
}
