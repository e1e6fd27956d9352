import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { dayOf } from '../../infra/format.ts'

/** The kinds of events that an alert can be explained by. */
export const knownIssueKinds = ['release', 'incident', 'recall', 'fix'] as const

/** How an alert relates to the known issues of the company. */
export const Novelty = Type.Object({
  status: Type.Enum(
    ['new', 'known', 'returned', 'afterRelease'],
    doc(
      'known: a matching incident or recall was open. returned: a matching issue was fixed before. afterRelease: a matching release came in the 72 h before the onset. new: none of these',
    ),
  ),
  issue: Type.Union(
    [
      Type.Object({
        id: Type.String(doc('Id of the event', 'klarpay-outage')),
        kind: Type.Enum([...knownIssueKinds], doc('Kind of the event')),
        name: Type.String(doc('Name of the event', 'Klarpay outage')),
      }),
      Type.Null(),
    ],
    doc('The event that explains the alert; null: new'),
  ),
  /** Since when it is known, when it was fixed, or when the release came: epoch ms; null if new. */
  at: Type.Union([Type.Integer(), Type.Null()]),
})
export type Novelty = Static<typeof Novelty>

/** One sentence: `Known since 12 Nov 2026: Klarpay outage.` '' where nothing is known about it (null). */
export function noveltySentence(novelty: Novelty | null): string {
  if (novelty === null) return ''
  const { status, issue, at } = novelty
  if (status === 'new' || issue === null || at === null) return 'New issue.'
  if (status === 'known') return `Known since ${dayOf(at)}: ${issue.name}.`
  if (status === 'returned') return `Returned after the fix of ${dayOf(at)}: ${issue.name}.`
  return `After release ${issue.name} of ${dayOf(at)}.`
}
