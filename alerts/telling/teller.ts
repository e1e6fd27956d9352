import type { Clock } from '../../infra/clock.ts'
import type { Logger } from '../../infra/logger.ts'
import type { Store } from '../../infra/store/store.ts'
import type { Alert, ChangeName } from '../alert.ts'
import type { AlertNotice } from '../notifier.ts'
import type { Receiver } from '../notifiers/registry.ts'
import type { Organisation } from '../organisation/organisation.ts'
import { after, attempt } from './attempt.ts'
import { toldKey, type Desk } from './desk.ts'
import { deliveryKey, type Delivery, type DeliveryRow } from './delivery-table.ts'
import { isPersonal } from './filing.ts'
import { muted, type Mutes } from './mute.ts'
import { noticesOf, reminderOf, type ConfirmUrl, type Outgoing } from './notices.ts'
import { quietUntil } from './quiet-hours.ts'
import { paceOf, type TellingOptions } from './settings.ts'
import { silencesAt } from './silence-table.ts'
import { toWindows } from './windows.ts'

interface TellerParts {
  store: Store
  logger: Logger
  clock: Clock
  desk: Desk
  receivers: readonly Receiver[]
  organisation: Organisation
  options: TellingOptions
  confirmUrl: ConfirmUrl
}

/** Tells what is due. Receivers wait for themselves only: one that is slow or does not answer holds up nobody else. */
export function openTeller(parts: TellerParts) {
  const { store, logger, clock, desk, receivers, organisation, options, confirmUrl } = parts
  const byName = new Map(receivers.map((receiver) => [receiver.name, receiver]))
  const paces = new Map(receivers.map(({ name, options: own, tells }) => [name, paceOf(options, own, tells)]))
  const busy = new Map<string, Promise<void>>()
  const maintenance = toWindows(options.maintenance)

  /** tell → remember: after a crash in between it is told twice, never not at all. */
  const tell = async ({ notice, rows }: Outgoing, receiver: string): Promise<void> => {
    const outcome = await attempt(byName.get(receiver)?.notifier, notice)
    const now = clock()
    if (!outcome.taken)
      logger.warn(
        { receiver, notice: notice.id, reason: outcome.error.message },
        'a receiver has not taken what it was told',
      )
    const settled = rows.map((row) => after(row, outcome, { now, random: Math.random() }))
    for (const { alertId, reason, state } of settled)
      if (state === 'given up') logger.error({ receiver, alert: alertId, reason }, 'telling is given up')
    await desk.settle(settled)
    if (outcome.taken) tryAgain(receiver, now)
  }

  /** It takes what it is told again: what it refused need not wait for hours any longer. */
  const tryAgain = (receiver: string, now: number) => {
    for (const row of desk.pending.values())
      if (row.receiver === receiver && row.attempt > 1) row.dueAt = Math.min(row.dueAt, now + againAfterMs)
  }

  const remind = async (delivery: Delivery, notice: AlertNotice): Promise<void> => {
    const { receiver } = delivery
    const outcome = await attempt(byName.get(receiver)?.notifier, notice)
    const { repeatMs = 0 } = paces.get(receiver) ?? {}
    if (outcome.taken) {
      const reference = outcome.references.get(delivery.alertId) ?? delivery.reference
      return desk.settle([{ ...delivery, toldAt: clock(), reference, version: delivery.version + 1, change: '' }])
    }
    logger.warn({ receiver, notice: notice.id, reason: outcome.error.message }, 'a receiver has not taken a reminder')
    // Told a little later than it was, so that the next try is in a quarter of an hour and not at once.
    desk.told.set(toldKey(delivery), { ...delivery, toldAt: clock() - repeatMs + reminderRetryMs })
  }

  const dueReminders = async (now: number): Promise<Delivery[]> => {
    const candidates = overdue(desk, now, (name) => paces.get(name)?.repeatMs ?? Infinity)
    if (candidates.length === 0) return []
    const mutes = { ...options, maintenance, silences: await silencesAt(store, now) }
    const standing = [...desk.standing.values()].map(({ alert }) => alert)
    const isQuiet = ({ receiver, person }: Delivery, { severity }: Alert) =>
      [paces.get(receiver), organisation.people.get(person)?.quiet].some(
        (quiet) => quiet && quietUntil({ timeZone: options.timeZone, ...quiet }, now, severity) > now,
      )
    return candidates.filter((delivery) => {
      const { alert } = desk.standing.get(delivery.alertId)!
      return !isQuiet(delivery, alert) && muted(mutes, alert, { standing, now }) === undefined
    })
  }

  const inTurn = (receiver: string, work: () => Promise<void>) => {
    const done = work()
      .catch((error: unknown) => logger.error({ err: error, receiver }, 'telling a receiver failed'))
      .finally(() => busy.delete(receiver))
    busy.set(receiver, done)
  }

  return {
    async tick(now: number): Promise<void> {
      await desk.save()
      const due = [...desk.pending.values()].filter((row) => row.dueAt <= now && !busy.has(row.receiver))
      const mutes = { ...options, maintenance, silences: due.length > 0 ? await silencesAt(store, now) : [] }
      const open = await withoutMuted(due, {
        desk,
        mutes,
        now,
        paceMs: (name) => paces.get(name)?.groupIntervalMs ?? 0,
      })
      for (const [receiver, rows] of Map.groupBy(open, (row) => row.receiver))
        inTurn(receiver, async () => {
          const waiting = noticesOf(rows, desk, { now, confirmUrl }).values()
          const lane = async () => {
            for (const outgoing of waiting) await tell(outgoing, receiver)
          }
          const lanes = Array.from({ length: atOnce(byName.get(receiver)?.type) }, lane)
          await Promise.allSettled(lanes)
          await Promise.all(lanes)
        })
      const reminders = await dueReminders(now)
      for (const [receiver, ofOne] of Map.groupBy(reminders, ({ receiver: name }) => name))
        if (!busy.has(receiver))
          inTurn(receiver, async () => {
            for (const delivery of ofOne)
              await remind(delivery, reminderOf(delivery, desk.standing.get(delivery.alertId)!, now))
          })
    },
    /** Resolves when nobody is being told any more. */
    async settled(): Promise<void> {
      await Promise.all(busy.values())
      await desk.save()
    },
  }
}

/** Programs take several notices at once, each about other alerts; people are written to in order. */
const atOnce = (type: Receiver['type'] | undefined) => (type === 'webhook' ? 4 : 1)

const againAfterMs = 5 * 60_000
const reminderRetryMs = 15 * 60_000

/** Open alerts that nobody has taken and of which a receiver was last told so long ago; what is pending comes anyway. */
function overdue(desk: Desk, now: number, repeatMs: (receiver: string) => number): Delivery[] {
  const waiting = new Set([...desk.pending.values()].map(toldKey))
  return [...desk.told.values()].filter((delivery) => {
    const alert = desk.standing.get(delivery.alertId)?.alert
    return (
      alert?.status === 'open' &&
      delivery.mode === 'now' &&
      now - delivery.toldAt >= repeatMs(delivery.receiver) &&
      !waiting.has(toldKey(delivery))
    )
  })
}

interface Muting {
  desk: Desk
  mutes: Mutes
  now: number
  paceMs: (receiver: string) => number
}

/**
 * What is due and may be told. What is muted is looked at again an interval later, until the alert is over: then it was never worth a word. The end
 * of an alert is told only to who was told that it began.
 */
async function withoutMuted(due: readonly DeliveryRow[], { desk, mutes, now, paceMs }: Muting): Promise<DeliveryRow[]> {
  if (due.length === 0) return []
  const standing = [...desk.standing.values()].map(({ alert }) => alert)
  const waiting = Map.groupBy([...desk.pending.values()].filter(isForAll), toldKey)
  const open: DeliveryRow[] = []
  for (const [key, rows] of Map.groupBy(due, toldKey)) {
    const alert = desk.standing.get(rows[0]!.alertId)?.alert
    const held = waiting.get(key) ?? []
    const reason =
      alert && held.length > 0 ? (muted(mutes, alert, { standing, now }) ?? unheard(held, desk)) : undefined
    if (reason === undefined) open.push(...rows)
    else {
      open.push(...rows.filter((row) => !isForAll(row)))
      await hold(desk, held, {
        reason,
        isOver: alert!.status === 'resolved',
        dueAt: now + Math.max(1_000, paceMs(rows[0]!.receiver)),
      })
    }
  }
  return open
}

async function hold(
  desk: Desk,
  rows: readonly DeliveryRow[],
  { reason, isOver, dueAt }: { reason: string; isOver: boolean; dueAt: number },
): Promise<void> {
  if (isOver) return desk.settle(rows.map((row) => ({ ...row, state: 'muted', reason, version: row.version + 1 })))
  for (const row of rows) desk.pending.set(deliveryKey(row), { ...row, reason, dueAt })
}

/** Not what calls somebody by name, and no digest. */
const isForAll = (row: DeliveryRow) => row.mode === 'now' && !(row.person !== '' && isPersonal(changeIn(row)))

const changeIn = (row: DeliveryRow) => JSON.parse(row.change) as { change: ChangeName }

/** Of an alert that is over and of which only the end is left to tell to somebody who never heard of it. */
function unheard(rows: readonly DeliveryRow[], desk: Desk): string | undefined {
  const onlyEnd = rows.every((row) => changeIn(row).change === 'resolved')
  return onlyEnd && !desk.told.has(toldKey(rows[0]!)) ? 'it was not told that it began' : undefined
}
