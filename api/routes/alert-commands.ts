import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Type, type Static } from 'typebox'
import { alertCommandsTopic, verdicts, type Alert, type AlertCommand } from '../../alerts/alert.ts'
import { changeOfCommand, findAlert } from '../../alerts/alert-table.ts'
import { commanded } from '../../alerts/commanded.ts'
import { AlertDto, toAlertDto } from '../alert-dto.ts'
import type { ApiParts, App } from '../parts.ts'
import { notFound, Problem } from '../problem.ts'
import { whoIs } from '../who.ts'
import { closed, NoQuery, problems, TimeIn, toEpochMs } from '../wire.ts'
import { AlertId } from './alerts.ts'

const commands = ['acknowledge', 'assign', 'snooze', 'resolve', 'verdict'] as const
type CommandName = (typeof commands)[number]

const Body = Type.Object(
  {
    reason: Type.Optional(Type.String({ maxLength: 1000 })),
    owner: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    until: Type.Optional(TimeIn),
    verdict: Type.Optional(Type.Enum([...verdicts])),
  },
  closed,
)
const Taken = Type.Object({ commandId: Type.String() })

const waitMs = 1_000
const askAgainMs = 25

const summaries: Record<CommandName, string> = {
  acknowledge: 'Take it',
  assign: 'Give it to owner',
  snooze: 'Quiet until then',
  resolve: 'Say that it is over',
  verdict: 'Say what it was worth, also when it is over; the last verdict counts',
}

/** What a person does goes through the log; 200 when the one writer of alerts has done it within a second, else 202. */
export function alertCommandRoutes(app: App, parts: ApiParts): void {
  for (const command of commands) {
    app.post(
      `/alerts/:id/${command}`,
      {
        schema: {
          operationId: `${command}Alert`,
          summary: `${summaries[command]}; the person is named by the header x-groundswell-user (percent-encoded)`,
          params: AlertId,
          querystring: NoQuery,
          body: Type.Union([Body, Type.Null()]),
          response: { 200: AlertDto, 202: Taken, ...problems },
        },
        // No body at all is an empty one.
        preValidation: async (request) => void (request.body ??= {}),
      },
      async ({ params: { id }, body, headers }, reply) => {
        const alert = await findAlert(parts.reader, id)
        if (!alert) throw notFound('alert', id)
        const asked = toCommand(command, body ?? {}, {
          alert,
          by: whoIs(headers['x-groundswell-user']),
          at: parts.clock(),
        })
        if (!commanded(alert, asked)) return toAlertDto(alert)
        await parts.log.publish(alertCommandsTopic, [asked])
        const changed = await changeWithin(parts, asked)
        if (changed) return toAlertDto(changed)
        return reply.code(202).send({ commandId: asked.commandId })
      },
    )
  }
}

function toCommand(
  command: CommandName,
  { reason, owner, until, verdict }: Static<typeof Body>,
  { alert, by, at }: { alert: Alert; by: string; at: number },
): AlertCommand {
  if (alert.status === 'resolved' && command !== 'verdict')
    throw new Problem(409, 'the alert is over; it opens again by itself when it goes on')
  const untilMs = until === undefined ? undefined : toEpochMs('until', until)
  if (command === 'snooze' && untilMs === undefined) throw new Problem(400, 'to snooze, say until when: "until"')
  if (command === 'verdict' && verdict === undefined)
    throw new Problem(400, `say your verdict: "verdict" is ${verdicts.join(', ')}`)
  if (untilMs !== undefined && untilMs <= at) throw new Problem(400, 'until is in the past')
  return {
    commandId: randomUUID(),
    alertId: alert.id,
    command,
    by,
    at,
    ...(reason !== undefined && { reason }),
    ...(owner !== undefined && { owner }),
    ...(untilMs !== undefined && { until: untilMs }),
    ...(verdict !== undefined && { verdict }),
  }
}

/** The alert once the command's change is in it: what is read afterwards is not older than the answer. */
async function changeWithin({ reader }: ApiParts, { commandId, alertId }: AlertCommand): Promise<Alert | undefined> {
  const deadline = performance.now() + waitMs
  do {
    const change = await changeOfCommand(reader, commandId)
    const alert = change && (await findAlert(reader, alertId))
    if (alert && alert.changeNumber >= change.changeNumber) return alert
    await pause(askAgainMs)
  } while (performance.now() < deadline)
  return undefined
}
