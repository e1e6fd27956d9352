import { Type, type Static } from 'typebox'
import { SubjectRow } from '../series/subject.ts'

/** An alert that was merged into another one. */
export const MergedAlert = Type.Object({
  alertId: Type.String(),
  title: Type.String(),
  /** '' if it was about a whole department. */
  topic: Type.String(),
  /** Not part of the public API. */
  subject: Type.Object(SubjectRow),
})
export type MergedAlert = Static<typeof MergedAlert>
