import { Type, type Static } from 'typebox'
export const Flag = Type.Enum(['idle', 'semi-idle', 'orphan', 'uncovered'])

export type Flag = Static<typeof Flag>

/** An own account that hardly anybody looks after and that people call by name all the same. */
export const OwnAccount = Type.Object({
  platform: Type.String(),
  handle: Type.String(),
  owner: Type.Union([Type.String(), Type.Null()]),
  flags: Type.Array(Flag),
  /** How many of the mentions asked about name it. */
  mentions: Type.Integer(),
})
export type OwnAccount = Static<typeof OwnAccount>
