import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { eventKinds, KnownIssue } from '../../alerts/issues/known-issue.ts'
import { textOrNull, time, timeOrNull, toIso, toIsoOrNull } from '../request/schemas.ts'

const { topics, departments, products, versions } = KnownIssue.properties

export const CompanyEventDto = Type.Object(
  {
    id: Type.String(doc('Id of the event', 'app-4.2')),
    kind: Type.Enum([...eventKinds], doc('What kind of event it is')),
    name: Type.String(doc('Its name', 'Halden app 4.2')),
    from: time('When it began, or begins'),
    until: timeOrNull('When it ended, or ends; null: not known'),
    fixedAt: timeOrNull('When an incident or a recall was fixed; null: it is not, or not known'),
    fixes: textOrNull('Of a fix: id of the event that it fixes; null: none', 'klarpay-outage'),
    topics,
    departments,
    products,
    versions,
    by: textOrNull('Who reported it, by id; null: it stands in the configuration or its file', 'mara'),
  },
  { title: 'CompanyEvent', description: 'What happened, or will happen, at the company' },
)
export type CompanyEventDto = Static<typeof CompanyEventDto>

/** @param by who reported it; null = the configuration or its file */
export const toCompanyEventDto = (issue: KnownIssue, by: string | null): CompanyEventDto => ({
  id: issue.id,
  kind: issue.kind,
  name: issue.name,
  from: toIso(issue.fromAt),
  until: toIsoOrNull(issue.untilAt),
  fixedAt: toIsoOrNull(issue.fixedAt),
  fixes: issue.fixes || null,
  topics: issue.topics,
  departments: issue.departments,
  products: issue.products,
  versions: issue.versions,
  by,
})
