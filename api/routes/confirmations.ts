import { Type } from 'typebox'
import { findAlert } from '../../alerts/alert/alert-table.ts'
import { impactStatuses } from '../../alerts/alert/planner-card.ts'
import { applyCommand } from '../../alerts/alert/apply-command.ts'
import { AlertDto, toAlertDto } from '../dto/alert-dto.ts'
import { idempotencyKeyOf, toCommand } from '../request/parse-command.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { Problem } from '../request/problem.ts'
import { allow } from '../request/auth.ts'
import { closed, NoQuery, problems, TimeIn } from '../request/schemas.ts'
import { commandAlert } from './alert-commands.ts'

const Token = Type.Object({ token: Type.String({ minLength: 1, maxLength: 2000 }) })
const shown = ['id', 'title', 'sentence', 'status', 'severity', 'onsetAt', 'card', 'impact'] as const
const ConfirmationDto = Type.Object({
  person: Type.String(),
  name: Type.String(),
  alert: Type.Pick(AlertDto, [...shown]),
})
const Body = Type.Object(
  {
    status: Type.Enum([...impactStatuses]),
    expectedUntil: Type.Optional(TimeIn),
    reason: Type.Optional(Type.String({ maxLength: 1000 })),
  },
  closed,
)

/** The page behind a link in a message: a planner card and its impact status. The link identifies the person, with their usual permissions. Opening it changes nothing. */
export function confirmationRoutes(app: App, deps: ApiDeps): void {
  const { reader, clock, links, organisation } = deps
  const find = async (token: string) => {
    const confirmation = links.read(token, clock())
    if (!confirmation) throw new Problem(404, 'the link is invalid or expired; open the alert instead')
    const alert = await findAlert(reader, confirmation.alertId)
    if (!alert) throw new Problem(404, 'the alert of this link no longer exists')
    if (!organisation.people.has(confirmation.person))
      throw new Problem(403, `${confirmation.person} is no longer in the configuration; ask the alert's owner`)
    return { alert, person: confirmation.person }
  }
  const toDto = ({ alert, person }: Awaited<ReturnType<typeof find>>) => {
    const dto = toAlertDto(alert)
    const { id, title, sentence, status, severity, onsetAt, card, impact } = dto
    const { name } = organisation.people.get(person)!
    return { person, name, alert: { id, title, sentence, status, severity, onsetAt, card, impact } }
  }

  app.get(
    '/confirmations/:token',
    {
      schema: {
        operationId: 'getConfirmation',
        summary: 'The planner card behind a link in a message',
        params: Token,
        querystring: NoQuery,
        response: { 200: ConfirmationDto, ...problems },
      },
    },
    async ({ params: { token } }) => toDto(await find(token)),
  )
  app.post(
    '/confirmations/:token',
    {
      schema: {
        operationId: 'confirmImpact',
        summary: 'Update the impact status as the person whom the link was sent to',
        params: Token,
        querystring: NoQuery,
        body: Body,
        response: { 200: ConfirmationDto, 202: Type.Object({ commandId: Type.String() }), ...problems },
      },
    },
    async (request, reply) => {
      const { alert, person } = await find(request.params.token)
      const at = clock()
      allow(organisation, organisation.people.get(person)!, { alert, command: 'impact', at })
      const command = toCommand(request.body, {
        command: 'impact',
        alert,
        by: person,
        at,
        organisation,
        idempotencyKey: idempotencyKeyOf(request),
      })
      if (!applyCommand(alert, command)) return toDto({ alert, person })
      const changed = await commandAlert(deps, command)
      return changed ? toDto({ alert: changed, person }) : reply.code(202).send({ commandId: command.commandId })
    },
  )
}
