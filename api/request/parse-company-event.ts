import { Type, type Static } from 'typebox'
import { eventKinds, knownIssueFault, type KnownIssue } from '../../alerts/issues/known-issue.ts'
import { mostStoredIssues, type StoredIssue } from '../../alerts/issues/known-issue-table.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import { doc } from '../../infra/doc.ts'
import { Problem } from './problem.ts'
import { closed, timeIn, toEpochMs, toEpochMsOr, word } from './schemas.ts'

const words = (description: string, example: string) =>
  Type.Optional(Type.Array(word('One of them', example), { maxItems: 100, ...doc(description, [example]) }))

export const CompanyEventBody = Type.Object(
  {
    id: Type.Optional(word('Your own id. An event with the same id is replaced. Absent: a new id', 'app-4.2')),
    kind: Type.Enum([...eventKinds], doc('What kind of event it is')),
    name: word('Its name', 'Halden app 4.2'),
    from: Type.Optional(timeIn('When it begins. Absent: now; an event that is replaced keeps its time')),
    until: Type.Optional(timeIn('When it ends; absent: not known')),
    fixedAt: Type.Optional(timeIn('When an incident or a recall was fixed')),
    fixes: Type.Optional(word('Of a fix: id of the event that it fixes', 'klarpay-outage')),
    topics: words('Ids of topics that it concerns', 'app.pairing'),
    departments: words('Ids of departments that it concerns', 'product'),
    products: words('Products that it concerns; absent: any', 'Halden app'),
    versions: words('Versions that it concerns; absent: any', '4.2'),
  },
  { ...closed, description: 'The event' },
)

/** Why a new event is refused. */
export const tooManyEvents = `there are ${mostStoredIssues} events, and no more are kept; remove some first`

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
