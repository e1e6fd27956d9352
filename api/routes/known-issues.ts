import { randomUUID } from 'node:crypto'
import { Type, type Static } from 'typebox'
import {
  findStoredIssue,
  knownIssuesTopic,
  storedIssues,
  type StoredIssue,
} from '../../alerts/issues/known-issue-table.ts'
import type { Person } from '../../alerts/organisation/organisation.ts'
import { knownIssueRefusal } from '../../alerts/organisation/permission.ts'
import { KnownIssueDto, toKnownIssueDto } from '../dto/known-issue-dto.ts'
import { personOf } from '../request/auth.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { KnownIssueBody, removedIssue, toStoredIssue } from '../request/parse-known-issue.ts'
import { notFound, Problem } from '../request/problem.ts'
import { NoQuery, NullableString, problems, Word } from '../request/schemas.ts'

const KnownIssueId = Type.Object({ id: Word })
const KnownIssues = Type.Object({
  items: Type.Array(KnownIssueDto),
  nextCursor: NullableString,
  faults: Type.Array(Type.String(), { description: 'Rows of the file that could not be read, with file and line' }),
})

/** Releases, incidents, recalls and fixes that alerts are compared with. They hold no alert back. */
export function knownIssueRoutes(app: App, deps: ApiDeps): void {
  app.get(
    '/known-issues',
    {
      config: { permission: 'company.read' },
      schema: {
        operationId: 'listKnownIssues',
        summary: 'Releases, incidents, recalls and fixes, of the configured file and of this API, latest first',
        querystring: NoQuery,
        response: { 200: KnownIssues, ...problems },
      },
    },
    async () => listed(deps),
  )
  reportRoute(app, deps)
  removalRoute(app, deps)
}

function reportRoute(app: App, deps: ApiDeps): void {
  app.post(
    '/known-issues',
    {
      config: { permission: 'issues.write' },
      schema: {
        operationId: 'reportKnownIssue',
        summary:
          'Report a release, incident, recall or fix; for people and for pipelines. Requests with the same id are one',
        querystring: NoQuery,
        body: KnownIssueBody,
        response: { 202: KnownIssueDto, ...problems },
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
      return reply.code(202).send(toKnownIssueDto(issue, issue.by))
    },
  )
}

function removalRoute(app: App, deps: ApiDeps): void {
  app.delete(
    '/known-issues/:id',
    {
      config: { permission: 'issues.write' },
      schema: {
        operationId: 'removeKnownIssue',
        summary: 'Remove a known issue that was reported through this API',
        params: KnownIssueId,
        querystring: NoQuery,
        response: { 202: KnownIssueDto, ...problems },
      },
    },
    async (request, reply) => {
      const person = personOf(request)
      const before = await changeable(deps, person, request.params.id)
      if (!before || before.removed) throw notFound('known issue', request.params.id)
      await deps.log.publish(knownIssuesTopic, [removedIssue(before, { by: person.id, now: deps.clock() })])
      return reply.code(202).send(toKnownIssueDto(before, before.by))
    },
  )
}

const nothingInFile = async () => ({ issues: [], faults: [] })

async function listed({ reader, knownIssueFile = nothingInFile }: ApiDeps): Promise<Static<typeof KnownIssues>> {
  const [{ issues, faults }, stored] = await Promise.all([knownIssueFile(), storedIssues(reader)])
  const inFile = new Set(issues.map(({ id }) => id))
  const items = [
    ...issues.map((issue) => toKnownIssueDto(issue, null)),
    ...stored.filter(({ id }) => !inFile.has(id)).map((issue) => toKnownIssueDto(issue, issue.by)),
  ]
  return { items: items.toSorted((a, b) => b.from.localeCompare(a.from)), nextCursor: null, faults }
}

/**
 * The stored version that the person may replace; undefined if there is none yet.
 * @throws Problem 403 if the person may not change it, 409 if it stands in the file
 */
async function changeable(
  { reader, organisation, knownIssueFile = nothingInFile }: ApiDeps,
  person: Person,
  id: string,
): Promise<StoredIssue | undefined> {
  const { issues } = await knownIssueFile()
  if (issues.some((issue) => issue.id === id))
    throw new Problem(409, `known issue ${JSON.stringify(id)} stands in the configured file; change it there`)
  const before = await findStoredIssue(reader, id)
  const sentence = knownIssueRefusal(organisation, person, before && !before.removed ? before.by : person.id)
  if (sentence !== undefined) throw new Problem(403, sentence)
  return before
}

/** @throws Problem 400 if there is no known issue that the fix is for */
async function refuseUnknownFix(deps: ApiDeps, { fixes }: StoredIssue): Promise<void> {
  if (fixes === '') return
  const { items } = await listed(deps)
  if (!items.some(({ id }) => id === fixes)) throw new Problem(400, `there is no known issue ${JSON.stringify(fixes)}`)
}
