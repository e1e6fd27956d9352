import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { dismissalKinds, type DismissedTerm } from '../../alerts/terms/dismissed-term.ts'
import { time, toIso } from '../request/schemas.ts'

export const DismissedTermDto = Type.Object(
  {
    id: Type.String(doc('Id of the dismissal', '9b1c…')),
    department: Type.String(doc('Id of the department that it is dismissed for', 'product')),
    term: Type.String(doc('The phrase', 'black friday')),
    kind: Type.Enum([...dismissalKinds], doc('Why: irrelevant, known, planned or other')),
    note: Type.String(doc('A note; empty: none', 'Our sale of this week')),
    observed: Type.Integer(doc('Unique authors within a day, at the peak, when it was dismissed', 5)),
    by: Type.String(doc('Who dismissed it, by id', 'mara')),
    dismissedAt: time('When it was dismissed'),
  },
  { title: 'DismissedTerm', description: 'An emerging term that is not shown' },
)
export type DismissedTermDto = Static<typeof DismissedTermDto>

export const toDismissedTermDto = (dismissed: DismissedTerm): DismissedTermDto => {
  const { id, department, term, kind, note, observed, by, dismissedAt } = dismissed
  return { id, department, term, kind, note, observed, by, dismissedAt: toIso(dismissedAt) }
}
