import { Type, type Static } from 'typebox'
import type { Store } from '../../infra/store/store.ts'

/** The newest evaluation: number of series, and p-value thresholds. */
export const LastEvaluation = Type.Object({
  /** Epoch ms. */
  at: Type.Integer(),
  perDepartmentPerWeek: Type.Number(),
  /** Active series, and how many of them are still waiting for their baseline. */
  series: Type.Integer(),
  waiting: Type.Integer(),
  /** The p-values at or below which a whole topic or department, or one cut of it, is a spike. */
  thresholds: Type.Object({ whole: Type.Number(), cut: Type.Number() }),
})
export type LastEvaluation = Static<typeof LastEvaluation>

/** The one row of table `evaluations`. */
const id = 'last'

const Row = Type.Object({
  evaluatedAt: Type.Integer(),
  perDepartmentPerWeek: Type.Number(),
  series: Type.Integer(),
  waiting: Type.Integer(),
  thresholdWhole: Type.Number(),
  thresholdCut: Type.Number(),
})

export async function saveLastEvaluation(store: Store, evaluation: LastEvaluation): Promise<void> {
  const { at: evaluatedAt, thresholds, ...rest } = evaluation
  const row = { id, evaluatedAt, ...rest, thresholdWhole: thresholds.whole, thresholdCut: thresholds.cut }
  await store.insert('evaluations', [row])
}

/** Undefined before the first evaluation. */
export async function loadLastEvaluation(store: Store): Promise<LastEvaluation | undefined> {
  const [row] = await store.select(
    Row,
    `SELECT evaluated_at, per_department_per_week, series, waiting, threshold_whole, threshold_cut
     FROM evaluations FINAL WHERE id = {id: String}`,
    { id },
  )
  if (!row) return undefined
  const { evaluatedAt: at, thresholdWhole: whole, thresholdCut: cut, ...rest } = row
  return { at, ...rest, thresholds: { whole, cut } }
}
