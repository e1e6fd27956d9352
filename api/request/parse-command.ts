import { createHash, randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { Type, type Static } from 'typebox'
import { verdicts, type Alert } from '../../alerts/alert/alert.ts'
import type { AlertCommand, CommandName } from '../../alerts/alert/alert-command.ts'
import { isTransition } from '../../alerts/alert/impact.ts'
import { impactStatuses } from '../../alerts/alert/planner-card.ts'
import type { Organisation } from '../../alerts/organisation/organisation.ts'
import { doc } from '../../infra/doc.ts'
import { Problem } from './problem.ts'
import { closed, timeIn, toEpochMs, word } from './schemas.ts'

export const CommandBody = Type.Object(
  {
    reason: Type.Optional(
      Type.String({ maxLength: 1000, ...doc('A note; of a comment its text', 'Calling Nordfracht') }),
    ),
    owner: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, ...doc('assign: the new owner, by id or name', 'mara') }),
    ),
    until: Type.Optional(timeIn('snooze, claim: when it ends', '2026-12-01T08:00:00Z')),
    worseBy: Type.Optional(
      Type.Number({
        minimum: 1,
        maximum: 10_000,
        ...doc('snooze: it ends when the excess has grown by this many percent', 50),
      }),
    ),
    department: Type.Optional(word('handover: id of the department that gets it', 'support')),
    verdict: Type.Optional(Type.Enum([...verdicts], doc('verdict: the rating'))),
    duplicateOf: Type.Optional(word('verdict duplicate: id of the original alert', '8c2f6a1d9e3b')),
    status: Type.Optional(Type.Enum([...impactStatuses], doc('impact: the impact status'))),
    expectedUntil: Type.Optional(timeIn('impact: when it is expected to end', '2026-12-04T00:00:00Z')),
    into: Type.Optional(word('merge: id of the alert to merge into', '8c2f6a1d9e3b')),
    topic: Type.Optional(word('split: id of a topic of also', 'delivery.damaged')),
    merged: Type.Optional(word('split: id of a merged alert, instead of topic', '8c2f6a1d9e3b')),
  },
  { ...closed, description: 'What the command needs; all other commands need nothing' },
)
export type CommandBody = Static<typeof CommandBody>

interface CommandRequest {
  command: CommandName
  alert: Alert
  by: string
  at: number
  organisation: Organisation
  idempotencyKey: string | undefined
}

/** The id of a command. With an Idempotency-Key: a hash of person, alert, command and key, so a repeated request gets the same id. Without one: a random id. */
export function commandIdOf({
  command,
  alertId,
  by,
  idempotencyKey,
}: Pick<CommandRequest, 'command' | 'by' | 'idempotencyKey'> & { alertId: string }): string {
  if (idempotencyKey === undefined) return randomUUID()
  return createHash('sha256').update([by, alertId, command, idempotencyKey].join('\u0001')).digest('hex').slice(0, 32)
}

/** The header Idempotency-Key, if present. */
export const idempotencyKeyOf = ({ headers }: { headers: IncomingHttpHeaders }): string | undefined => {
  const key = headers['idempotency-key']
  return typeof key === 'string' && key !== '' ? key : undefined
}

/** The command of a request. @throws Problem 400 for missing or invalid fields, 409 if the alert's state does not allow it. */
export function toCommand(body: CommandBody, request: CommandRequest): AlertCommand {
  const { command, alert, by, at, organisation } = request
  const { reason, owner, department, worseBy, verdict, duplicateOf, status: impact, into, topic, merged } = body
  const until = futureMs('until', body.until, at)
  const expectedUntil = futureMs('expectedUntil', body.expectedUntil, at)
  refuseIncomplete(body, request)
  if (department !== undefined && !organisation.departments.has(department))
    throw new Problem(400, `there is no department ${JSON.stringify(department)}`)
  const longestClaim = at + organisation.claimMs
  if (command === 'claim' && until !== undefined && until > longestClaim)
    throw new Problem(400, `a claim lasts at most ${organisation.claimMs / 60_000} min; claim the alert again later`)
  const claimUntil = command === 'claim' ? (until ?? longestClaim) : until
  return {
    commandId: commandIdOf({ ...request, alertId: alert.id }),
    alertId: alert.id,
    command,
    by,
    at,
    ...(reason !== undefined && { reason }),
    ...(owner !== undefined && { owner: toOwner(owner, organisation) }),
    ...(claimUntil !== undefined && { until: claimUntil }),
    ...(worseBy !== undefined && { worseBy }),
    ...(department !== undefined && { department }),
    ...(verdict !== undefined && { verdict }),
    ...(duplicateOf !== undefined && { duplicateOf }),
    ...(impact !== undefined && { impact }),
    ...(expectedUntil !== undefined && { expectedUntil }),
    ...(into !== undefined && { into }),
    ...(topic !== undefined && { topic }),
    ...(merged !== undefined && { merged }),
  }
}

function futureMs(name: string, text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined
  const ms = toEpochMs(name, text)
  if (ms <= now) throw new Problem(400, `${name} is in the past`)
  return ms
}

/** Commands for resolved alerts; a merge is refused with a reason of its own. */
const afterResolution: CommandName[] = ['verdict', 'comment', 'reopen', 'impact', 'release', 'merge', 'split']

function refuseIncomplete(body: CommandBody, { command, alert }: CommandRequest): void {
  if (alert.status === 'resolved' && !afterResolution.includes(command))
    throw new Problem(409, 'the alert is resolved; reopen it first (it reopens automatically if still active)')
  if (command === 'reopen' && alert.mergedInto !== null)
    throw new Problem(409, 'the alert is merged into another one; split it from there instead')
  const missing: Partial<Record<CommandName, string | false>> = {
    snooze:
      body.until === undefined &&
      body.worseBy === undefined &&
      'a snooze needs "until" (a time) or "worseBy" (percent)',
    verdict: body.verdict === undefined && `a rating needs "verdict": ${verdicts.join(', ')}`,
    handover: body.department === undefined && 'a hand-over needs "department"',
    comment: !body.reason && 'a comment needs "reason" (its text)',
    impact: body.status === undefined && `an impact update needs "status": ${impactStatuses.join(', ')}`,
  }
  const sentence = missing[command]
  if (sentence) throw new Problem(400, sentence)
  if (command === 'impact') refuseImpact(alert, body)
}

function refuseImpact({ impact }: Alert, { status }: CommandBody): void {
  if (!impact) throw new Problem(409, 'the alert has no impact: its mentions name nothing in the planning data')
  if (impact.status !== status && !isTransition(impact.status, status!))
    throw new Problem(409, `an impact cannot change from ${impact.status} to ${status}`)
}

/** The id of a person given by id or name; any name where anybody may act. */
function toOwner(owner: string, { people, isOpen }: Organisation): string {
  const person = [...people.values()].find(({ id, name }) => id === owner || name === owner)
  if (!person && isOpen) return owner
  if (!person) throw new Problem(400, `there is no person ${JSON.stringify(owner)} in the configuration`)
  if (person.role === 'viewer') throw new Problem(400, `${person.name} is a viewer and cannot own alerts`)
  return person.id
}
