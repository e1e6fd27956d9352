import { Type } from 'typebox'
import type { Organisation } from '../../alerts/organisation/organisation.ts'
import { outcomes } from '../../infra/audit/audit-row.ts'
import { findAudit } from '../../infra/audit/audit-table.ts'
import { AuditDto, toAuditDto } from '../dto/audit-dto.ts'
import type { RequestContext } from '../request/auth.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import {
  Cursor,
  CursorTime,
  fromCursor,
  list,
  problems,
  query,
  TimeIn,
  toCursor,
  toEpochMsOr,
  Word,
} from '../request/schemas.ts'

const After = Type.Object({ madeAt: CursorTime, writer: Type.String(), number: Type.Integer({ minimum: 0 }) })

const AuditQuery = query({
  since: Type.Optional(TimeIn),
  until: Type.Optional(TimeIn),
  person: Type.Optional(Word),
  operation: Type.Optional(Word),
  outcome: Type.Optional(Type.Enum([...outcomes])),
  subject: Type.Optional(
    Type.String({ minLength: 1, maxLength: 2000, description: 'The id itself, also of a mention' }),
  ),
  cursor: Type.Optional(Cursor),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
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
        summary:
          'Changes and refused changes, newest first, for admins and the service team. An admin of some departments sees what their people did',
        querystring: AuditQuery,
        response: { 200: list(AuditDto), ...problems },
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
