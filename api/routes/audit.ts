import { Type } from 'typebox'
import { doc } from '../../infra/doc.ts'
import type { Organisation } from '../../alerts/organisation/organisation.ts'
import { outcomes } from '../../infra/audit/audit-row.ts'
import { findAudit } from '../../infra/audit/audit-table.ts'
import { AuditDto, toAuditDto } from '../dto/audit-dto.ts'
import type { RequestContext } from '../request/auth.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import {
  Cursor,
  CursorNumber,
  CursorTime,
  fromCursor,
  list,
  problems,
  query,
  pageLimit,
  toCursor,
  toEpochMsOr,
  timeIn,
  word,
} from '../request/schemas.ts'

const After = Type.Object({ madeAt: CursorTime, writer: Type.String(), number: CursorNumber })

const AuditQuery = query({
  since: Type.Optional(timeIn('Only what was noted at or after this time')),
  until: Type.Optional(timeIn('Only what was noted before this time', '2026-11-30T00:00:00Z')),
  person: Type.Optional(word('Only changes by this person, by id', 'mara')),
  operation: Type.Optional(word('Only this operationId or verb', 'acknowledgeAlert')),
  outcome: Type.Optional(Type.Enum([...outcomes], doc('Only changes with this outcome'))),
  subject: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 2000,
      ...doc('Only what was done with this: the id itself, also of a mention', '9f1c2ab47d60'),
    }),
  ),
  cursor: Type.Optional(Cursor),
  limit: Type.Optional(pageLimit(200, 50)),
})

const dayMs = 24 * 3_600_000

/** Who changed what, when and from where. */
export function auditRoutes(app: App, { reader, clock, organisation, audit }: ApiDeps): void {
  if (!audit) return
  app.get(
    '/audit',
    {
      config: { permission: 'audit.read' },
      schema: {
        operationId: 'listAudit',
        tags: ['Audit'],
        description: 'For admins and the service team. An admin of some departments sees what their people did.',
        summary: 'Changes and refused changes, newest first',
        querystring: AuditQuery,
        response: { 200: list(AuditDto, 'A page of the audit log'), ...problems },
      },
    },
    async ({ caller, query: { since, until, subject, cursor, limit = 50, ...filters } }) => {
      const found = await findAudit(reader, {
        ...filters,
        since: toEpochMsOr('since', since, 0),
        // The clock of the demo may be behind that of the rows.
        until: toEpochMsOr('until', until, Math.max(clock(), Date.now()) + dayMs),
        subjects: subject === undefined ? undefined : [subject, audit.pseudonymOf(subject)],
        people: peopleOf(organisation, caller),
        after: cursor === undefined ? undefined : fromCursor(After, cursor),
        limit: limit + 1,
      })
      const last = found.length > limit ? found[limit - 1] : undefined
      return {
        items: found.slice(0, limit).map(toAuditDto),
        nextCursor: last ? toCursor({ madeAt: last.madeAt, writer: last.writer, number: last.number }) : null,
      }
    },
  )
}

/** Whoever does not see everything sees what people did who share a department with them, and are of no hub. */
function peopleOf({ people }: Organisation, { person, visibility }: RequestContext): string[] | null {
  if (visibility.all) return null
  const own = new Set(person?.departments)
  return [...people.values()]
    .filter((other) => other.id === person?.id || (!other.hub && other.departments.some((id) => own.has(id))))
    .map(({ id }) => id)
}
