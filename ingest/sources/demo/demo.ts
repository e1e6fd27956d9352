import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../../../infra/clock.ts'
import type { Page, Source } from '../../mention/source.ts'
import { demoSources, mentionsOfHour, usualPerHour, type DemoMention } from './timeline.ts'
import { incidents, type Incident } from './world.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const seed = 'halden'
/** Six weeks of history, which ends eight hours before the anchor; from there the clock runs at ×360 until it meets real time. */
const historyHours = 6 * 7 * 24
const fastHours = 8
const demoSpeed = 360
/** Two buckets of five minutes, and a look every so often. */
const aheadMs = 13 * minuteMs
/** Where nobody looks, or no more, the clock waits no longer than this; real time. */
const patienceMs = 30_000
const pageSize = 1000
const liveTickMs = 250

/** The beginning of the UTC hour in which the data folder was first started; kept there. */
export function demoAnchor(data: string, now: number, keep: boolean): number {
  const file = join(data, 'demo.json')
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { anchor: number }).anchor
  } catch {
    const anchor = Math.floor(now / hourMs) * hourMs
    if (keep) {
      mkdirSync(data, { recursive: true })
      writeFileSync(file, JSON.stringify({ anchor }))
    }
    return anchor
  }
}

export const historyEnd = (anchor: number) => anchor - fastHours * hourMs

/** What was planted, for `demo --truth` and the tests; the pipeline never sees it. `tripledAt`: when its rate reaches three times the usual. */
export function demoTruth(anchor: number) {
  return incidents.map((incident) => {
    const { name, department, topic, driver, kind } = incident
    const startsAt = anchor + incident.startsAtHour * hourMs
    return {
      name,
      department,
      topic,
      driver,
      startsAt: new Date(startsAt).toISOString(),
      tripledAt: new Date(tripledAt(incident, startsAt)).toISOString(),
      kind,
    }
  })
}

function tripledAt({ topic, perHour }: Incident, startsAt: number): number {
  let at = startsAt
  while (perHour((at - startsAt) / hourMs) < 2 * usualPerHour(topic, at)) at += minuteMs
  return at
}

export interface DemoClock {
  now: Clock
  /** Until then it stands at `from`; called when the history is filed. */
  start(): void
  /** False once it has met real time. */
  fast(): boolean
  /** Looks have seen all up to then: on a slow machine the clock waits for them, or hours would pass between two. */
  looked(until: number): void
}

/** Stands, then runs at ×360, no further ahead of the looks than a few minutes, until it meets real time, then is real time. */
export function demoClock(from: number, real: Clock): DemoClock {
  let at = from
  let movedAt: number | undefined
  let seen: { until: number; at: number } | undefined
  const now = () => {
    const time = real()
    if (movedAt === undefined) return Math.min(from, time)
    const reach = seen && time - seen.at < patienceMs ? seen.until + aheadMs : Infinity
    const next = Math.min(time, at + (time - movedAt) * demoSpeed)
    at = at >= movedAt ? time : Math.max(at, Math.min(next, reach))
    movedAt = time
    return at
  }
  return {
    now,
    start: () => (movedAt ??= real()),
    fast: () => now() < real(),
    looked: (until) => (seen = { until, at: real() }),
  }
}

/** The demo's places, one source each, told from one timeline. */
export function demo(options: { anchor: number; clock: Clock }): Source[] {
  const hourOf = rememberedHours(options.anchor)
  return demoSources.map((name) => ({
    name,
    kind: 'stream',
    pages: (cursor, signal) => pages(name, { ...options, hourOf, cursor, signal }),
  }))
}

interface Telling {
  anchor: number
  clock: Clock
  hourOf: (hour: number) => DemoMention[]
  cursor: string | undefined
  signal: AbortSignal
}

async function* pages(name: string, { anchor, clock, hourOf, cursor, signal }: Telling): AsyncGenerator<Page> {
  let told =
    cursor === undefined ? historyEnd(anchor) - historyHours * hourMs : (JSON.parse(cursor) as { until: number }).until
  const between = (until: number, limit: number): DemoMention[] => {
    const found: DemoMention[] = []
    for (
      let hour = Math.floor((told - anchor) / hourMs);
      anchor + hour * hourMs < until && found.length < limit;
      hour++
    ) {
      const end = Math.min(until, anchor + (hour + 1) * hourMs)
      found.push(...hourOf(hour).filter((m) => m.source === name && m.createdAt >= told && m.createdAt < end))
      told = end
    }
    return found
  }
  while (!signal.aborted) {
    const history = told < historyEnd(anchor)
    const until = history ? historyEnd(anchor) : clock()
    if (until > told) {
      const mentions = between(until, pageSize).map(({ source: _source, ...mention }) => ({
        ...mention,
        backfill: history,
      }))
      yield { mentions, cursor: JSON.stringify({ until: told }), coveredUntil: told }
    }
    if (!history) await pause(liveTickMs, signal)
  }
}

/** The sources walk through time together, so an hour is made once and forgotten when the next days have been told. */
function rememberedHours(anchor: number): (hour: number) => DemoMention[] {
  const kept = new Map<number, DemoMention[]>()
  const most = 14 * 24
  return (hour) => {
    let mentions = kept.get(hour)
    if (!mentions) {
      mentions = mentionsOfHour(seed, anchor, hour)
      kept.set(hour, mentions)
      if (kept.size > most) kept.delete(kept.keys().next().value!)
    }
    return mentions
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
}
