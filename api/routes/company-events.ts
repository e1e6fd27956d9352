import { randomUUID } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { knownIssuesTopic, type StoredIssue } from '../../alerts/issues/known-issue-table.ts'
import { CompanyEventDto, toCompanyEventDto } from '../dto/company-event-dto.ts'
import { personOf } from '../request/auth.ts'
import { allEvents, changeableEvents } from '../request/changeable-events.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { CompanyEventBody, removedIssue, toStoredIssue } from '../request/parse-company-event.ts'
import { notFound, Problem } from '../request/problem.ts'
import { NoQuery, NullableString, problems, query, TimeIn, toEpochMsOr, Word } from '../request/schemas.ts'
import { companyEventUpload } from './company-event-upload.ts'

const EventId = Type.Object({ id: Word })
const CompanyEvents = Type.Object({
  items: Type.Array(CompanyEventDto),
  nextCursor: NullableString,
  faults: Type.Array(Type.String(), { description: 'Rows of the file that could not be read, with file and line' }),
})

const Period = query({
  from: Type.Optional(Type.Union([TimeIn], { description: 'Only events that last or end after it' })),
  to: Type.Optional(Type.Union([TimeIn], { description: 'Only events that begin before it' })),
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
        summary: 'Events of the company, of the configuration, its file and this API, latest first',
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
        summary:
          'Report a release, launch, promotion, incident, status, recall, fix or note; for people and for pipelines. Requests with the same id are one',
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
