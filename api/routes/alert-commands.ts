import { setTimeout as pause } from 'node:timers/promises'
import { Type } from 'typebox'
import type { Alert } from '../../alerts/alert/alert.ts'
import { alertCommandsTopic, commands, type AlertCommand, type CommandName } from '../../alerts/alert/alert-command.ts'
import { changeOfCommand, findAlert } from '../../alerts/alert/alert-table.ts'
import { alertsGroup } from '../../alerts/alerts.ts'
import { withoutRemoved } from '../../alerts/alert/removed-quotes.ts'
import { applyCommand } from '../../alerts/alert/apply-command.ts'
import { AlertDto, toAlertDto } from '../dto/alert-dto.ts'
import { CommandBody, commandIdOf, idempotencyKeyOf, toCommand } from '../request/parse-command.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { notFound, Problem } from '../request/problem.ts'
import { allow, personOf } from '../request/auth.ts'
import { NoQuery, problems } from '../request/schemas.ts'
import { AlertId } from './alerts.ts'

const Taken = Type.Object({ commandId: Type.String() })

const waitMs = 1_000
const askAgainMs = 25

const summaries: Record<CommandName, string> = {
  acknowledge: 'Take it',
  assign: 'Give it to owner',
  snooze: 'Quiet until then, or until it is so much percent worse',
  resolve: 'Say that it is over',
  reopen: 'Say that it is not over',
  handover: 'Give it to another department, with a note in reason',
  comment: 'Say something, in reason',
  claim: 'Hold it in a honeycomb: nobody else changes it until then',
  release: 'Give a claim back',
  impact: 'Say how it stands in the supply chain',
  verdict: 'Say what it was worth, also when it is over; the last verdict counts',
}

/** What a person does goes through the log; 200 when the one writer of alerts has done it within a second, else 202. */
export function alertCommandRoutes(app: App, parts: ApiDeps): void {
  const shown = async (alert: Alert) => toAlertDto((await withoutRemoved(parts.reader, [alert]))[0]!)
  for (const command of commands) {
    app.post(
      `/alerts/:id/${command}`,
      {
        schema: {
          operationId: `${command}Alert`,
          summary: `${summaries[command]}; the person is named by an API key or the header X-Groundswell-Person. The same Idempotency-Key is the same command`,
          params: AlertId,
          querystring: NoQuery,
          body: Type.Union([CommandBody, Type.Null()]),
          response: { 200: AlertDto, 202: Taken, ...problems },
        },
        // No body at all is an empty one.
        preValidation: async (request) => void (request.body ??= {}),
      },
      async (request, reply) => {
        const { id } = request.params
        const alert = await findAlert(parts.reader, id, request.asking.visibility)
        if (!alert) throw notFound('alert', id)
        const [person, at] = [personOf(request), parts.clock()]
        const idempotencyKey = idempotencyKeyOf(request)
        // Done before: what it changed may well forbid to do it again.
        if (idempotencyKey && (await isDone(parts, { command, alertId: id, by: person.id, idempotencyKey })))
          return shown(alert)
        allow(parts.organisation, person, { alert, command, at })
        const asked = toCommand(request.body ?? {}, {
          command,
          alert,
          by: person.id,
          at,
          organisation: parts.organisation,
          idempotencyKey,
        })
        if (!applyCommand(alert, asked)) return shown(alert)
        const changed = await commandAlert(parts, asked)
        return changed ? shown(changed) : reply.code(202).send({ commandId: asked.commandId })
      },
    )
  }
}

const isDone = async ({ reader }: ApiDeps, asked: Parameters<typeof commandIdOf>[0]): Promise<boolean> =>
  (await changeOfCommand(reader, commandIdOf(asked))) !== undefined

/**
 * Durable once it resolves; the alert with the command's change in it when the writer did it within a second, so what is read afterwards is not older.
 * @throws Problem 409 when somebody else was first and there is nothing left to change.
 */
export async function commandAlert(parts: ApiDeps, command: AlertCommand): Promise<Alert | undefined> {
  const { log, reader } = parts
  const positions = await log.publish(alertCommandsTopic, [command])
  const deadline = AbortSignal.timeout(waitMs)
  const handled = await log.reached(alertsGroup, positions, deadline).then(
    () => true,
    () => false,
  )
  for (;;) {
    const change = await changeOfCommand(reader, command.commandId)
    const alert = change && (await findAlert(reader, command.alertId))
    if (alert && alert.changeNumber >= change.changeNumber) return alert
    if (handled && !change) throw new Problem(409, await whyNot(parts, command))
    if (deadline.aborted) return undefined
    await pause(askAgainMs)
  }
}

async function whyNot({ reader }: ApiDeps, { alertId, command }: AlertCommand): Promise<string> {
  const alert = await findAlert(reader, alertId)
  const claim = alert?.claim ? `, ${alert.claim.by} has claimed it` : ''
  return `somebody was first: the alert is ${alert?.status ?? 'gone'}${claim}, and there is nothing left to ${command}`
}
