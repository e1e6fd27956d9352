import { Type, type Static } from 'typebox'
import { commands } from '../../alerts/alert/alert-command.ts'
import { doc } from '../../infra/doc.ts'
import { statuses, verdicts } from '../../alerts/alert/alert.ts'
import { findAlert, findAlerts, historyOf } from '../../alerts/alert/alert-table.ts'
import type { Visibility } from '../../alerts/alert/visibility.ts'
import { entityDimensions } from '../../enrich/mentions/dimensions.ts'
import { shownAlerts, shownChanges } from '../../alerts/alert/shown-alerts.ts'
import { refusal } from '../../alerts/organisation/permission.ts'
import { AlertActionsDto } from '../dto/alert-actions-dto.ts'
import { AlertDto, ChangeDto, toAlertDto, toChangeDto } from '../dto/alert-dto.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { notFound } from '../request/problem.ts'
import {
  Cursor,
  CursorTime,
  fromCursor,
  list,
  NoQuery,
  problems,
  query,
  pageLimit,
  toCursor,
  toEpochMsOr,
  timeIn,
  word,
} from '../request/schemas.ts'

const After = Type.Object({ openedAt: CursorTime, id: Type.String() })
export const AlertId = Type.Object({ id: word('Id of the alert', '9f1c2ab47d60') })

const names = [...entityDimensions, 'source'] as const
type Name = (typeof names)[number]
const examples: Record<Name, string> = {
  product: 'Hopper HP-40',
  version: '4.2',
  region: 'North',
  carrier: 'Nordfracht',
  supplier: 'Veld Plastics',
  lot: 'L-2231',
  source: 'forum',
}
const nameField = (name: Name) =>
  Type.Optional(word(`Only alerts that are cut by this ${name}, or whose drivers name it`, examples[name]))
const nameFields = Object.fromEntries(names.map((name) => [name, nameField(name)])) as Record<
  Name,
  ReturnType<typeof nameField>
>

const AlertsQuery = query({
  status: Type.Optional(Type.Enum([...statuses], doc('Only alerts with this status'))),
  department: Type.Optional(word('Only alerts that this department (by id) owns or watches', 'logistics')),
  topic: Type.Optional(word('Only alerts of this topic (by id) and of its subtopics', 'delivery')),
  ...nameFields,
  verdict: Type.Optional(Type.Enum([...verdicts], doc('Only alerts with this last rating'))),
  since: Type.Optional(timeIn('Only alerts that changed at or after this time')),
  from: Type.Optional(timeIn('Only alerts that opened at or after this time')),
  to: Type.Optional(timeIn('Only alerts that opened before this time', '2026-11-30T00:00:00Z')),
  cursor: Type.Optional(Cursor),
  limit: Type.Optional(pageLimit(200, 50)),
})

export function alertRoutes(app: App, deps: ApiDeps): void {
  const { reader } = deps
  historyRoute(app, deps)
  actionsRoute(app, deps)
  app.get(
    '/alerts',
    {
      config: { permission: 'alerts.read' },
      schema: {
        operationId: 'listAlerts',
        tags: ['Alerts'],
        description:
          '`since` compares `updatedAt`, `from` and `to` compare `openedAt`; a topic includes its subtopics. Only alerts that the caller sees.',
        summary: 'Alerts, newest first',
        querystring: AlertsQuery,
        response: { 200: list(AlertDto, 'A page of alerts'), ...problems },
      },
    },
    async ({ query: filters, caller }) => listAlerts(reader, filters, caller.visibility),
  )
  app.get(
    '/alerts/:id',
    {
      config: { permission: 'alerts.read' },
      schema: {
        operationId: 'getAlert',
        tags: ['Alerts'],
        description: 'With its expected range, what the excess has in common, examples, and what people did.',
        summary: 'One alert',
        params: AlertId,
        querystring: NoQuery,
        response: { 200: AlertDto, ...problems },
      },
    },
    async ({ caller: { visibility }, params: { id } }) => {
      const alert = await findAlert(reader, id, visibility)
      if (!alert) throw notFound('alert', id)
      const [shown] = await shownAlerts(reader, [alert], visibility)
      return toAlertDto(shown!)
    },
  )
}

function historyRoute(app: App, { reader }: ApiDeps): void {
  app.get(
    '/alerts/:id/history',
    {
      config: { permission: 'alerts.read' },
      schema: {
        operationId: 'getAlertHistory',
        tags: ['Alerts'],
        description: 'What the system and people did, in the order in which it happened.',
        summary: 'All changes of the alert, oldest first',
        params: AlertId,
        querystring: NoQuery,
        response: { 200: list(ChangeDto, 'All changes; the list has one page'), ...problems },
      },
    },
    async ({ caller: { visibility }, params: { id } }) => {
      if (!(await findAlert(reader, id, visibility))) throw notFound('alert', id)
      const changes = await shownChanges(reader, await historyOf(reader, id), visibility)
      return { items: changes.map(toChangeDto), nextCursor: null }
    },
  )
}

function actionsRoute(app: App, { reader, organisation, clock }: ApiDeps): void {
  app.get(
    '/alerts/:id/actions',
    {
      config: { permission: 'alerts.read' },
      schema: {
        operationId: 'listAlertActions',
        tags: ['Alerts'],
        description: 'Of the commands that exist; whether one has an effect depends on the status of the alert.',
        summary: 'Which commands the caller may send, and why not the others',
        params: AlertId,
        querystring: NoQuery,
        response: { 200: AlertActionsDto, ...problems },
      },
    },
    async ({ caller: { person, visibility }, params: { id } }) => {
      const alert = await findAlert(reader, id, visibility)
      if (!alert) throw notFound('alert', id)
      const at = clock()
      return {
        items: commands.map((command) => ({
          action: command,
          refusal: (person && refusal(organisation, person, { alert, command, at })) ?? null,
        })),
      }
    },
  )
}

async function listAlerts(
  reader: ApiDeps['reader'],
  { cursor, since, from, to, limit = 50, status, department, topic, verdict, ...about }: Static<typeof AlertsQuery>,
  visibility: Visibility,
) {
  const after = cursor === undefined ? undefined : fromCursor(After, cursor)
  const found = await findAlerts(reader, {
    status,
    department,
    topic,
    verdict,
    about,
    since: toEpochMsOr('since', since, 0),
    from: toEpochMsOr('from', from, 0),
    to: to === undefined ? undefined : toEpochMsOr('to', to, 0),
    after,
    visibility,
    limit: limit + 1,
  })
  const last = found.length > limit ? found[limit - 1] : undefined
  return {
    items: (await shownAlerts(reader, found.slice(0, limit), visibility)).map(toAlertDto),
    nextCursor: last ? toCursor({ openedAt: last.openedAt, id: last.id }) : null,
  }
}
