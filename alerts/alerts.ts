import type { Clock } from '../infra/clock.ts'
import type { EventLog, Stop } from '../infra/log/event-log.ts'
import type { Logger } from '../infra/logger.ts'
import { schedule } from '../infra/schedule.ts'
import type { Store } from '../infra/store/store.ts'
import type { Taxonomy } from '../enrich/taxonomy.ts'
import { loadCursor, saveCursors } from '../ingest/cursor-table.ts'
import { alertCommandsTopic, alertId, alertsTopic, type Alert, type AlertChange, type AlertCommand } from './alert.ts'
import { changeOfCommand, findAlert, saveAlerts, saveChange, standingAlerts } from './alert-table.ts'
import { departmentsOf } from './describe.ts'
import { verdictOf } from './detector.ts'
import { calmSince, commanded, defaultPolicy, nextChange, type Change } from './lifecycle.ts'
import { openLooks, type Gates, type Seen } from './look.ts'
import { differs, explained, figuresIn, onsetAtOf, voicesOf } from './picture.ts'
import { baseBucketMs } from './series.ts'
import { dirtyBuckets, recount, subjectsIn } from './series-table.ts'

export interface AlertsParts {
  log: EventLog
  store: Store
  clock: Clock
  logger: Logger
  taxonomy: Taxonomy
  gates: Gates
  /** False alarms a department accepts in a week. */
  budgetPerWeek: number
  /** How often to recount, and to look when a minute of `clock` has passed; real ms. */
  tickMs: number
  onLooked?: (looked: { at: number; series: number; level: number; seconds: number }) => void
}

const alertsGroup = 'alerts'
const recountCursor = '#recount'
/** Rows may become visible a moment after their stored time. */
const recountOverlapMs = 5_000
/** In the time of `clock`: the demo looks at every tick while its clock runs fast. */
const lookEveryMs = 60_000

/**
 * Looks, decides, tells, remembers. The process that is assigned the one partition of `alert-commands` does it; it reads the
 * standing alerts back when it gets it, and another process goes on where this one stopped.
 */
export async function startAlerts(parts: AlertsParts): Promise<Stop> {
  let stopLooking: Stop | undefined
  let writer: Pick<ReturnType<typeof openWriter>, 'obey'> | undefined
  const start = async () => {
    const { tick, readBack, obey } = openWriter(parts)
    await readBack()
    writer = { obey }
    stopLooking = schedule({
      every: parts.tickMs,
      name: 'look',
      task: tick,
      logger: parts.logger,
      clock: parts.clock,
    })
  }
  const stop = async () => {
    await stopLooking?.()
    stopLooking = undefined
    writer = undefined
  }
  const unsubscribe = await parts.log.subscribe(
    alertCommandsTopic,
    alertsGroup,
    async (commands) => {
      for (const command of commands) await writer!.obey(command)
    },
    { owner: { onAssigned: start, onRevoked: stop }, batch: 20 },
  )
  return unsubscribe
}

function openWriter(parts: AlertsParts) {
  const { log, store, clock, taxonomy } = parts
  const looks = openLooks(parts)
  const standing = new Map<string, Alert>()
  let recountedUntil = 0
  let savedUntil = 0
  let learntUpTo = 0
  let turn: Promise<void> = Promise.resolve()
  /** One thing at a time: a look and a command never change an alert at once. */
  const inTurn = (work: () => Promise<void>): Promise<void> => (turn = turn.then(work, work))

  const readBack = async () => {
    recountedUntil = Number((await loadCursor(store, recountCursor)) ?? 0)
    for (const alert of await standingAlerts(store, clock() - defaultPolicy.reopenMs)) standing.set(alert.id, alert)
  }

  const recounted = new Map<number, number>()
  const recountDirty = async () => {
    const dirty = await dirtyBuckets(store, Math.max(0, recountedUntil - recountOverlapMs))
    const news = dirty.buckets.filter((bucket) => bucket.storedAt > (recounted.get(bucket.at) ?? 0))
    await recount(
      store,
      news.map((bucket) => bucket.at),
    )
    for (const { at, storedAt } of news) recounted.set(at, storedAt)
    for (const [at, storedAt] of recounted) if (storedAt < dirty.until - 2 * recountOverlapMs) recounted.delete(at)
    const old = news.filter((bucket) => bucket.at < learntUpTo).map((bucket) => bucket.at)
    looks.forget(await subjectsIn(store, old))
    if (dirty.until - savedUntil > recountOverlapMs) {
      await saveCursors(store, [{ source: recountCursor, cursor: String(dirty.until) }])
      savedUntil = dirty.until
    }
    recountedUntil = dirty.until
  }

  /** tell → remember: after a crash in between, the same change is made again under the same number, and recognised. */
  const make = async (alert: Alert, made: Change, by: { name: string; commandId: string }): Promise<void> => {
    const at = clock()
    const next: Alert = {
      ...alert,
      ...made.set,
      updatedAt: at,
      changeNumber: alert.changeNumber + 1,
      facts: { ...alert.facts, revision: alert.facts.revision + 1 },
    }
    if (['opened', 'worsened', 'eased', 'reopened'].includes(made.change))
      next.facts.toldExcess = next.observed - next.expected
    const change: AlertChange = {
      alertId: next.id,
      changeNumber: next.changeNumber,
      change: made.change,
      at,
      by: by.name,
      reason: made.reason,
      commandId: by.commandId,
      alert: next,
    }
    await log.publish(alertsTopic, [change])
    await saveChange(store, change)
    await saveAlerts(store, [next])
    standing.set(next.id, next)
  }
  const ourselves = { name: 'groundswell', commandId: '' }

  const open = async (seen: Seen, level: number): Promise<void> => {
    const { series, finding } = seen
    const id = alertId(series.subject, Math.floor(seen.at / baseBucketMs) * baseBucketMs)
    const onsetAt = onsetAtOf(seen)
    const alert = await explained(
      store,
      taxonomy,
      {
        id,
        title: '',
        status: 'open',
        severity: 'low',
        departments: departmentsOf(taxonomy, series.subject, seen.voices.departments),
        topic: series.subject.kind === 'topic' ? series.subject.id : '',
        cut:
          series.subject.dimension === ''
            ? null
            : {
                dimension: series.subject.dimension,
                value: series.subject.value,
              },
        onsetAt,
        detectedAt: seen.at,
        openedAt: seen.at,
        updatedAt: seen.at,
        resolvedAt: null,
        snoozedUntil: null,
        ...figuresIn(seen),
        ...voicesOf(seen),
        drivers: [],
        evidence: [],
        owner: null,
        changeNumber: 0,
        facts: {
          subject: series.subject,
          revision: 0,
          toldExcess: 0,
          calmSince: null,
          explainedObserved: 0,
          explainedAt: 0,
          verdict: {
            ...verdictOf(series.state, finding),
            authors: seen.voices.authors,
            texts: seen.voices.texts,
            level,
            p: finding.p,
          },
        },
      },
      seen.at,
    )
    await make(alert, { change: 'opened', set: {}, reason: 'more than usual' }, ourselves)
  }

  const follow = async (alert: Alert, seen: Seen): Promise<void> => {
    const { sight } = seen
    const change = nextChange(alert, sight, seen.at)
    if (alert.status === 'resolved' && !change) return
    const followed = {
      ...alert,
      ...figuresIn(seen),
      p: alert.p,
      authors: Math.min(alert.authors, seen.finding.observedInWindow),
      texts: Math.min(alert.texts, seen.finding.observedInWindow),
      facts: { ...alert.facts, calmSince: calmSince(alert, sight, seen.at) },
    }
    const fresh = sight.above ? await explained(store, taxonomy, followed, seen.at) : followed
    if (change) return make(fresh, change, ourselves)
    if (!differs(alert, fresh)) return
    fresh.updatedAt = seen.at
    fresh.facts = { ...fresh.facts, revision: alert.facts.revision + 1 }
    await saveAlerts(store, [fresh])
    standing.set(fresh.id, fresh)
  }

  const look = async (now: number): Promise<void> => {
    const startedAt = performance.now()
    for (const alert of standing.values()) if (isForgotten(alert, now)) standing.delete(alert.id)
    const looked = await looks.look(now, [...standing.values()])
    learntUpTo = looked.closed
    for (const [id, seen] of looked.standing) await follow(standing.get(id)!, seen)
    for (const seen of looked.spiking) if (!standsAlready(standing, seen)) await open(seen, looked.level)
    const seconds = (performance.now() - startedAt) / 1000
    parts.logger.info(
      { at: new Date(now).toISOString(), seconds, series: looked.series, level: looked.level },
      'looked',
    )
    parts.onLooked?.({ at: now, series: looked.series, level: looked.level, seconds })
  }

  let lookedAt = -Infinity
  const tick = (now: number): Promise<void> =>
    inTurn(async () => {
      await recountDirty()
      if (now - lookedAt < lookEveryMs) return
      lookedAt = now
      await look(now)
    })

  const obey = (command: AlertCommand) =>
    inTurn(async () => {
      if (await changeOfCommand(store, command.commandId)) return
      const alert = standing.get(command.alertId) ?? (await findAlert(store, command.alertId))
      const change = alert && commanded(alert, command)
      if (alert && change) await make(alert, change, { name: command.by, commandId: command.commandId })
    })

  return { readBack, tick, obey }
}

const isForgotten = (alert: Alert, now: number) =>
  alert.status === 'resolved' && alert.resolvedAt !== null && now - alert.resolvedAt > defaultPolicy.reopenMs

/** An open alert, or one that may reopen, answers for its subject whatever the cut. */
function standsAlready(standing: ReadonlyMap<string, Alert>, { series: { subject } }: Seen): boolean {
  return [...standing.values()].some(
    ({ facts }) => facts.subject.kind === subject.kind && facts.subject.id === subject.id,
  )
}
