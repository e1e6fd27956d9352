import type { Store } from '../infra/store/store.ts'
import type { Alert } from './alert/alert.ts'
import type { AlertCommand } from './alert/alert-command.ts'
import { alertsMergedInto, findAlert } from './alert/alert-table.ts'
import { seesAll } from './alert/visibility.ts'
import { changesOf, partsOf, unmerged, type Others } from './alert/merge.ts'
import type { openAlertStore } from './alert-store.ts'
import type { Organisation } from './organisation/organisation.ts'
import { refusal } from './organisation/permission.ts'

interface CarryOutDeps {
  store: Store
  alertStore: Pick<ReturnType<typeof openAlertStore>, 'active' | 'publish' | 'refresh'>
  organisation: Organisation
}

/** Returns the function that publishes the changes of a command. Whoever calls it saves them. A command that is not allowed has none. */
export function openCarryOut({ store, alertStore, organisation }: CarryOutDeps) {
  const find = async (id: string) => alertStore.active.get(id) ?? (await findAlert(store, id, seesAll))

  /** Checks the permission again: the alert may have changed hands since the API accepted the command. */
  const isStillAllowed = (alert: Alert, { by, command, at }: AlertCommand): boolean => {
    const person = organisation.people.get(by)
    return !person || refusal(organisation, person, { alert, command, at }) === undefined
  }

  const othersOf = async (alert: Alert, { command, into, ...part }: AlertCommand): Promise<Others> => {
    if (command === 'merge') return { into: await unmerged(find, into ?? '') }
    if (command !== 'split') return {}
    const found = await Promise.all(partsOf(alert, part).map(({ alertId }) => find(alertId)))
    return { parts: found.filter((each) => each?.mergedInto === alert.id) as Alert[] }
  }

  /** What was merged into an alert becomes part of the alert that it is merged into itself, so that no chain arises. */
  const flatten = async (from: string, into: string): Promise<void> => {
    const active = [...alertStore.active.values()].filter(({ mergedInto }) => mergedInto === from)
    const stored = (await alertsMergedInto(store, from)).filter(({ id }) => !alertStore.active.has(id))
    for (const part of [...active, ...stored]) alertStore.refresh({ ...part, mergedInto: into }, part.updatedAt)
  }

  return async (command: AlertCommand): Promise<void> => {
    const { commandId, alertId, by: name, at } = command
    const alert = await find(alertId)
    if (!alert || !isStillAllowed(alert, command)) return
    const others = await othersOf(alert, command)
    if (others.into && !isStillAllowed(others.into, command)) return
    const changes = changesOf(alert, command, others)
    if (others.into && changes.length > 0) await flatten(alertId, others.into.id)
    for (const { alert: changed, change } of changes) await alertStore.publish(changed, change, { name, commandId, at })
  }
}
