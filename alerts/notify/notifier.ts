import type { AlertChange } from '../alert/alert.ts'
import type { ReportContent } from '../report/report-content.ts'

/** One alert in a notification. */
export interface AlertUpdate {
  /** The newest change; its `alert` is the alert as it is now. */
  newest: AlertChange
  /** All changes since this receiver was last notified of the alert, oldest first; a reminder repeats the newest. */
  changes: AlertChange[]
  /** What `notify` returned for the alert the last time: the message to update. */
  reference: string | undefined
  /** Link for the person to update the impact status without signing in; only if the person is asked to. */
  confirmUrl: string | undefined
}

/** One message about alerts to one receiver. */
export interface AlertNotification {
  /** `reminder`: nobody has acknowledged the alerts within the repeat interval. `digest`: the changes of a day or a week. */
  kind: 'changes' | 'reminder' | 'digest'
  /** Stays the same when the notification is sent again, so that receivers can ignore repeats. */
  id: string
  /** The same for all notifications of a group, for threads. */
  group: string
  /** At least one, the most severe first. */
  alerts: AlertUpdate[]
  /** Epoch ms, when it was composed. */
  at: number
  /** IANA zone of the times in texts for people; absent: UTC. */
  timeZone?: string
}

/** A text for people, such as the weekly report. */
export interface ReportNotification {
  kind: 'report'
  id: string
  group: string
  title: string
  lines: string[]
  at: number
  /** What the text was made of, for receivers that take files. Absent: there is nothing to attach. */
  attached?: ReportContent
}

export type Notification = AlertNotification | ReportNotification

/** The receiver did not accept the notification: it is sent again when due. */
export class DeliveryFailed extends Error {
  /** Epoch ms before which the receiver does not want another attempt (Retry-After); undefined = it did not say. */
  readonly retryAt: number | undefined
  /** A retry cannot succeed (410 Gone, malformed body), so the delivery fails at once (dead letter). */
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
   * Otherwise rejects, preferably with `DeliveryFailed`; the dispatcher then retries. May be called twice with the same notification.
   */
  notify(notification: Notification): Promise<ReadonlyMap<string, string> | void>
  /**
   * Replaces the content of the message that `update.reference` names, and posts nothing new: something in it was erased. Absent: the service
   * cannot change messages. Rejects when it refuses.
   */
  replace?(update: AlertUpdate): Promise<void>
}
