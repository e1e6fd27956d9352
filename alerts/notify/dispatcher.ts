import type { Clock } from '../../infra/clock.ts'
import type { Logger } from '../../infra/logger.ts'
import type { Store } from '../../infra/store/store.ts'
import { failSpan, followUp } from '../../infra/traces.ts'
import { seesAll } from '../alert/visibility.ts'
import { deliveryKey } from './delivery-table.ts'
import { passGates, type Gated, type Rules, type Stopped } from './gate.ts'
import { notificationsOf, type ConfirmUrl, type Outgoing } from './group.ts'
import { maintenanceWindows } from './maintenance.ts'
import { mutesAt } from './mute.ts'
import type { NotificationLog } from './notification-log.ts'
import type { NotifyObserver } from './observer.ts'
import { groupKeyOf, type Pending } from './pending.ts'
import { updatesWithPresentQuotes, withPresentQuotes } from './present-quotes.ts'
import type { Receiver } from './receiver.ts'
import { openRepeats } from './repeat.ts'
import { afterAttempt, attempt, type Outcome } from './retry.ts'
import { rulesAt } from './rules.ts'
import type { TimingContext } from './schedule.ts'
import { isTerm } from '../series/subject.ts'
import { standingDismissals } from '../terms/dismissal-table.ts'
import { silencesAt } from './silence-table.ts'

export interface DispatcherDeps extends TimingContext {
  store: Store
  logger: Logger
  clock: Clock
  log: NotificationLog
  receivers: readonly Receiver[]
  confirmUrl: ConfirmUrl
  observer: NotifyObserver
}

const retrySoonMs = 5 * 60_000

/** Sends due notifications. Each receiver has its own queue, so a slow or unreachable one does not delay others. */
export function openDispatcher(deps: DispatcherDeps) {
  const { store, logger, clock, log, receivers, options, confirmUrl, observer } = deps
  const { state } = log
  const byName = new Map(receivers.map((receiver) => [receiver.name, receiver]))
  const repeats = openRepeats(deps)
  const { windows: maintenance } = maintenanceWindows(options.maintenance)
  const queues = openQueues({ concurrency: (receiver) => byName.get(receiver)?.concurrency ?? 1, logger })
  /** Epoch ms until which a receiver asked for no further attempts (Retry-After). */
  const pauses = new Map<string, number>()

  const isFree = (receiver: string, now: number) => !queues.isBusy(receiver) && (pauses.get(receiver) ?? 0) <= now

  /**
   * Sends first, records later: after a crash in between, the notification is sent twice rather than lost. When the store cannot say which
   * quotes may still be sent, nothing is sent, and the next tick tries again.
   */
  async function send({ notification, deliveries }: Outgoing, receiver: string): Promise<void> {
    const traceparents = deliveries.map(({ traceparent = '' }) => traceparent)
    const attributes = { 'groundswell.receiver': receiver, 'groundswell.alerts': notification.alerts.length }
    const settled = await followUp('send notification', { kind: 'client', traceparents, attributes }, () =>
      sendOnce({ notification, deliveries }, receiver),
    )
    await log.settle(settled)
  }

  async function sendOnce({ notification, deliveries }: Outgoing, receiver: string): Promise<Pending[]> {
    const present = await withPresentQuotes(store, notification)
    const outcome = await attempt(byName.get(receiver)?.notifier, present)
    if (!outcome.sent) failSpan(outcome.error)
    const now = clock()
    const random = Math.random()
    const settled = deliveries.map((delivery) => settledBy(outcome, afterAttempt(delivery, outcome, { now, random })))
    recordOutcome(receiver, outcome, now)
    for (const each of settled) countDelivery(each, outcome)
    return settled
  }

  function countDelivery(
    { alertId, receiver, reason, state: is, sentAt, createdAt }: Pending,
    { sent }: Outcome,
  ): void {
    if (sent) return observer.attempted(receiver, 'sent', (sentAt - createdAt) / 1000)
    observer.attempted(receiver, is === 'failed' ? 'failed' : 'retried')
    if (is === 'failed') logger.error({ receiver, alert: alertId, reason }, 'notification failed permanently')
  }

  function recordOutcome(receiver: string, outcome: Outcome, now: number): void {
    if (outcome.sent) return retrySoon(receiver, now)
    const { message: reason, retryAt } = outcome.error
    logger.warn({ receiver, reason }, 'notification attempt failed')
    if (retryAt !== undefined) pauses.set(receiver, retryAt)
  }

  /** After a success, pulls the receiver's later retries forward to at most five minutes from now. */
  function retrySoon(receiver: string, now: number): void {
    pauses.delete(receiver)
    const late = [...state.pending.all.values()].filter(
      (each) => each.receiver === receiver && each.attempt > 1 && each.dueAt > now + retrySoonMs,
    )
    log.postpone(late.map((each) => ({ ...each, dueAt: now + retrySoonMs })))
  }

  async function currentRules(now: number, due: readonly Pick<Pending, 'change'>[] = []): Promise<Rules> {
    const active = [...state.active.values()].map(({ alert }) => alert)
    // Most of the time there is no alert of a term, and nothing to ask.
    const isAboutTerm = [...active, ...due.map(({ change }) => change.alert)].some(({ facts }) => isTerm(facts.subject))
    const [silences, dismissed] = await Promise.all([
      silencesAt(store, now, seesAll),
      isAboutTerm ? standingDismissals(store) : [],
    ])
    return rulesAt(now, mutesAt({ ...options, maintenance, silences, dismissed }, { active, now }), deps)
  }

  /** Writes dropped deliveries, and held ones whose reason is new. The next check time is only kept in memory. */
  async function recordStopped({ held, dropped }: Pick<Gated, 'held' | 'dropped'>): Promise<void> {
    const isNew = ({ delivery }: Stopped) => state.pending.all.get(deliveryKey(delivery))?.reason !== delivery.reason
    const [news, known] = [held.filter(isNew), held.filter((each) => !isNew(each))]
    log.postpone(known.map(({ delivery }) => delivery))
    for (const { delivery, reason } of news) observer.stopped(delivery.receiver, reason, false)
    for (const { delivery, reason } of dropped) observer.stopped(delivery.receiver, reason, true)
    if (dropped.length + news.length === 0) return
    await log.settle([
      ...dropped.map(({ delivery }) => delivery),
      ...news.map(({ delivery }) => ({ ...delivery, version: delivery.version + 1 })),
    ])
    await log.save()
  }

  async function sendDue(now: number): Promise<void> {
    const due = [...state.pending.all.values()].filter(({ dueAt, receiver }) => dueAt <= now && isFree(receiver, now))
    if (due.length === 0) return
    const { passed, ...stopped } = passGates(due, state, await currentRules(now, due))
    await recordStopped(stopped)
    for (const [receiver, some] of Map.groupBy(passed, (each) => each.receiver))
      queues.run(receiver, notificationsOf(some, { state, now, confirmUrl }), (outgoing) => send(outgoing, receiver))
  }

  async function remindOverdue(now: number): Promise<void> {
    const overdue = repeats.overdue(now).filter(({ receiver }) => isFree(receiver, now))
    if (overdue.length === 0) return
    const rules = await currentRules(now)
    const wanted = overdue.filter((each) => repeats.isWanted(each, rules))
    for (const [receiver, some] of Map.groupBy(wanted, (each) => each.receiver))
      queues.run(receiver, [...Map.groupBy(some, groupKeyOf).values()], async (sent) =>
        recordOutcome(receiver, await repeats.remind(sent, receiver), clock()),
      )
  }

  /** Updates the messages about these alerts, where the service can. A failure is logged; the next change of the alert updates the message too. */
  async function replaceSent(alertIds: readonly string[]): Promise<void> {
    for (const { alertId, receiver, reference } of state.sent.values()) {
      const [newest, notifier] = [state.active.get(alertId), byName.get(receiver)?.notifier]
      if (!newest || reference === '' || !notifier?.replace || !alertIds.includes(alertId)) continue
      const update = { newest, changes: [newest], reference, confirmUrl: undefined }
      const [present] = await updatesWithPresentQuotes(store, [update])
      await notifier.replace(present!).catch((error: unknown) => {
        logger.error({ err: error, receiver, alert: alertId }, 'a message with an erased quote could not be updated')
      })
    }
  }

  return {
    /** Forgets what was erased, also in messages that can be updated. */
    async forgetErased(now: number): Promise<void> {
      await replaceSent(await log.reread(now))
    },
    async tick(now: number): Promise<void> {
      await log.save()
      await sendDue(now)
      await remindOverdue(now)
    },
    /** Starts no further notifications; resolves when running ones are finished and recorded. */
    async stop(): Promise<void> {
      await queues.stop()
      await log.save()
    },
  }
}

/** With the reference of the message, where it was sent. */
const settledBy = (outcome: Outcome, delivery: Pending): Pending =>
  outcome.sent ? { ...delivery, reference: outcome.references.get(delivery.alertId) ?? '' } : delivery

/** A queue per receiver, processed by as many lanes as the receiver's concurrency. */
function openQueues({ concurrency, logger }: { concurrency: (receiver: string) => number; logger: Logger }) {
  const busy = new Map<string, Promise<void>>()
  let isStopping = false
  return {
    isBusy: (receiver: string) => busy.has(receiver),
    run<T>(receiver: string, all: readonly T[], work: (one: T) => Promise<unknown>): void {
      const waiting = all.values()
      const lane = async () => {
        for (const one of waiting) if (!isStopping) await work(one)
      }
      const lanes = Array.from({ length: concurrency(receiver) }, lane)
      const done = Promise.allSettled(lanes)
        .then(async () => void (await Promise.all(lanes)))
        .catch((error: unknown) => logger.error({ err: error, receiver }, 'notifying a receiver failed'))
        .finally(() => busy.delete(receiver))
      busy.set(receiver, done)
    },
    async stop(): Promise<void> {
      isStopping = true
      await Promise.all(busy.values())
    },
  }
}
