import type { Alert } from '../../alerts/alert/alert.ts'
import { findAlert } from '../../alerts/alert/alert-table.ts'
import type { CommandName } from '../../alerts/alert/alert-command.ts'
import { mergeRefusal, splitRefusal, unmerged, type Others } from '../../alerts/alert/merge.ts'
import type { Visibility } from '../../alerts/alert/visibility.ts'
import type { Person } from '../../alerts/organisation/organisation.ts'
import { allow } from './auth.ts'
import type { ApiDeps } from './deps.ts'
import type { CommandBody } from './parse-command.ts'
import { notFound, Problem } from './problem.ts'

interface OthersRequest {
  command: CommandName
  alert: Alert
  body: CommandBody
  person: Person
  visibility: Visibility
  at: number
}

/**
 * The alert that a merge goes into, where the merge or split of the request is possible. An alert that is merged already leads to the one
 * that it is part of.
 * @throws Problem 400 for a missing field, 404 for an unknown alert, 403 if the person may not act on it, 409 if the state does not allow it
 */
export async function otherAlerts(
  { reader, organisation }: ApiDeps,
  { command, alert, body, person, visibility, at }: OthersRequest,
): Promise<Others> {
  if (command === 'merge') {
    if (body.into === undefined) throw new Problem(400, 'a merge needs "into" (the id of the alert to merge into)')
    const into = await unmerged((id) => findAlert(reader, id, visibility), body.into)
    if (!into) throw notFound('alert', body.into)
    allow(organisation, person, { alert: into, command, at })
    const sentence = alert.mergedInto === into.id ? undefined : mergeRefusal(alert, into)
    if (sentence !== undefined) throw new Problem(409, sentence)
    return { into }
  }
  const sentence = command === 'split' ? splitRefusal(alert, body) : undefined
  if (sentence !== undefined) throw new Problem((body.topic ?? body.merged) ? 409 : 400, sentence)
  return {}
}
