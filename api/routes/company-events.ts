import { randomUUID } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import {
  countStoredIssues,
  knownIssuesTopic,
  mostStoredIssues,
  type StoredIssue,
} from '../../alerts/issues/known-issue-table.ts'
import { CompanyEventDto, toCompanyEventDto } from '../dto/company-event-dto.ts'
import { personOf } from '../request/auth.ts'
import { allEvents, changeableEvents } from '../request/changeable-events.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { CompanyEventBody, removedIssue, tooManyEvents, toStoredIssue } from '../request/parse-company-event.ts'
import { notFound, Problem } from '../request/problem.ts'
import { NoQuery, problems, query, timeIn, toEpochMsOr, word } from '../request/schemas.ts'
import { companyEventUpload } from './company-event-upload.ts'

const EventId = Type.Object({ id: word('Id of the event', 'app-4.2') })
const CompanyEvents = Type.Object(
  {
    items: Type.Array(CompanyEventDto, doc('The events, latest first')),
    nextCursor: Type.Union([Type.String(), Type.Null()], doc('Always null: the list has one page', null)),
    faults: Type.Array(
      Type.String(),
      doc('Rows of the file that could not be read, with file and line', ['known-issues.yaml:12: no name']),
    ),
  },
  doc('Events of the company'),
)

const Period = query({
  from: Type.Optional(timeIn('Only events that last or end after it')),
  to: Type.Optional(timeIn('Only events that begin before it', '2026-11-30T00:00:00Z')),
})

/**
 * What happens at the company: releases, launches, promotions, incidents, status reports, recalls, fixes and notes. Charts draw them, and
 * alerts are compared with those that are known issues. They hold no alert back.
 */
export function companyEventRoutes(app: App, deps: ApiDeps): void {
  app.get(
    '/company-events',
    {
      config: { permission: 'company.read' },
      schema: {
        operationId: 'listCompanyEvents',
        tags: ['Company events'],
        description:
          'From the configuration, its file and this API. Charts draw them, and alerts are compared with them; they hold no alert back.',
        summary: 'Events of the company, latest first',
        querystring: Period,
        response: { 200: CompanyEvents, ...problems },
      },
    },
    async ({ query: { from, to } }) => {
      const [fromMs, toMs] = [toEpochMsOr('from', from, 0), toEpochMsOr('to', to, Infinity)]
      const { items, ...rest } = await listed(deps)
      const isIn = (event: CompanyEventDto) =>
        Date.parse(event.from) < toMs && Date.parse(event.until ?? event.from) >= fromMs
      return { ...rest, items: items.filter(isIn) }
    },
  )
  reportRoute(app, deps)
  removalRoute(app, deps)
  void app.register(async (scoped) => companyEventUpload(scoped as unknown as App, deps))
}

function reportRoute(app: App, deps: ApiDeps): void {
  app.post(
    '/company-events',
    {
      config: { permission: 'companyEvents.write' },
      schema: {
        operationId: 'reportCompanyEvent',
        tags: ['Company events'],
        description:
          'For people and for pipelines. A request with the id of an earlier one replaces that event. Answers once the event is durable.',
        summary: 'Report a release, launch, promotion, incident, status, recall, fix or note',
        querystring: NoQuery,
        body: CompanyEventBody,
        response: { 202: CompanyEventDto, ...problems },
      },
    },
    async (request, reply) => {
      const { body } = request
      const person = personOf(request)
      const id = body.id ?? randomUUID()
      const before = (await changeableEvents(deps, person, [id]))(id)
      const issue = toStoredIssue(body, { id, by: person.id, now: deps.clock(), before, taxonomy: deps.taxonomy })
      await refuseUnknownFix(deps, issue)
      if ((!before || before.removed) && (await countStoredIssues(deps.reader)) >= mostStoredIssues)
        throw new Problem(409, tooManyEvents)
      await deps.log.publish(knownIssuesTopic, [issue])
      return reply.code(202).send(toCompanyEventDto(issue, issue.by))
    },
  )
}

function removalRoute(app: App, deps: ApiDeps): void {
  app.delete(
    '/company-events/:id',
    {
      config: { permission: 'companyEvents.write' },
      schema: {
        operationId: 'removeCompanyEvent',
        tags: ['Company events'],
        description: 'Events of the configuration or its file are changed there.',
        summary: 'Remove an event that was reported through this API',
        params: EventId,
        querystring: NoQuery,
        response: { 202: CompanyEventDto, ...problems },
      },
    },
    async (request, reply) => {
      const person = personOf(request)
      const { id } = request.params
      const before = (await changeableEvents(deps, person, [id]))(id)
      if (!before || before.removed) throw notFound('event', id)
      await deps.log.publish(knownIssuesTopic, [removedIssue(before, { by: person.id, now: deps.clock() })])
      return reply.code(202).send(toCompanyEventDto(before, before.by))
    },
  )
}

async function listed(deps: ApiDeps): Promise<Static<typeof CompanyEvents>> {
  const { configured, reported, faults } = await allEvents(deps)
  const items = [
    ...configured.map((issue) => toCompanyEventDto(issue, null)),
    ...reported.map((issue) => toCompanyEventDto(issue, issue.by)),
  ]
  return { items: items.toSorted((a, b) => b.from.localeCompare(a.from)), nextCursor: null, faults }
}

/** @throws Problem 400 if there is no event that the fix is for */
async function refuseUnknownFix(deps: ApiDeps, { fixes }: StoredIssue): Promise<void> {
  if (fixes === '') return
  const { configured, reported } = await allEvents(deps)
  if (![...configured, ...reported].some(({ id }) => id === fixes))
    throw new Problem(400, `there is no event ${JSON.stringify(fixes)}`)
}
