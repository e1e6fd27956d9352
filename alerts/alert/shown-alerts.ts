import { Type } from 'typebox'
import { selectIn } from '../../infra/store/chunks.ts'
import type { Store } from '../../infra/store/store.ts'
import type { Alert, AlertChange } from './alert.ts'
import { withoutRemoved } from './removed-quotes.ts'
import { visibilitySql, type Visibility } from './visibility.ts'

/** The alerts as a person may read them: without texts of removed mentions, and without other alerts that the person does not see. */
export async function shownAlerts(store: Store, alerts: readonly Alert[], visibility: Visibility): Promise<Alert[]> {
  const sees = await seenAmong(store, alerts.flatMap(othersIn), visibility)
  return (await withoutRemoved(store, alerts)).map((alert) => ({
    ...alert,
    similar: alert.similar.filter(({ alertId }) => sees(alertId)),
    merged: alert.merged.filter(({ alertId }) => sees(alertId)),
    mergedInto: alert.mergedInto !== null && sees(alert.mergedInto) ? alert.mergedInto : null,
    verdict: alert.verdict && withoutHidden(alert.verdict, sees),
  }))
}

/** The changes as a person may read them: without other alerts that the person does not see. */
export async function shownChanges(
  store: Store,
  changes: readonly AlertChange[],
  visibility: Visibility,
): Promise<AlertChange[]> {
  const sees = await seenAmong(
    store,
    changes.flatMap(({ related }) => related?.alertId ?? []),
    visibility,
  )
  return changes.map((change) => {
    const other = change.related?.alertId ?? null
    if (other === null || sees(other)) return change
    const { related: _related, ...rest } = change
    return rest
  })
}

const othersIn = ({ similar, merged, mergedInto, verdict }: Alert): string[] => [
  ...similar.map(({ alertId }) => alertId),
  ...merged.map(({ alertId }) => alertId),
  ...(mergedInto === null ? [] : [mergedInto]),
  ...(verdict?.duplicateOf === undefined ? [] : [verdict.duplicateOf]),
]

function withoutHidden<T extends { duplicateOf?: string | undefined }>(verdict: T, sees: (id: string) => boolean): T {
  if (verdict.duplicateOf === undefined || sees(verdict.duplicateOf)) return verdict
  const { duplicateOf: _duplicateOf, ...rest } = verdict
  return rest as T
}

/** Whether an alert is among the ids that the person sees. */
async function seenAmong(
  store: Store,
  ids: readonly string[],
  visibility: Visibility,
): Promise<(id: string) => boolean> {
  if (visibility.all || ids.length === 0) return () => true
  const { where, params } = visibilitySql(visibility)
  const rows = await selectIn(
    store,
    Type.Object({ id: Type.String() }),
    `SELECT id FROM alerts FINAL WHERE id IN {ids: Array(String)} AND ${where}`,
    { name: 'ids', list: new Set(ids), ...params },
  )
  const seen = new Set(rows.map(({ id }) => id))
  return (id) => seen.has(id)
}
