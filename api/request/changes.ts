import { findAlerts, historyOf, newestChanges } from '../../alerts/alert/alert-table.ts'
import { seesAll } from '../../alerts/alert/visibility.ts'
import type { Alert } from '../../alerts/alert/alert.ts'
import { lastCounted } from '../../alerts/series/series-query.ts'
import { sourceHealth } from '../../ingest/source-table.ts'
import type { ApiDeps } from './deps.ts'

/** A change that is sent to the dashboard as an event. */
export interface Change {
  event: 'alert.changed' | 'source.changed' | 'counts.changed'
  data: object
  /** Grows with time: what happened up to here is sent with this id or an earlier one. */
  id: string
  /** The changed alert, to check who may see it. */
  alert?: Alert
}

export interface Changes {
  /** Calls `onChange` with every change from now on. @returns a function that ends it */
  subscribe(onChange: (change: Change) => void): () => void
  /** The id of this moment. */
  nowId(): string
  /**
   * What may have been missed since the event with this id, at least all of it. Undefined when that is too long ago or too much, or the id is
   * none of ours.
   */
  missedSince(id: string): Promise<Change[] | undefined>
  close(): void
}

const pollEveryMs = 1_000
/** Each poll also reads alerts that changed up to this long before the newest one, so late writes are not missed. */
const overlapMs = 10 * 60_000
const mostAlerts = 200
/** Who was away longer loads everything again. */
const longestAwayMs = 24 * 3_600_000

/** Polls the store once a second while there are subscribers; one poll serves all of them. */
export function openChanges({ reader, clock, logger }: Pick<ApiDeps, 'reader' | 'clock' | 'logger'>): Changes {
  const subscribers = new Set<(change: Change) => void>()
  let last: Snapshot | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const poll = async () => {
    // No later than now: the clock may have been set back.
    const now = await snapshot(reader, Math.min(last?.newest ?? Infinity, clock()))
    const before = last
    last = before && {
      ...now,
      alerts: new Map([...before.alerts, ...now.alerts]),
      newest: Math.max(before.newest, now.newest),
    }
    last ??= now
    for (const change of before ? await differences(reader, before, now) : [])
      for (const onChange of subscribers) onChange(change)
  }
  const run = async () => {
    await poll().catch((error: unknown) => logger.warn({ err: error }, 'reading changes failed'))
    if (subscribers.size > 0 && !closed) timer = setTimeout(() => void run(), pollEveryMs)
    else [timer, last] = [undefined, undefined]
  }
  return {
    subscribe(onChange) {
      subscribers.add(onChange)
      if (!timer && !closed) timer = setTimeout(() => void run(), 0)
      return () => void subscribers.delete(onChange)
    },
    nowId: () => String(clock()),
    async missedSince(id) {
      const at = /^\d{1,15}$/.test(id) ? Number(id) : -1
      return Math.abs(clock() - at) > longestAwayMs
        ? undefined
        : missed(reader, { since: Math.min(at, clock()) - overlapMs, id: String(clock()) })
    },
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}

interface Snapshot {
  alerts: Map<string, { changeNumber: number; revision: number }>
  /** The newest `updatedAt`, epoch ms. */
  newest: number
  sources: Map<string, string>
  counted: number
}

async function snapshot(
  reader: ApiDeps['reader'],
  newest: number,
): Promise<Snapshot & { found: Alert[]; health: Map<string, object> }> {
  const [found, sources, counted] = await Promise.all([
    findAlerts(reader, { since: Math.max(0, newest - overlapMs), limit: mostAlerts, visibility: seesAll }),
    sourceHealth(reader),
    lastCounted(reader),
  ])
  return {
    found,
    counted,
    alerts: new Map(found.map(({ id, changeNumber, facts }) => [id, { changeNumber, revision: facts.revision }])),
    newest: Math.max(newest, ...found.map((alert) => alert.updatedAt)),
    sources: new Map(sources.map(({ source, state, reason }) => [source, `${state} ${reason}`])),
    health: new Map(sources.map(({ source, state }) => [source, { source, health: state }])),
  }
}

/** Undefined when more alerts have changed than are listed. */
async function missed(
  reader: ApiDeps['reader'],
  { since, id }: { since: number; id: string },
): Promise<Change[] | undefined> {
  const [found, made, sources] = await Promise.all([
    findAlerts(reader, { since: Math.max(0, since), limit: mostAlerts + 1, visibility: seesAll }),
    newestChanges(reader, Math.max(0, since)),
    sourceHealth(reader),
  ])
  if (found.length > mostAlerts) return undefined
  const newest = new Map(made.map(({ alertId, change }) => [alertId, change]))
  return [
    ...found.map((alert) => alertChanged(alert, newest.get(alert.id) ?? 'updated', id)),
    ...sources.map(({ source, state }) => ({
      event: 'source.changed' as const,
      data: { source, health: state },
      id,
    })),
    { event: 'counts.changed', data: {}, id },
  ]
}

const alertChanged = (alert: Alert, change: string, id: string): Change => ({
  event: 'alert.changed',
  data: { id: alert.id, change, status: alert.status, title: alert.title },
  id,
  alert,
})

async function differences(
  reader: ApiDeps['reader'],
  before: Snapshot,
  now: Awaited<ReturnType<typeof snapshot>>,
): Promise<Change[]> {
  const changes: Change[] = []
  const id = String(now.newest)
  for (const alert of now.found) {
    const known = before.alerts.get(alert.id)
    if (known?.revision === alert.facts.revision) continue
    // A new change number has an entry in the history. Updates of figures have none.
    const hasEntry = known?.changeNumber !== alert.changeNumber
    const change = hasEntry ? ((await historyOf(reader, alert.id)).at(-1)?.change ?? 'opened') : 'updated'
    changes.push(alertChanged(alert, change, id))
  }
  for (const [source, state] of now.sources)
    if (before.sources.get(source) !== state)
      changes.push({ event: 'source.changed', data: now.health.get(source)!, id })
  if (now.counted !== before.counted) changes.push({ event: 'counts.changed', data: {}, id })
  return changes
}
