import { setTimeout as pause } from 'node:timers/promises'
import { Type } from 'typebox'
import { doc } from '../../infra/doc.ts'
import type { Alert } from '../../alerts/alert/alert.ts'
import { alertCommandsTopic, commands, type AlertCommand, type CommandName } from '../../alerts/alert/alert-command.ts'
import { changeOfCommand, findAlert } from '../../alerts/alert/alert-table.ts'
import { alertsGroup } from '../../alerts/alerts.ts'
import { shownAlerts } from '../../alerts/alert/shown-alerts.ts'
import { seesAll } from '../../alerts/alert/visibility.ts'
import { changesOf } from '../../alerts/alert/merge.ts'
import { AlertDto, toAlertDto } from '../dto/alert-dto.ts'
import { CommandBody, commandIdOf, idempotencyKeyOf, toCommand } from '../request/parse-command.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { otherAlerts } from '../request/other-alerts.ts'
import { notFound, Problem } from '../request/problem.ts'
import { allow, personOf } from '../request/auth.ts'
import { NoQuery, problems } from '../request/schemas.ts'
import { AlertId } from './alerts.ts'

export const Accepted = Type.Object(
  { commandId: Type.String(doc('Id of the command; changes of the alert have it', '5f0e8c1d')) },
  { title: 'Accepted', description: 'The command is durable and not yet applied' },
)

/** The header of requests that may be repeated. */
export const IdempotencyKey = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String(doc('Requests with the same key are one command; absent: each is one of its own', 'b7c9-4410')),
  ),
})

const waitMs = 1_000
const pollEveryMs = 25

const summaries: Record<CommandName, string> = {
  acknowledge: 'Acknowledge the alert and take ownership',
  assign: 'Assign the alert to an owner',
  snooze: 'Snooze the alert until a time, or until its excess has grown by a percentage',
  resolve: 'Resolve the alert',
  reopen: 'Reopen a resolved alert',
  handover: 'Hand the alert over to another department, with a note in reason',
  comment: 'Add a comment; its text is in reason',
  claim: 'Claim the alert (honeycomb model): nobody else may change it until then',
  release: 'Release a claim',
  impact: 'Update the impact status in the supply chain',
  verdict: 'Rate the alert, at any time; the last rating counts',
  merge:
    'Merge the alert into another one: it is resolved, and while the other one is active, its subject alerts there',
  split: 'Split a joined topic or a merged alert from the alert: its next spike alerts by itself',
}

/** Publishes commands to the log. Responds 200 if the writer of alerts applies the command within a second, otherwise 202. */
export function alertCommandRoutes(app: App, deps: ApiDeps): void {
  for (const command of commands) {
    app.post(
      `/alerts/:id/${command}`,
      {
        config: { permission: 'alerts.write' },
        schema: {
          operationId: `${command}Alert`,
          tags: ['Alerts'],
          summary: summaries[command],
          description:
            'Answers 200 with the alert if the change came within a second, otherwise 202 once the command is durable. Requests of a person with the same Idempotency-Key are one command.',
          headers: IdempotencyKey,
          params: AlertId,
          querystring: NoQuery,
          body: Type.Union([CommandBody, Type.Null()]),
          response: { 200: AlertDto, 202: Accepted, ...problems },
        },
        // A missing body counts as an empty one.
        preValidation: async (request) => void (request.body ??= {}),
      },
      async (request, reply) => {
        const { id } = request.params
        const { visibility } = request.caller
        const shown = async (one: Alert) => toAlertDto((await shownAlerts(deps.reader, [one], visibility))[0]!)
        const alert = await findAlert(deps.reader, id, visibility)
        if (!alert) throw notFound('alert', id)
        const [person, at] = [personOf(request), deps.clock()]
        const idempotencyKey = idempotencyKeyOf(request)
        // The command was applied before. It must not be checked again, because the alert's new state may not allow it.
        if (idempotencyKey && (await isDone(deps, { command, alertId: id, by: person.id, idempotencyKey })))
          return shown(alert)
        allow(deps.organisation, person, { alert, command, at })
        const body = request.body ?? {}
        const others = await otherAlerts(deps, { command, alert, body, person, visibility, at })
        const requested = toCommand(body, {
          command,
          alert,
          by: person.id,
          at,
          organisation: deps.organisation,
          idempotencyKey,
        })
        if (changesOf(alert, requested, others).length === 0) return shown(alert)
        const changed = await commandAlert(deps, requested)
        return changed ? shown(changed) : reply.code(202).send({ commandId: requested.commandId })
      },
    )
  }
}

const isDone = async ({ reader }: ApiDeps, requested: Parameters<typeof commandIdOf>[0]): Promise<boolean> =>
  (await changeOfCommand(reader, { commandId: commandIdOf(requested), alertId: requested.alertId })) !== undefined

/**
 * Publishes the command; it is durable once this resolves. Resolves to the changed alert if the writer applies the command within a second
 * (later reads then include the change), otherwise to undefined.
 * @throws Problem 409 if another command came first and this one has no effect
 */
export async function commandAlert(deps: ApiDeps, command: AlertCommand): Promise<Alert | undefined> {
  const { log, reader } = deps
  const positions = await log.publish(alertCommandsTopic, [command])
  const deadline = AbortSignal.timeout(waitMs)
  const handled = await log.reached(alertsGroup, positions, deadline).then(
    () => true,
    () => false,
  )
  for (;;) {
    const change = await changeOfCommand(reader, command)
    const alert = change && (await findAlert(reader, command.alertId, seesAll))
    if (alert && alert.changeNumber >= change.changeNumber) return alert
    if (handled && !change) throw new Problem(409, await reasonUnchanged(deps, command))
    if (deadline.aborted) return undefined
    await pause(pollEveryMs)
  }
}

async function reasonUnchanged({ reader }: ApiDeps, { alertId, command }: AlertCommand): Promise<string> {
  const alert = await findAlert(reader, alertId, seesAll)
  const claim = alert?.claim ? `, ${alert.claim.by} has claimed it` : ''
  return `someone else changed the alert first: it is ${alert?.status ?? 'gone'}${claim}, so ${command} has no effect`
}
