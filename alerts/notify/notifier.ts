import type { AlertChange } from '../alert/alert.ts'

/** One alert in a notification. */
export interface AlertUpdate {
  /** The newest change; its `alert` is the alert as it is now. */
  newest: AlertChange
  /** All changes since this receiver was last notified of the alert, oldest first; a reminder repeats the newest. */
  changes: AlertChange[]
  /** What `notify` returned for the alert the last time: the message to update. */
  reference: string | undefined
  /** Where the person assesses the impact without signing in; only where the person is asked to. */
  confirmUrl: string | undefined
}

/** What one receiver gets at once. */
export interface AlertNotification {
  /** `reminder`: nobody has taken the alerts and the repeat interval is over. `digest`: the changes of a day or a week. */
  kind: 'changes' | 'reminder' | 'digest'
  /** The same when it is sent again after a crash: a receiver recognises a repeat by it. */
  id: string
  /** The same for the life of the group: one thread. */
  group: string
  /** At least one, the most severe first. */
  alerts: AlertUpdate[]
  /** Epoch ms, when it was composed. */
  at: number
}

/** A text for people, as the weekly report. */
export interface ReportNotification {
  kind: 'report'
  id: string
  group: string
  title: string
  lines: string[]
  at: number
}

export type Notification = AlertNotification | ReportNotification

/** The receiver did not accept the notification: it is sent again when due. */
export class DeliveryFailed extends Error {
  /** Epoch ms before which the receiver does not want another attempt (Retry-After); undefined = it did not say. */
  readonly retryAt: number | undefined
  /** It will never be accepted (410 Gone, a body it calls malformed): it becomes a dead letter at once. */
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

/** Sends notifications to one receiver. */
export interface Notifier {
  /**
   * Resolves once the receiver has accepted the notification, with references by alert id for messages that can be updated later.
   * Rejects, best with `DeliveryFailed`, when it did not: the same notification comes again when due. A notification may come twice.
   */
  notify(notification: Notification): Promise<ReadonlyMap<string, string> | void>
}
