import { randomUUID } from 'node:crypto'
import { Type } from 'typebox'
import { doc } from '../../infra/doc.ts'
import type { Person } from '../../alerts/organisation/organisation.ts'
import { dismissalRefusal } from '../../alerts/organisation/permission.ts'
import {
  companyObserved,
  findDismissal,
  findDismissalById,
  seesTermsOf,
  standingDismissals,
} from '../../alerts/terms/dismissal-table.ts'
import { dismissalKinds, dismissedTermsTopic, escalationRatio, quietDays } from '../../alerts/terms/dismissed-term.ts'
import { findEmergingTerm } from '../../alerts/terms/term-store.ts'
import { DismissedTermDto, toDismissedTermDto } from '../dto/dismissed-term-dto.ts'
import { personOf } from '../request/auth.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { notFound, Problem } from '../request/problem.ts'
import { closed, list, NoQuery, problems, query, word } from '../request/schemas.ts'

const Body = Type.Object(
  {
    kind: Type.Enum([...dismissalKinds], doc('Why; other needs a note')),
    note: Type.Optional(Type.String({ maxLength: 200, ...doc('A note', 'Our sale of this week') })),
  },
  { ...closed, description: 'Why it is dismissed' },
)
const TermId = Type.Object({ id: word('Id of the emerging term', 'e7f0') })
const DismissalId = Type.Object({ id: word('Id of the dismissal', '9b1c') })
const comesBack = `It comes back once ${escalationRatio} times as many authors use it in a day as when it was dismissed, or when it rises after ${quietDays} days in which it did not.`

/** Emerging terms that a department does not want to see, until they escalate. */
export function dismissalRoutes(app: App, deps: ApiDeps): void {
  app.get(
    '/review/dismissals',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'listDismissedTerms',
        tags: ['Review'],
        description: `Those of departments that the caller sees, newest first. ${comesBack} It is not listed here then.`,
        summary: 'Emerging terms that are dismissed',
        querystring: query({
          department: Type.Optional(word('Only those of this department, by id', 'product')),
        }),
        response: { 200: list(DismissedTermDto, 'Dismissed terms'), ...problems },
      },
    },
    async ({ caller: { visibility }, query: { department: only } }) => {
      const items = (await standingDismissals(deps.reader)).filter(
        ({ department }) => seesTermsOf(visibility.mentions, department) && (only ?? department) === department,
      )
      return { items: items.map(toDismissedTermDto), nextCursor: null }
    },
  )
  dismissRoute(app, deps)
  restoreRoute(app, deps)
}

function dismissRoute(app: App, deps: ApiDeps): void {
  const { reader, log, clock } = deps
  app.post(
    '/review/suggestions/:id/dismissal',
    {
      config: { permission: 'terms.write' },
      schema: {
        operationId: 'dismissTerm',
        tags: ['Review'],
        description: `It is no longer suggested to its department, and alerts of it that the department owns notify nobody. ${comesBack}`,
        summary: 'Dismiss an emerging term',
        params: TermId,
        querystring: NoQuery,
        body: Body,
        response: { 202: DismissedTermDto, ...problems },
      },
    },
    async (request, reply) => {
      const {
        params: { id },
        body: { kind, note = '' },
      } = request
      const person = personOf(request)
      const found = await findEmergingTerm(reader, id)
      if (!found || !seesTermsOf(request.caller.visibility.mentions, found.department))
        throw notFound('emerging term', id)
      const { department, term, observed } = found
      allowDismissal(deps, person, department)
      if (kind === 'other' && note.trim() === '') throw new Problem(400, 'kind other needs a note that says why')
      const [before, whole] = await Promise.all([findDismissal(reader, found), companyObserved(reader, term)])
      const dismissed = {
        id: before?.id ?? randomUUID(),
        department,
        term,
        emergingId: found.id,
        kind,
        note: note.trim(),
        // What has not risen in the whole company yet is compared with the department.
        observed,
        companyObserved: whole || observed,
        by: person.id,
        dismissedAt: clock(),
        restored: false,
        version: (before?.version ?? 0) + 1,
      }
      await log.publish(dismissedTermsTopic, [dismissed])
      return reply.code(202).send(toDismissedTermDto(dismissed))
    },
  )
}

function restoreRoute(app: App, deps: ApiDeps): void {
  const { reader, log } = deps
  app.delete(
    '/review/dismissals/:id',
    {
      config: { permission: 'terms.write' },
      schema: {
        operationId: 'restoreTerm',
        tags: ['Review'],
        description:
          'It is suggested again while it rises, and notifications about it go out again. One that is restored stays so.',
        summary: 'Restore a dismissed term',
        params: DismissalId,
        querystring: NoQuery,
        response: { 202: DismissedTermDto, ...problems },
      },
    },
    async (request, reply) => {
      const person = personOf(request)
      const { id } = request.params
      const found = await findDismissalById(reader, id)
      if (!found || !seesTermsOf(request.caller.visibility.mentions, found.department))
        throw notFound('dismissed term', id)
      allowDismissal(deps, person, found.department)
      await log.publish(dismissedTermsTopic, [{ ...found, restored: true, version: found.version + 1 }])
      return reply.code(202).send(toDismissedTermDto(found))
    },
  )
}

/** @throws Problem 403 if the person may not dismiss terms of the department; the message says who may. */
function allowDismissal({ organisation }: Pick<ApiDeps, 'organisation'>, person: Person, department: string): void {
  const sentence = dismissalRefusal(organisation, person, department)
  if (sentence !== undefined) throw new Problem(403, sentence)
}
