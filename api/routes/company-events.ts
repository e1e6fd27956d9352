import { randomUUID } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import {
  findStoredIssue,
  knownIssuesTopic,
  storedIssues,
  type StoredIssue,
} from '../../alerts/issues/known-issue-table.ts'
import type { Person } from '../../alerts/organisation/organisation.ts'
import { knownIssueRefusal } from '../../alerts/organisation/permission.ts'
import { CompanyEventDto, toCompanyEventDto } from '../dto/company-event-dto.ts'
import { personOf } from '../request/auth.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { CompanyEventBody, removedIssue, toStoredIssue } from '../request/parse-company-event.ts'
import { notFound, Problem } from '../request/problem.ts'
import { NoQuery, problems, query, timeIn, toEpochMsOr, word } from '../request/schemas.ts'

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
      const before = await changeable(deps, person, id)
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
      const before = await changeable(deps, person, request.params.id)
      if (!before || before.removed) throw notFound('event', request.params.id)
      await deps.log.publish(knownIssuesTopic, [removedIssue(before, { by: person.id, now: deps.clock() })])
      return reply.code(202).send(toCompanyEventDto(before, before.by))
    },
  )
}

const nothingInFile = async () => ({ issues: [], faults: [] })

async function listed(deps: ApiDeps): Promise<Static<typeof CompanyEvents>> {
  const { reader, knownIssueFile = nothingInFile, plannedEvents = [] } = deps
  const [{ issues, faults }, stored] = await Promise.all([knownIssueFile(), storedIssues(reader)])
  const inFile = new Set(issues.map(({ id }) => id))
  const items = [
    ...[...plannedEvents, ...issues].map((issue) => toCompanyEventDto(issue, null)),
    ...stored.filter(({ id }) => !inFile.has(id)).map((issue) => toCompanyEventDto(issue, issue.by)),
  ]
  return { items: items.toSorted((a, b) => b.from.localeCompare(a.from)), nextCursor: null, faults }
}

/**
 * The stored version that the person may replace; undefined if there is none yet.
 * @throws Problem 403 if the person may not change it, 409 if it stands in the file
 */
async function changeable(
  { reader, organisation, knownIssueFile = nothingInFile, plannedEvents = [] }: ApiDeps,
  person: Person,
  id: string,
): Promise<StoredIssue | undefined> {
  const { issues } = await knownIssueFile()
  if (issues.some((issue) => issue.id === id))
    throw new Problem(409, `event ${JSON.stringify(id)} stands in the configured file; change it there`)
  if (plannedEvents.some((event) => event.id === id))
    throw new Problem(409, `event ${JSON.stringify(id)} stands in plannedEvents of the configuration; change it there`)
  const before = await findStoredIssue(reader, id)
  const sentence = knownIssueRefusal(organisation, person, before && !before.removed ? before.by : person.id)
  if (sentence !== undefined) throw new Problem(403, sentence)
  return before
}

/** @throws Problem 400 if there is no event that the fix is for */
async function refuseUnknownFix(deps: ApiDeps, { fixes }: StoredIssue): Promise<void> {
  if (fixes === '') return
  const { items } = await listed(deps)
  if (!items.some(({ id }) => id === fixes)) throw new Problem(400, `there is no event ${JSON.stringify(fixes)}`)
}
