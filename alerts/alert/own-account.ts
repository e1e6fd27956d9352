import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'

export const Flag = Type.Enum(['idle', 'semi-idle', 'orphan', 'uncovered'])

export type Flag = Static<typeof Flag>

/** A flagged account of the company that mentions of an alert name. */
export const OwnAccount = Type.Object({
  platform: Type.String(doc('The source that mentions of the account come from', 'bluesky')),
  handle: Type.String(doc('The name of the account', 'halden.care')),
  owner: Type.Union([Type.String(), Type.Null()], doc('Who keeps the account; null: nobody', 'petra')),
  flags: Type.Array(Flag, doc('What is wrong with the account', ['idle'])),
  mentions: Type.Integer(doc('Mentions of the alert that name the account', 4)),
})
export type OwnAccount = Static<typeof OwnAccount>
