import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { SubjectRow } from '../series/subject.ts'

/** An alert that was merged into another one. */
export const MergedAlert = Type.Object({
  alertId: Type.String(doc('Id of the alert', '8c2f6a1d9e3b')),
  title: Type.String(doc('Its title', 'Parcel late · Nordfracht')),
  topic: Type.String(doc('Id of its topic; empty if it was about a whole department', 'delivery.late')),
  /** Not part of the public API. */
  subject: Type.Object(SubjectRow),
})
export type MergedAlert = Static<typeof MergedAlert>
