import { Type, type Static } from 'typebox'
import { eventKinds, knownIssueFault, type KnownIssue } from '../../alerts/issues/known-issue.ts'
import type { StoredIssue } from '../../alerts/issues/known-issue-table.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import { Problem } from './problem.ts'
import { closed, TimeIn, toEpochMs, toEpochMsOr, Word } from './schemas.ts'

const Words = Type.Optional(Type.Array(Word, { maxItems: 100 }))

export const CompanyEventBody = Type.Object(
  {
    id: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description: 'Your own id. An event with the same id is replaced. Absent: a new id',
      }),
    ),
    kind: Type.Enum([...eventKinds]),
    name: Word,
    from: Type.Optional(Type.Union([TimeIn], { description: 'Absent: now; an event that is replaced keeps its time' })),
    until: Type.Optional(TimeIn),
    fixedAt: Type.Optional(TimeIn),
    fixes: Type.Optional(Word),
    topics: Words,
    departments: Words,
    products: Words,
    versions: Words,
  },
  closed,
)

interface Saving {
  id: string
  by: string
  now: number
  /** The current version, if there is one. */
  before: StoredIssue | undefined
  taxonomy: Taxonomy
}

/** The next version of a known issue, from a request. @throws Problem 400 that says what is wrong */
export function toStoredIssue(body: Static<typeof CompanyEventBody>, saving: Saving): StoredIssue {
  const { id, by, now, before, taxonomy } = saving
  const { kind, name, from, until, fixedAt, fixes = '' } = body
  const { topics = [], departments = [], products = [], versions = [] } = body
  const issue: KnownIssue = {
    id,
    kind,
    name,
    fromAt: toEpochMsOr('from', from, before && !before.removed ? before.fromAt : now),
    ...(until !== undefined && { untilAt: toEpochMs('until', until) }),
    ...(fixedAt !== undefined && { fixedAt: toEpochMs('fixedAt', fixedAt) }),
    fixes,
    topics,
    departments,
    products,
    versions,
  }
  const fault = knownIssueFault(issue, taxonomy)
  if (fault !== undefined) throw new Problem(400, fault)
  return { ...issue, by, savedAt: now, removed: false, version: (before?.version ?? 0) + 1 }
}

/** The version that removes a known issue. */
export const removedIssue = (before: StoredIssue, { by, now }: Pick<Saving, 'by' | 'now'>): StoredIssue => ({
  ...before,
  by,
  savedAt: now,
  removed: true,
  version: before.version + 1,
})
