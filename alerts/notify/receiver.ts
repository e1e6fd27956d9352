import { Type, type Static } from 'typebox'
import type { Notifier } from './notifier.ts'
import type { ChangeName } from '../alert/alert.ts'
import { subscriptionFields } from '../organisation/subscription.ts'
import { receiverFields } from './settings.ts'

/** What every receiver may say: its name, what it wants to be told, and how. */
export const common = {
  name: Type.Optional(Type.String({ minLength: 1 })),
  ...subscriptionFields,
  ...receiverFields,
}

const CommonOptions = Type.Object(common)

export type CommonOptions = Static<typeof CommonOptions>

/** A notifier under a name of its own, and what it is told of. */
export interface Receiver {
  name: string
  type: string
  /** What it wants to be told, and how. */
  options: CommonOptions
  /** The changes that it is told where it does not say. */
  notifyOn: readonly ChangeName[]
  notifier: Notifier
  /** Notifications sent at the same time: several to programs, one after another to people. */
  concurrency: number
  /** Lets go of its connection, where it keeps one. */
  close?(): Promise<void>
}
