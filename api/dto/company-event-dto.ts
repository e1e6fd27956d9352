import { Type, type Static } from 'typebox'
import { eventKinds, KnownIssue } from '../../alerts/issues/known-issue.ts'
import { NullableString, NullableTime, TimeOut, toIso, toIsoOrNull } from '../request/schemas.ts'

const { topics, departments, products, versions } = KnownIssue.properties

export const CompanyEventDto = Type.Object({
  id: Type.String(),
  kind: Type.Enum([...eventKinds]),
  name: Type.String(),
  from: TimeOut,
  until: NullableTime,
  fixedAt: NullableTime,
  fixes: Type.Union([NullableString], { description: 'A fix: id of the known issue that it fixes' }),
  topics,
  departments,
  products,
  versions,
  by: Type.Union([NullableString], {
    description: 'Who reported it; null = it stands in the configuration or its file',
  }),
})
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
