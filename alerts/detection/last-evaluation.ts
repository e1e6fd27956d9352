import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import type { Store } from '../../infra/store/store.ts'

/** The newest evaluation: number of series, and p-value thresholds. */
export const LastEvaluation = Type.Object({
  /** Epoch ms. */
  at: Type.Integer(),
  perDepartmentPerWeek: Type.Number(doc('The budget: false alarms that a department accepts in a week', 3)),
  series: Type.Integer(doc('Active series', 1840)),
  waiting: Type.Integer(doc('Series of these that still wait for their baseline', 12)),
  thresholds: Type.Object(
    {
      whole: Type.Number(doc('p-value at or below which a topic or department is a spike, 0–1', 2.1e-5)),
      cut: Type.Number(doc('p-value at or below which one cut of it is a spike, 0–1', 3.4e-6)),
    },
    doc('The p-values in force'),
  ),
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
