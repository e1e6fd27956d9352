import { Type, type Static } from 'typebox'
import type { Notifier } from './notifier.ts'
import type { ChangeName } from '../alert/alert.ts'
import { subscriptionFields } from '../organisation/subscription.ts'
import { receiverFields } from './settings.ts'

/** The options that every receiver has: its name, which alerts it wants, and when. */
export const common = {
  name: Type.Optional(
    Type.String({
      minLength: 1,
      description: 'The name used elsewhere in the configuration; absent: type and position, such as `slack-2`.',
      examples: ['care'],
    }),
  ),
  ...subscriptionFields,
  ...receiverFields,
}

const CommonOptions = Type.Object(common)

export type CommonOptions = Static<typeof CommonOptions>

/** A notifier of the configuration, under its name. */
export interface Receiver {
  name: string
  type: string
  /** Which alerts it wants, and when. */
  options: CommonOptions
  /** The changes that it is notified of unless its options say otherwise. */
  notifyOn: readonly ChangeName[]
  notifier: Notifier
  /** Notifications sent at the same time: several to programs, one to people, so that these stay in order. */
  concurrency: number
  /** Closes its connection, where it keeps one. */
  close?(): Promise<void>
}
