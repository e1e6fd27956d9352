import type { Costs } from '../simulation/costs.ts'
import type { Layout } from '../simulation/parts.ts'
import { simulate } from '../simulation/pipeline.ts'
import { highShare, type SimulationResult } from '../simulation/result.ts'
import { today, type Rules } from '../simulation/rules.ts'

/** A rate, on which machines, and under which rules. */
export interface Size {
  perSecond: number
  name: string
  layout: Layout
  rules: Rules
}

export interface Sized extends Size {
  result: SimulationResult
  /** From 80 % on, the busiest first; what cannot keep up is above 100 %, or has all that it can do. */
  high: SimulationResult['utilisation']
  gigabytesADay: { log: number; store: number }
}

const many = (
  of: Omit<Layout & { kind: 'many' }, 'kind' | 'workers' | 'coresPerBroker' | 'coresPerShard' | 'copies'>,
) => ({ kind: 'many', workers: 3, coresPerBroker: 4, coresPerShard: 16, copies: 3, ...of }) as const

/** What would be changed, one after the other; the figures are ours to choose. */
const changes = {
  /** Ids are looked up in the last days only, and only of sources that send a mention again. */
  lookUp: { lookedUp: 0 },
  /** A recount reads buckets of 10 s, whose sums make the five minutes. */
  buckets: { bucket: 10 },
  /** An enrich process inserts into one shard after the other, more rows at once. */
  inserts: { insertedInto: 1, insertedAtOnce: 10_000, deliveredAtOnce: 2_000 },
  /** Emerging terms are read of a sample. */
  terms: (share: number) => ({ terms: { ...today.terms, share } }),
}
const changed = (share: number): Rules => ({
  ...today,
  ...changes.lookUp,
  ...changes.buckets,
  ...changes.inserts,
  ...changes.terms(share),
})

const k = 1_000
export const sizes: Size[] = [
  {
    perSecond: k,
    name: 'one machine of 2 cores',
    layout: { kind: 'one', cores: 2, workers: 1, partitions: 4 },
    rules: today,
  },
  {
    perSecond: k,
    name: 'one machine of 4 cores',
    layout: { kind: 'one', cores: 4, workers: 1, partitions: 4 },
    rules: today,
  },
  {
    perSecond: 10 * k,
    name: 'one machine of 16 cores',
    layout: { kind: 'one', cores: 16, workers: 4, partitions: 4 },
    rules: today,
  },
  {
    perSecond: 10 * k,
    name: 'processes, 4 partitions',
    layout: many({ acceptors: 2, enrichers: 2, partitions: 4, brokers: 3, shards: 1 }),
    rules: today,
  },
  {
    perSecond: 10 * k,
    name: 'processes, 16 partitions, changed',
    layout: many({ acceptors: 2, enrichers: 2, partitions: 16, brokers: 3, shards: 1 }),
    rules: changed(0.2),
  },
  {
    perSecond: 100 * k,
    name: 'processes, 64 partitions',
    layout: many({ acceptors: 16, enrichers: 16, partitions: 64, brokers: 3, shards: 4 }),
    rules: today,
  },
  {
    perSecond: 100 * k,
    name: 'processes, 64 partitions, changed',
    layout: many({ acceptors: 16, enrichers: 16, partitions: 64, brokers: 3, shards: 4 }),
    rules: changed(0.02),
  },
  {
    perSecond: k * k,
    name: 'processes, 64 partitions, changed',
    layout: many({ acceptors: 160, enrichers: 64, partitions: 64, brokers: 12, shards: 32 }),
    rules: changed(0.002),
  },
]

const daySeconds = 86_400

/** Runs a size at the end of a bucket, with a day of mentions in the store. */
export function sized(size: Size, costs: Costs): Sized {
  const { perSecond } = size
  const seconds = perSecond >= 100 * k ? 20 : 60
  const batch = perSecond >= 100 * k ? 500 : perSecond >= 10 * k ? 100 : 10
  const result = simulate(
    size.layout,
    costs,
    {
      perSecond,
      batch,
      arrivals: 'random',
      seconds,
      warm: seconds / 4,
      bucketAge: size.rules.bucket - seconds - 1,
      stored: perSecond * daySeconds,
      seed: 1,
    },
    size.rules,
  )
  const gigabytes = (bytes: number) => (bytes * perSecond * daySeconds) / 1e9
  return {
    ...size,
    result,
    high: result.utilisation.filter(({ share }) => share >= highShare),
    gigabytesADay: { log: gigabytes(costs.bytes.log), store: gigabytes(costs.bytes.store) },
  }
}
