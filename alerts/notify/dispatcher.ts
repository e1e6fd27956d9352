import type { Clock } from '../../infra/clock.ts'
import type { Logger } from '../../infra/logger.ts'
import type { Store } from '../../infra/store/store.ts'
import { admit, type Admitted, type Rules } from './gate.ts'
import { after, attempt, type Outcome } from './retry.ts'
import type { NotificationLog } from './notification-log.ts'
import { deliveryKey } from './delivery-table.ts'
import type { Times } from './schedule.ts'
import { muting } from './mute.ts'
import { notificationsOf, type ConfirmUrl, type Outgoing } from './group.ts'
import { groupKeyOf, type Pending } from './pending.ts'
import { openRepeats } from './repeat.ts'
import { rulesAt } from './rules.ts'
import { silencesAt } from './silence-table.ts'
import { maintenanceWindows } from './maintenance.ts'
import type { Receiver } from './receiver.ts'

interface DispatcherDeps extends Times {
  store: Store
  logger: Logger
  clock: Clock
  notificationLog: NotificationLog
  receivers: readonly Receiver[]
  confirmUrl: ConfirmUrl
}

const againAfterMs = 5 * 60_000

/** Tells what is due. Receivers wait for themselves only: one that is slow or does not answer holds up nobody else. */
export function openDispatcher(parts: DispatcherDeps) {
  const { store, logger, clock, notificationLog, receivers, options, confirmUrl } = parts
  const byName = new Map(receivers.map((receiver) => [receiver.name, receiver]))
  const reminders = openRepeats(parts)
  const { windows: maintenance } = maintenanceWindows(options.maintenance)
  const busy = new Map<string, Promise<void>>()
  /** Receivers that asked for a pause, and until when. */
  const pauses = new Map<string, number>()
  let isStopping = false

  const mayTell = (receiver: string, now: number) => !busy.has(receiver) && (pauses.get(receiver) ?? 0) <= now

  /** tell → remember: after a crash in between it is told twice, never not at all. */
  async function tell({ notification, deliveries }: Outgoing, receiver: string): Promise<void> {
    const outcome = await attempt(byName.get(receiver)?.notifier, notification)
    const now = clock()
    const random = Math.random()
    const settled = deliveries.map((delivery) => after(delivery, outcome, { now, random }))
    heard(receiver, outcome, now)
    for (const { alertId, reason, state } of settled)
      if (state === 'failed') logger.error({ receiver, alert: alertId, reason }, 'telling is given up')
    await notificationLog.settle(settled)
  }

  function heard(receiver: string, outcome: Outcome, now: number): void {
    if (outcome.taken) return tryAgain(receiver, now)
    const { message: reason, retryAt } = outcome.error
    logger.warn({ receiver, reason }, 'a receiver has not taken what it was told')
    if (retryAt !== undefined) pauses.set(receiver, retryAt)
  }

  /** It takes what it is told again: what it refused need not wait for hours any longer. */
  function tryAgain(receiver: string, now: number): void {
    pauses.delete(receiver)
    for (const each of notificationLog.pending.all.values())
      if (each.receiver === receiver && each.attempt > 1 && each.dueAt > now + againAfterMs)
        notificationLog.pending.put({ ...each, dueAt: now + againAfterMs })
  }

  async function rules(now: number): Promise<Rules> {
    const mutes = { ...options, maintenance, silences: await silencesAt(store, now) }
    return rulesAt(
      now,
      muting(mutes, { active: [...notificationLog.active.values()].map(({ alert }) => alert), now }),
      parts,
    )
  }

  /** Why it waits is written down once, for whoever asks; when it is looked at again is not. */
  async function keep({ waiting, never }: Pick<Admitted, 'waiting' | 'never'>): Promise<void> {
    const isNews = (each: Pending) => notificationLog.pending.all.get(deliveryKey(each))?.reason !== each.reason
    const news = waiting.filter(isNews).map((each) => ({ ...each, version: each.version + 1 }))
    for (const each of waiting) if (!isNews(each)) notificationLog.pending.put(each)
    if (never.length + news.length === 0) return
    await notificationLog.settle([...never, ...news])
    await notificationLog.save()
  }

  function inTurn<T>(receiver: string, all: readonly T[], work: (one: T) => Promise<unknown>): void {
    const waiting = all.values()
    const lane = async () => {
      for (const one of waiting) if (!isStopping) await work(one)
    }
    const lanes = Array.from({ length: byName.get(receiver)?.concurrency ?? 1 }, lane)
    const done = Promise.allSettled(lanes)
      .then(async () => void (await Promise.all(lanes)))
      .catch((error: unknown) => logger.error({ err: error, receiver }, 'telling a receiver failed'))
      .finally(() => busy.delete(receiver))
    busy.set(receiver, done)
  }

  async function tellDue(now: number): Promise<void> {
    const due = [...notificationLog.pending.all.values()].filter(
      ({ dueAt, receiver }) => dueAt <= now && mayTell(receiver, now),
    )
    if (due.length === 0) return
    const { open, ...rest } = admit(due, notificationLog, await rules(now))
    await keep(rest)
    for (const [receiver, some] of Map.groupBy(open, (each) => each.receiver))
      inTurn(receiver, notificationsOf(some, { notificationLog, now, confirmUrl }), (outgoing) =>
        tell(outgoing, receiver),
      )
  }

  async function remindOverdue(now: number): Promise<void> {
    const overdue = reminders.overdue(now).filter(({ receiver }) => mayTell(receiver, now))
    if (overdue.length === 0) return
    const ruled = await rules(now)
    const wanted = overdue.filter((each) => reminders.isWanted(each, ruled))
    for (const [receiver, some] of Map.groupBy(wanted, (each) => each.receiver))
      inTurn(receiver, [...Map.groupBy(some, groupKeyOf).values()], async (told) =>
        heard(receiver, await reminders.remind(told, { receiver, clock }), clock()),
      )
  }

  return {
    async tick(now: number): Promise<void> {
      await notificationLog.save()
      await tellDue(now)
      await remindOverdue(now)
    },
    /** Nothing more is told; resolves when what is being told has been answered. */
    async settled(): Promise<void> {
      isStopping = true
      await Promise.all(busy.values())
      await notificationLog.save()
    },
  }
}
