import type { AlertChange } from '../alert/alert.ts'

/** An alert as its receiver is told of it now. */
export interface AlertUpdate {
  /** The newest change; its `alert` is how the alert stands. */
  newest: AlertChange
  /** All that changed since this receiver was last told of the alert, oldest first; a reminder repeats the newest. */
  changes: AlertChange[]
  /** What `notify` returned for the alert the last time: the message to bring up to date. */
  reference: string | undefined
  /** Where the receiver says how the impact stands, without signing in; only when it is asked for that. */
  confirmUrl: string | undefined
}

/** What one receiver is told at once. */
export interface AlertNotification {
  /** `reminder`: nobody has taken it and the repeat interval is over. `digest`: what happened in a day or a week. */
  kind: 'changes' | 'reminder' | 'digest'
  /** The same when the same is told again after a crash: what a receiver recognises a repeat by. */
  id: string
  /** What its alerts have in common, the same for the life of the group: one thread. */
  group: string
  /** At least one, the most severe first. */
  alerts: AlertUpdate[]
  /** Epoch ms, when it was made up. */
  at: number
}

/** A text for people, as the weekly report: a title and lines. */
export interface ReportNotification {
  kind: 'report'
  id: string
  group: string
  title: string
  lines: string[]
  at: number
}

export type Notification = AlertNotification | ReportNotification

/** What was told was not taken: it is told again when due. */
export class DeliveryFailed extends Error {
  /** Epoch ms before which the receiver does not want to be asked (Retry-After); undefined = it did not say. */
  readonly retryAt: number | undefined
  /** It will never be taken (410 Gone, a body it calls malformed): it goes to the dead letters at once. */
  readonly permanent: boolean
  constructor(
    reason: string,
    { retryAt, permanent = false }: { retryAt?: number | undefined; permanent?: boolean } = {},
  ) {
    super(reason)
    this.name = 'DeliveryFailed'
    this.retryAt = retryAt
    this.permanent = permanent
  }
}

/** Tells one receiver. */
export interface Notifier {
  /**
   * Resolves once the receiver has taken it, with references by alert id for messages that can be brought up to date later.
   * Rejects, best with `NotTaken`, when it was not taken: the same notice comes again when due. A notice may come twice.
   */
  notify(notification: Notification): Promise<ReadonlyMap<string, string> | void>
}
