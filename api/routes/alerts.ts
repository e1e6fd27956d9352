import { Type, type Static } from 'typebox'
import { statuses, verdicts } from '../../alerts/alert/alert.ts'
import { findAlert, findAlerts, historyOf } from '../../alerts/alert/alert-table.ts'
import type { Visibility } from '../../alerts/alert/visibility.ts'
import { entityDimensions } from '../../enrich/mentions/dimensions.ts'
import { shownAlerts, shownChanges } from '../../alerts/alert/shown-alerts.ts'
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
  TimeIn,
  toCursor,
  toEpochMsOr,
  Word,
} from '../request/schemas.ts'

const After = Type.Object({ openedAt: CursorTime, id: Type.String() })
export const AlertId = Type.Object({ id: Word })

const names = [...entityDimensions, 'source'] as const
type Name = (typeof names)[number]
const nameField = (name: Name) =>
  Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: `A ${name} that the alert is cut by, or that a driver names`,
    }),
  )
const nameFields = Object.fromEntries(names.map((name) => [name, nameField(name)])) as Record<
  Name,
  ReturnType<typeof nameField>
>

const AlertsQuery = query({
  status: Type.Optional(Type.Enum([...statuses])),
  department: Type.Optional(Word),
  topic: Type.Optional(Word),
  ...nameFields,
  verdict: Type.Optional(Type.Enum([...verdicts])),
  since: Type.Optional(TimeIn),
  from: Type.Optional(TimeIn),
  to: Type.Optional(TimeIn),
  cursor: Type.Optional(Cursor),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
})

export function alertRoutes(app: App, { reader }: ApiDeps): void {
  app.get(
    '/alerts',
    {
      config: { permission: 'alerts.read' },
      schema: {
        operationId: 'listAlerts',
        summary: 'Alerts, newest first. since compares updatedAt, from and to openedAt; a topic includes its subtopics',
        querystring: AlertsQuery,
        response: { 200: list(AlertDto), ...problems },
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
  app.get(
    '/alerts/:id/history',
    {
      config: { permission: 'alerts.read' },
      schema: {
        operationId: 'getAlertHistory',
        summary: 'All changes of the alert, oldest first',
        params: AlertId,
        querystring: NoQuery,
        response: { 200: list(ChangeDto), ...problems },
      },
    },
    async ({ caller: { visibility }, params: { id } }) => {
      if (!(await findAlert(reader, id, visibility))) throw notFound('alert', id)
      const changes = await shownChanges(reader, await historyOf(reader, id), visibility)
      return { items: changes.map(toChangeDto), nextCursor: null }
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
