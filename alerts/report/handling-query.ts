import { Type, type Static } from 'typebox'
import { selectIn } from '../../infra/store/chunks.ts'
import type { Store } from '../../infra/store/store.ts'

/** How people handled an alert, by its changes. */
const Handling = Type.Object({
  alertId: Type.String(),
  /** The first acknowledgement or assignment, epoch ms; 0 = none. */
  acknowledged: Type.Integer(),
  /** Who resolved it last (`groundswell` or a person's id), and the note; '' = nobody, none. */
  resolvedBy: Type.String(),
  resolution: Type.String(),
})
export type Handling = Static<typeof Handling>

/** By id of the alert; none for an alert without changes. */
export async function handlingOf(store: Store, alertIds: Iterable<string>): Promise<ReadonlyMap<string, Handling>> {
  const rows = await selectIn(
    store,
    Handling,
    `SELECT alert_id, toUnixTimestamp64Milli(minIf(made_at, change IN ('acknowledged', 'assigned'))) AS acknowledged,
       argMaxIf(by, change_number, change = 'resolved') AS resolved_by, argMaxIf(reason, change_number, change = 'resolved') AS resolution
     FROM alert_changes FINAL WHERE alert_id IN {alertIds: Array(String)} GROUP BY alert_id`,
    { name: 'alertIds', list: new Set(alertIds) },
  )
  return new Map(rows.map((row) => [row.alertId, row]))
}
