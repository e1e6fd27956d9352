import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { alertCommandsTopic, type AlertCommand } from '../alerts/alert/alert-command.ts'
import { alertsGroup } from '../alerts/alerts.ts'
import { enrichGroup } from '../enrich/enrich.ts'
import { relabelProgress } from '../enrich/relabel/relabel-table.ts'
import type { EventLog } from '../infra/log/event-log.ts'
import type { Logger } from '../infra/logger.ts'
import { patientStore } from '../infra/store/patient-store.ts'
import { purgeOldParts } from '../infra/store/purge.ts'
import { erasureLock, LockLost, withStoreLock } from '../infra/store/store-lock.ts'
import type { Store } from '../infra/store/store.ts'
import { saveErasure, type ErasedPlace } from '../ingest/erasure-table.ts'
import { mentionsTopic } from '../ingest/mention/mention.ts'
import { suppress, suppressionsFreshMs } from '../ingest/redact/suppressions.ts'
import { findErased } from './find.ts'
import { formsOf } from './forms.ts'
import type { Found } from './found.ts'
import { deletionsOf, type logPlace } from './log-place.ts'
import { ownValues } from './own-values.ts'
import type { Place } from './place.ts'
import { allPlaces } from './places.ts'
import { erasureId, type ErasureRequest } from './request.ts'
import { tracesOf } from './scrub.ts'
import { ErasureUnfinished } from './unfinished.ts'

export interface ErasureReport {
  dryRun: boolean
  /** Mentions that the request means. */
  mentions: number
  /** Every place with what was found, and what is left: after an erasure 0 everywhere. In a dry run both are what was found. */
  places: ErasedPlace[]
  /** Epoch ms until which the log keeps events that it cannot replace; 0 = it keeps none. */
  logKeptUntil: number
}

/** Erases people and mentions everywhere, and keeps them from coming back. */
export interface Erasure {
  /** What would be erased. Changes nothing. */
  preview(request: ErasureRequest): Promise<ErasureReport>
  /**
   * Resolves when no place holds anything any more. Labels, author keys and counts stay. May be repeated after a crash. Of several, in whatever
   * process, one runs at a time: each reads and rewrites large tables.
   * @param by who asked for it
   * @throws ErasureUnfinished when something is left, because other processes kept writing it
   */
  erase(request: ErasureRequest, by: string): Promise<ErasureReport>
}

export interface ErasureDeps {
  store: Store
  log: EventLog
  logger: Logger
  /** The data folder of this machine. */
  data: string
  /** The key of author keys. */
  secret: Buffer
  /** Names of the company's lists and ordinary words, in lower case. They stay where only an erased mention has named them. */
  listed: ReadonlySet<string>
  /** Whether other processes, or other parts of this one, read the log and hold alerts in memory. */
  isShared(): Promise<boolean>
  now?: () => number
  /** How long to wait for a process that stores mentions, in ms; a minute if absent. */
  reachMs?: number
}

const mostRounds = 6
/** An evaluation may be under way, which takes up to half a minute. */
const alertsReachMs = 45_000
/** The process that sends notifications looks for erasures every second. */
const notifySettleMs = 1_500

export function openErasure({ now = Date.now, ...rest }: ErasureDeps): Erasure {
  const deps = { ...rest, now, store: patientStore(rest.store) }
  const inTurn = openQueue()
  return {
    async preview(request) {
      const found = await findErased(deps, request)
      const { places, log } = await placesFor(deps, found, now())
      const counted = await countAll(places)
      return {
        dryRun: true,
        mentions: found.ids.size,
        places: counted.map(({ place, count }) => ({ place, found: count, remaining: count })),
        logKeptUntil: log.keptForMs === 0 ? 0 : now() + log.keptForMs,
      }
    },
    erase: (request, by) =>
      inTurn(() =>
        withStoreLock(rest.store, { lock: erasureLock, logger: rest.logger }, (signal) =>
          erase({ ...deps, store: patientStore(rest.store, { signal }) }, request, by),
        ).catch(rethrown),
      ),
  }
}

/** Two erasures at once would rewrite the same tables. */
function rethrown(error: unknown): never {
  if (!(error instanceof LockLost)) throw error
  throw new ErasureUnfinished(`${error.message}: erase again`, { cause: error })
}

/** Runs one after the other, in the order of the calls. */
function openQueue(): <R>(run: () => Promise<R>) => Promise<R> {
  let last: Promise<unknown> = Promise.resolve()
  return (run) => {
    const result = last.then(run)
    last = result.catch(() => {})
    return result
  }
}

type Deps = ErasureDeps & { now: () => number }

async function erase(deps: Deps, request: ErasureRequest, by: string): Promise<ErasureReport> {
  const { store, secret, now } = deps
  const startedAt = now()
  const first = await findErased(deps, request)
  const before = await countAll((await placesFor(deps, first, startedAt)).places)
  await suppress(store, secret, {
    authorKeys: first.authorKeys,
    ids: request.kind === 'mention' ? [...formsOf(request.id), ...first.ids.keys()] : first.ids.keys(),
    at: startedAt,
  })
  // From then on no process takes or stores anything of them.
  if (await deps.isShared()) await pause(suppressionsFreshMs)
  for (let round = 1; ; round++) {
    const { places, log, mentions } = await eraseOnce(deps, { request, at: startedAt, first })
    const left = await countAll(places)
    const held = left.map(({ place, count }, i) => ({
      place,
      found: Math.max(before[i]?.count ?? 0, count),
      remaining: count,
    }))
    const isDone = left.every(({ count }) => count === 0)
    await record(deps, { request, by, mentions, places: held, finished: isDone })
    if (isDone)
      return { dryRun: false, mentions, places: held, logKeptUntil: log.keptForMs && startedAt + log.keptForMs }
    if (round === mostRounds)
      throw new ErasureUnfinished(`something is left after ${mostRounds} rounds: ${sentence(held)}`)
  }
}

/** One pass through all places. The mentions come last: until then a repeated run finds what to look for. */
async function eraseOnce(
  deps: Deps,
  { request, at, first }: { request: ErasureRequest; at: number; first: Found },
): Promise<{ places: Place[]; log: ReturnType<typeof logPlace>; mentions: number }> {
  const found = merged(first, await findErased(deps, request))
  const { places, log } = await placesFor(deps, found, at)
  await publishDeletions(deps, found, at)
  const tables: string[] = []
  for (const place of places.toSorted(mentionsLast)) {
    if (!place.isAlwaysErased && (await place.count()) === 0) continue
    await place.erase()
    tables.push(...place.tables)
  }
  await purgeOldParts(deps.store, tables)
  if (await deps.isShared()) {
    await record(deps, { request, by: '', mentions: found.ids.size, places: [], finished: false })
    await letAlertsForget(deps, at)
  }
  return { places, log, mentions: found.ids.size }
}

const mentionsLast = (a: Place, b: Place): number => Number(a.name === 'mentions') - Number(b.name === 'mentions')

/** A process that has read mentions but not stored them yet stores them before it reads their deletions. */
async function publishDeletions(
  { log, store, isShared, reachMs = 60_000 }: Deps,
  found: Found,
  at: number,
): Promise<void> {
  const positions = await log.publish(mentionsTopic, deletionsOf(found, at))
  if (!(await isShared())) return
  const before = await relabelProgress(store)
  await log.reached(enrichGroup, positions, AbortSignal.timeout(reachMs)).catch(async (cause: unknown) => {
    throw new ErasureUnfinished(whyNotReached(before, await relabelProgress(store)), { cause })
  })
}

/** A relabelling that was begun may have been left unfinished by a process that is no longer there. Pure. */
function whyNotReached(before: string | undefined, after: string | undefined): string {
  if (after !== before)
    return 'stored mentions are being given the labels of the current version, and deletions wait for that: erase again later'
  const start = 'start one (`start --only enrich`), and erase again'
  return after === undefined
    ? `no process stores mentions now: ${start}`
    : `the labels of stored mentions are half done and did not go on meanwhile: if no process stores mentions now, ${start}`
}

/**
 * Waits until the writer of alerts has read them again: it does so before it applies a command. This one is about no alert and changes nothing. If
 * no process writes alerts now, none holds any in memory.
 */
export async function letAlertsForget({ log }: Pick<Deps, 'log'>, at: number): Promise<void> {
  const command: AlertCommand = {
    commandId: randomUUID(),
    alertId: 'none',
    command: 'comment',
    by: 'groundswell',
    at,
  }
  const positions = await log.publish(alertCommandsTopic, [command])
  await log.reached(alertsGroup, positions, AbortSignal.timeout(alertsReachMs)).catch(() => {})
  await pause(notifySettleMs)
}

async function placesFor(
  { store, log, data, listed }: Deps | ErasureDeps,
  found: Found,
  at: number,
): Promise<{ places: Place[]; log: ReturnType<typeof logPlace> }> {
  const traces = tracesOf(found, await ownValues(store, found, listed))
  return allPlaces({ store, found, traces, at }, { log, data })
}

async function countAll(places: readonly Place[]): Promise<{ place: string; count: number }[]> {
  const counts: { place: string; count: number }[] = []
  for (const place of places) counts.push({ place: place.name, count: await place.count() })
  return counts
}

/** What a later round finds, and what it cannot find any more because it is blank already. */
const merged = (first: Found, later: Found): Found => ({
  ...later,
  mentions: [...first.mentions, ...later.mentions],
  ids: new Map([...first.ids, ...later.ids]),
  authorKeys: new Set([...first.authorKeys, ...later.authorKeys]),
})

async function record(
  { store, secret, now, logger }: Deps,
  round: { request: ErasureRequest; by: string; mentions: number; places: ErasedPlace[]; finished: boolean },
): Promise<void> {
  const { request, ...rest } = round
  const id = erasureId(request, secret)
  await saveErasure(store, { ...rest, id, kind: request.kind, erasedAt: now() })
  if (rest.finished) logger.info({ erasure: id, kind: request.kind, mentions: rest.mentions }, 'erased')
}

const sentence = (places: readonly ErasedPlace[]): string =>
  places
    .filter(({ remaining }) => remaining > 0)
    .map(({ place, remaining }) => `${remaining} ${place}`)
    .join(', ')
