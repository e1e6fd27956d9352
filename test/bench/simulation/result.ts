import type { AlertsTally } from './alerts-model.ts'
import type { Thread } from './cores.ts'
import type { Partition } from './enrich-model.ts'
import type { Layout, Parts } from './parts.ts'
import type { Rules } from './rules.ts'

/** What a run counted. */
export interface Tally {
  arrived: number
  answered: number
  /** Seconds from a request to its answer. */
  answers: number[]
  /** `delays`: seconds from a request until so many of its mentions were stored. */
  enrich: { stored: number; batches: number; delays: { seconds: number; count: number }[] }
}

export interface SimulationResult {
  arrived: number
  stored: number
  /** Answered, and not stored. */
  queued: number
  /** Mentions stored a second. */
  perSecond: number
  answerMs: { p50: number; p99: number }
  storedMs: { p50: number; p99: number }
  /** Cores that were busy on whose account: main, worker, store, sender, broker. */
  cores: Record<string, number>
  /** Share of what it can do at most, 0 to 1, by resource, the busiest first. */
  utilisation: { resource: string; share: number }[]
  /** The longest time from storing a mention until it is counted, in seconds: a recount, its pause, and the next one. */
  countedAfter: number
}

interface Run {
  layout: Layout
  parts: Parts
  rules: Rules
  /** Simulated. */
  seconds: number
  tally: Tally
  alerts: AlertsTally
  partitions: readonly Partition[]
}

/** From this share on, a resource is the next one to be exceeded. */
export const highShare = 0.8

export function resultOf(run: Run): SimulationResult {
  const { seconds, rules, tally, alerts } = run
  const { stored } = tally.enrich
  const longest = Math.max(0, ...alerts.recounts)
  return {
    arrived: tally.arrived,
    stored,
    queued: tally.answered - stored,
    perSecond: stored / seconds,
    answerMs: quantilesMs(tally.answers.map((seconds) => ({ seconds, count: 1 }))),
    storedMs: quantilesMs(tally.enrich.delays),
    cores: coresOf(run),
    utilisation: utilisationOf(run).toSorted((a, b) => b.share - a.share),
    countedAfter: rules.tick + (2 + rules.pausePerRecount) * longest,
  }
}

function coresOf({ parts, seconds: all }: Run): Record<string, number> {
  const machines = new Set([...parts.shards, ...parts.brokers, ...parts.machines])
  const busy: Record<string, number> = {}
  for (const machine of machines)
    for (const [label, seconds] of machine.busy) busy[label] = (busy[label] ?? 0) + seconds / all
  return busy
}

function utilisationOf({ layout, parts, rules, seconds, tally, alerts }: Run): SimulationResult['utilisation'] {
  const threads = (all: readonly Thread[]) => mean(all.map((thread) => thread.occupied() / seconds))
  const machines = (all: Parts['shards']) =>
    mean(all.map(({ busy, count }) => [...busy.values()].reduce((sum, each) => sum + each, 0) / (count * seconds)))
  const { batches, stored } = tally.enrich
  const longest = Math.max(0, ...alerts.recounts)
  const shared = [
    { resource: 'enrich: worker threads', share: threads(parts.enrichers.flatMap(({ workers }) => workers)) },
    // A partition delivers one batch at a time: when all are full, it cannot deliver more.
    { resource: 'partitions', share: batches === 0 ? 0 : stored / (batches * rules.deliveredAtOnce) },
    // A recount rests for three times as long as it takes: at a quarter of a minute, counts are a minute old.
    { resource: 'counting', share: ((1 + rules.pausePerRecount) * longest) / rules.evaluateEvery },
    { resource: 'emerging terms', share: (stored * rules.terms.share) / readableTerms(alerts, rules) },
  ]
  if (layout.kind === 'one')
    return [
      { resource: 'event loop', share: threads(parts.acceptors) },
      { resource: 'cores', share: machines(parts.shards) },
      ...shared,
    ]
  return [
    { resource: 'accept: event loops', share: threads(parts.acceptors) },
    { resource: 'enrich: event loops', share: threads(parts.enrichers.map(({ main }) => main)) },
    { resource: 'alerts: event loop', share: threads([parts.alerts]) },
    { resource: 'ClickHouse cores', share: machines(parts.shards) },
    { resource: 'Kafka cores', share: machines(parts.brokers) },
    ...shared,
  ]
}

/** Mentions that a scope of emerging terms can read in all ticks. */
const readableTerms = ({ ticks, read, reading }: AlertsTally, { terms }: Rules) =>
  read === 0 ? Infinity : (ticks * terms.longest * read) / reading

const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / Math.max(1, values.length)

function quantilesMs(delays: readonly { seconds: number; count: number }[]): { p50: number; p99: number } {
  const sorted = delays.toSorted((a, b) => a.seconds - b.seconds)
  const total = sorted.reduce((sum, { count }) => sum + count, 0)
  const at = (share: number) => {
    let passed = 0
    for (const { seconds, count } of sorted) if ((passed += count) > share * total) return seconds * 1000
    return NaN
  }
  return { p50: at(0.5), p99: at(0.99) }
}
