import { Type, type Static } from 'typebox'

export const Flag = Type.Enum(['idle', 'semi-idle', 'orphan', 'uncovered'])

export type Flag = Static<typeof Flag>

/** A flagged account of the company that mentions of an alert name. */
export const OwnAccount = Type.Object({
  platform: Type.String(),
  handle: Type.String(),
  owner: Type.Union([Type.String(), Type.Null()]),
  flags: Type.Array(Flag),
  /** Number of mentions of the alert that name it. */
  mentions: Type.Integer(),
})
export type OwnAccount = Static<typeof OwnAccount>
