import { Readable } from 'node:stream'
import { Type } from 'typebox'
import { doc } from '../../infra/doc.ts'
import type { KnownIssue } from '../../alerts/issues/known-issue.ts'
import {
  countStoredIssues,
  knownIssuesTopic,
  mostStoredIssues,
  type StoredIssue,
} from '../../alerts/issues/known-issue-table.ts'
import { issuesIn } from '../../alerts/issues/read-known-issues.ts'
import type { Person } from '../../alerts/organisation/organisation.ts'
import { rowsOfStream } from '../../ingest/read/read-rows.ts'
import { personOf } from '../request/auth.ts'
import { allEvents, changeableEvents } from '../request/changeable-events.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { tooManyEvents } from '../request/parse-company-event.ts'
import { Problem } from '../request/problem.ts'
import { NoQuery, problems } from '../request/schemas.ts'

const mostEvents = 1_000

const UploadDto = Type.Object({
  saved: Type.Integer({ minimum: 0, ...doc('Events that were saved', 12) }),
  faults: Type.Array(
    Type.String(),
    doc('Rows that were not saved, each as a sentence with its line in the file; at most 100 that cannot be read', [
      'Line 3: no name',
    ]),
  ),
})

/** Many events at once, from a spreadsheet. */
export async function companyEventUpload(app: App, deps: ApiDeps): Promise<void> {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('text/csv', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.post(
    '/company-events.csv',
    {
      config: { permission: 'companyEvents.write' },
      schema: {
        operationId: 'uploadCompanyEvents',
        tags: ['Company events'],
        description:
          'As the configured file has them; the id may be left out. A row that cannot be read does not stop the others, and the same file again changes nothing.',
        summary: 'Report the events of a CSV file',
        querystring: NoQuery,
        body: {
          content: {
            'text/csv': {
              schema: Type.Any({
                description:
                  'Columns kind, name and from; optional: id, until, fixedAt, fixes, topics, departments, products, versions, with | between the values of a list',
              }),
            },
          },
        },
        response: { 202: UploadDto, ...problems },
      },
    },
    async (request, reply) => {
      const body: unknown = request.body
      if (!Buffer.isBuffer(body) || body.length === 0) throw new Problem(400, 'the file is empty')
      const { issues, faults, lines } = await issuesIn(rowsOfStream(Readable.from([body]), 'events.csv'), {
        taxonomy: deps.taxonomy,
        withoutId: true,
      })
      if (issues.length > mostEvents) throw new Problem(400, `the file has more than ${mostEvents} events`)
      const checked = await check(deps, personOf(request), issues)
      if (checked.saved.length > 0) await deps.log.publish(knownIssuesTopic, checked.saved)
      const refused = checked.refused.map(({ id, fault }) => ({ line: lines.get(id), fault }))
      return reply.code(202).send({
        saved: checked.saved.length,
        faults: [...faults, ...refused].toSorted((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity)).map(inWords),
      })
    },
  )
}

const inWords = ({ line, fault }: { line?: number | undefined; fault: string }): string =>
  line === undefined ? fault : `Line ${line}: ${fault}`

/** The versions to save, and why others are not saved. */
async function check(
  deps: ApiDeps,
  person: Person,
  issues: readonly KnownIssue[],
): Promise<{ saved: StoredIssue[]; refused: { id: string; fault: string }[] }> {
  const ids = issues.map(({ id }) => id)
  const before = await changeableEvents(deps, person, ids)
  const { configured, reported } = await allEvents(deps)
  const known = new Set([...ids, ...[...configured, ...reported].map(({ id }) => id)])
  let room = mostStoredIssues - (await countStoredIssues(deps.reader))
  const saved: StoredIssue[] = []
  const refused: { id: string; fault: string }[] = []
  for (const issue of issues) {
    const { id, fixes } = issue
    try {
      if (fixes !== '' && !known.has(fixes)) throw new Problem(400, `there is no event ${JSON.stringify(fixes)}`)
      const earlier = before(id)
      if ((!earlier || earlier.removed) && room-- <= 0) throw new Problem(409, tooManyEvents)
      const version = (earlier?.version ?? 0) + 1
      saved.push({ ...issue, by: person.id, savedAt: deps.clock(), removed: false, version })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      refused.push({ id, fault: error.message })
    }
  }
  return { saved, refused }
}
