import { Type, type Static } from 'typebox'
import type { Topic } from '../../infra/log/event-log.ts'
import type { EmergingTerm } from './emergence.ts'
import { dayMs } from './policy.ts'

/** Why a term is dismissed. */
export const dismissalKinds = ['irrelevant', 'known', 'planned', 'other'] as const

/** An emerging term that somebody dismissed for a department. Times in epoch ms. */
export const DismissedTerm = Type.Object({
  id: Type.String(),
  department: Type.String(),
  term: Type.String(),
  /** The emergence that was dismissed: its phrase may grow longer. */
  emergingId: Type.String(),
  kind: Type.Enum([...dismissalKinds]),
  /** '' if there is none. */
  note: Type.String(),
  /** The counts of its peak day when it was dismissed: of the department, and of the whole company. */
  observed: Type.Integer(),
  companyObserved: Type.Integer(),
  by: Type.String(),
  dismissedAt: Type.Integer(),
  restored: Type.Boolean(),
  /** The version that is highest is the current one. */
  version: Type.Integer(),
})
export type DismissedTerm = Static<typeof DismissedTerm>

/** Topic `dismissed-terms`: the API publishes them; the process that decides on alerts stores them. */
export const dismissedTermsTopic: Topic<DismissedTerm> = {
  name: 'dismissed-terms',
  schema: DismissedTerm,
  key: ({ id }) => id,
  partitions: 1,
}

/** A dismissed term is shown again once so many times as many authors use it in a day. */
export const escalationRatio = 3
/** It is shown again when it rises after it has not risen for this long. */
export const quietDays = 30

/** Why a dismissed term is shown again. */
export const returnReasons = ['escalated', 'quiet'] as const
export type ReturnReason = (typeof returnReasons)[number]

/** What the rule of coming back reads of an emergence. */
export type Risen = Pick<EmergingTerm, 'id' | 'department' | 'term' | 'emergedAt' | 'lastSeenAt' | 'observed'>

/** Whether it is the dismissed emergence or a later one of the same phrase, whatever the department. */
export const isAbout = ({ emergingId, term }: DismissedTerm, risen: Risen): boolean =>
  risen.id === emergingId || risen.term === term

/**
 * Why a dismissed term is shown again; undefined: it stays dismissed. It has come back for good once it escalated or rose after a pause,
 * so a later, weaker day does not hide it again. Pure.
 * @param rises emergences, of which those of the term in the department and in the whole company count
 */
export function returnOf(dismissed: DismissedTerm, rises: readonly Risen[]): ReturnReason | undefined {
  const { department, observed, companyObserved, dismissedAt } = dismissed
  const before = new Map([
    [department, observed],
    ['', companyObserved],
  ])
  const own = rises
    .filter((risen) => before.has(risen.department) && isAbout(dismissed, risen) && risen.lastSeenAt > dismissedAt)
    .toSorted((a, b) => a.emergedAt - b.emergedAt)
  let quietSince = dismissedAt
  for (const risen of own) {
    if (risen.observed >= escalationRatio * before.get(risen.department)!) return 'escalated'
    if (risen.emergedAt - quietSince >= quietDays * dayMs) return 'quiet'
    quietSince = Math.max(quietSince, risen.lastSeenAt)
  }
  return undefined
}
