import { createHash, randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { Type, type Static } from 'typebox'
import { verdicts, type Alert } from '../../alerts/alert/alert.ts'
import type { AlertCommand, CommandName } from '../../alerts/alert/alert-command.ts'
import { mayFollow } from '../../alerts/alert/impact.ts'
import { impactStatuses } from '../../alerts/alert/planner-card.ts'
import type { Organisation } from '../../alerts/organisation/organisation.ts'
import { Problem } from './problem.ts'
import { closed, TimeIn, toEpochMs, Word } from './schemas.ts'

export const CommandBody = Type.Object(
  {
    reason: Type.Optional(Type.String({ maxLength: 1000 })),
    owner: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    until: Type.Optional(TimeIn),
    worseBy: Type.Optional(Type.Number({ minimum: 1, maximum: 10_000, description: 'Percent: ends a snooze' })),
    department: Type.Optional(Word),
    verdict: Type.Optional(Type.Enum([...verdicts])),
    duplicateOf: Type.Optional(Word),
    status: Type.Optional(Type.Enum([...impactStatuses], { description: 'How the impact stands' })),
    expectedUntil: Type.Optional(TimeIn),
  },
  closed,
)
export type CommandBody = Static<typeof CommandBody>

interface Asked {
  command: CommandName
  alert: Alert
  by: string
  at: number
  organisation: Organisation
  idempotencyKey: string | undefined
}

/** The same key from the same person for the same deed is the same command; without one every request is its own. */
export function commandIdOf({
  command,
  alertId,
  by,
  idempotencyKey,
}: Pick<Asked, 'command' | 'by' | 'idempotencyKey'> & { alertId: string }): string {
  if (idempotencyKey === undefined) return randomUUID()
  return createHash('sha256').update([by, alertId, command, idempotencyKey].join('\u0001')).digest('hex').slice(0, 32)
}

/** The header Idempotency-Key, where a request has it. */
export const idempotencyKeyOf = ({ headers }: { headers: IncomingHttpHeaders }): string | undefined => {
  const key = headers['idempotency-key']
  return typeof key === 'string' && key !== '' ? key : undefined
}

/** The command that a request means. @throws Problem 400 that names what is missing, 409 where the alert cannot take it. */
export function toCommand(body: CommandBody, asked: Asked): AlertCommand {
  const { command, alert, by, at, organisation } = asked
  const { reason, owner, department, worseBy, verdict, duplicateOf, status: impact } = body
  const until = futureMs('until', body.until, at)
  const expectedUntil = futureMs('expectedUntil', body.expectedUntil, at)
  refuseIncomplete(body, asked)
  if (department !== undefined && !organisation.departments.has(department))
    throw new Problem(400, `there is no department ${JSON.stringify(department)}`)
  const longestClaim = at + organisation.claimMs
  if (command === 'claim' && until !== undefined && until > longestClaim)
    throw new Problem(400, `a claim holds for ${organisation.claimMs / 60_000} minutes at most; claim it again then`)
  const claimUntil = command === 'claim' ? (until ?? longestClaim) : until
  return {
    commandId: commandIdOf({ ...asked, alertId: alert.id }),
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
  }
}

function futureMs(name: string, text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined
  const ms = toEpochMs(name, text)
  if (ms <= now) throw new Problem(400, `${name} is in the past`)
  return ms
}

/** What may be done with an alert that is over. */
const afterwards: CommandName[] = ['verdict', 'comment', 'reopen', 'impact', 'release']

function refuseIncomplete(body: CommandBody, { command, alert }: Asked): void {
  if (alert.status === 'resolved' && !afterwards.includes(command))
    throw new Problem(409, 'the alert is over; reopen it, or wait: it opens again by itself when it goes on')
  const missing: Partial<Record<CommandName, string | false>> = {
    snooze:
      body.until === undefined &&
      body.worseBy === undefined &&
      'to snooze, say until when ("until") or until how much worse in percent ("worseBy")',
    verdict: body.verdict === undefined && `say your verdict: "verdict" is ${verdicts.join(', ')}`,
    handover: body.department === undefined && 'say to whom it is handed over: "department"',
    comment: !body.reason && 'say your comment: "reason"',
    impact: body.status === undefined && `say how the impact stands: "status" is ${impactStatuses.join(', ')}`,
  }
  const sentence = missing[command]
  if (sentence) throw new Problem(400, sentence)
  if (command === 'impact') refuseImpact(alert, body)
}

function refuseImpact({ impact }: Alert, { status }: CommandBody): void {
  if (!impact) throw new Problem(409, 'nothing that its mentions name is in the join table, so it has no impact')
  if (impact.status !== status && !mayFollow(impact.status, status!))
    throw new Problem(409, `an impact goes from ${impact.status} to something else than ${status}`)
}

/** A person by id or name, where people are configured. */
function toOwner(owner: string, { people }: Organisation): string {
  if (people.size === 0) return owner
  const person = [...people.values()].find(({ id, name }) => id === owner || name === owner)
  if (!person) throw new Problem(400, `there is no person ${JSON.stringify(owner)} in the configuration`)
  if (person.role === 'viewer') throw new Problem(400, `${person.name} is a viewer, who could do nothing with it`)
  return person.id
}
