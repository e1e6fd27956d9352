import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import type { Alert } from '../../alerts/alert/alert.ts'
import { seesAll } from '../../alerts/alert/visibility.ts'
import { findAlert } from '../../alerts/alert/alert-table.ts'
import { impactStatuses } from '../../alerts/alert/planner-card.ts'
import { applyCommand } from '../../alerts/alert/apply-command.ts'
import type { Person } from '../../alerts/organisation/organisation.ts'
import { AlertDto, toAlertDto } from '../dto/alert-dto.ts'
import { idempotencyKeyOf, toCommand } from '../request/parse-command.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { Problem } from '../request/problem.ts'
import { allow } from '../request/auth.ts'
import { closed, NoQuery, problems, timeIn } from '../request/schemas.ts'
import { Accepted, commandAlert, IdempotencyKey } from './alert-commands.ts'

const Token = Type.Object({
  token: Type.String({ minLength: 1, maxLength: 2000, ...doc('The secret of the link', 'eyJhIjoiOWYxYyJ9.3b1f') }),
})
const shown = ['id', 'title', 'sentence', 'status', 'severity', 'onsetAt', 'card', 'impact'] as const
const ConfirmationDto = Type.Object(
  {
    person: Type.String(doc('Id of the person who received the link', 'petra')),
    name: Type.String(doc('Their name', 'Petra Holm')),
    alert: Type.Pick(AlertDto, [...shown], { title: 'ConfirmedAlert', description: 'What of the alert is shown' }),
  },
  doc('The planner card and its impact status'),
)
/** Anybody may send it; a reason of 1,000 characters has up to 6,000 bytes. */
const bodyLimit = 16_000
const Body = Type.Object(
  {
    status: Type.Enum([...impactStatuses], doc('The impact status')),
    expectedUntil: Type.Optional(timeIn('When it is expected to end', '2026-12-04T00:00:00Z')),
    reason: Type.Optional(Type.String({ maxLength: 1000, ...doc('A note', 'Seal of lot L2411 leaks') })),
  },
  { ...closed, description: 'The new impact status' },
)

/** The confirmation page behind a link in a message: a planner card and its impact status. The link identifies the person, who has their own permissions. Opening the link changes nothing. */
export function confirmationRoutes(app: App, deps: ApiDeps): void {
  app.get(
    '/confirmations/:token',
    {
      config: { permission: 'public' },
      schema: {
        operationId: 'getConfirmation',
        tags: ['Impacts'],
        description:
          'The token in the path identifies the person who received the link. Opening the link changes nothing.',
        summary: 'The planner card behind a link in a message',
        params: Token,
        querystring: NoQuery,
        response: { 200: ConfirmationDto, ...problems },
      },
    },
    async ({ params: { token } }) => toConfirmationDto(await confirmationOf(deps, token)),
  )
  app.post(
    '/confirmations/:token',
    {
      bodyLimit,
      config: { permission: 'public' },
      schema: {
        operationId: 'confirmImpact',
        tags: ['Impacts'],
        description:
          'The person of the link needs the permission for it. 202 while the change is not applied within a second.',
        summary: 'Update the impact status as the person who received the link',
        params: Token,
        querystring: NoQuery,
        headers: IdempotencyKey,
        body: Body,
        response: { 200: ConfirmationDto, 202: Accepted, ...problems },
      },
    },
    async (request, reply) => {
      const { alert, person } = await confirmationOf(deps, request.params.token)
      request.audited = { person: person.id, subject: alert.id }
      const { organisation, clock } = deps
      const at = clock()
      allow(organisation, person, { alert, command: 'impact', at })
      const command = toCommand(request.body, {
        command: 'impact',
        alert,
        by: person.id,
        at,
        organisation,
        idempotencyKey: idempotencyKeyOf(request),
      })
      if (!applyCommand(alert, command)) return toConfirmationDto({ alert, person })
      const changed = await commandAlert(deps, command)
      return changed
        ? toConfirmationDto({ alert: changed, person })
        : reply.code(202).send({ commandId: command.commandId })
    },
  )
}

interface Confirmed {
  alert: Alert
  person: Person
}

/** @throws Problem 404 for a bad link or a missing alert, 403 for a person who is no longer configured. */
async function confirmationOf({ reader, clock, links, organisation }: ApiDeps, token: string): Promise<Confirmed> {
  const confirmation = links.read(token, clock())
  if (!confirmation) throw new Problem(404, 'the link is invalid or expired; open the alert instead')
  const alert = await findAlert(reader, confirmation.alertId, seesAll)
  if (!alert) throw new Problem(404, 'the alert of this link no longer exists')
  const person = organisation.people.get(confirmation.person)
  if (!person) throw new Problem(403, `${confirmation.person} is no longer in the configuration; ask the alert's owner`)
  return { alert, person }
}

function toConfirmationDto({ alert, person }: Confirmed): Static<typeof ConfirmationDto> {
  const { id, title, sentence, status, severity, onsetAt, card, impact } = toAlertDto(alert)
  return {
    person: person.id,
    name: person.name,
    alert: { id, title, sentence, status, severity, onsetAt, card, impact },
  }
}
