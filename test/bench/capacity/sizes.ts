import type { Costs } from '../simulation/costs.ts'
import type { Layout } from '../simulation/parts.ts'
import { simulate } from '../simulation/pipeline.ts'
import { highShare, type SimulationResult } from '../simulation/result.ts'
import { today, type Rules } from '../simulation/rules.ts'

/** A rate, on which machines, and under which rules. */
export interface Size {
  perSecond: number
  name: string
  /** For how long mentions have been coming; so many are stored. */
  hours: number
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

/** What would be changed; the figures are ours to choose. */
const changes = {
  /** No look-up for mentions that cannot have come before; the sources that send one again are asked for the last days only. */
  lookUps: { lookedUp: 0 },
  /** An enrich process inserts into one shard after the other, and more rows at once. */
  inserts: { insertedInto: 1, insertedAtOnce: 10_000, deliveredAtOnce: 2_000 },
  /** A recount reads buckets of 10 s, whose sums make the five minutes. */
  buckets: { bucket: 10 },
  /** Emerging terms are read of a sample. */
  terms: (share: number) => ({ terms: { ...today.terms, share } }),
}
const withoutLookUps: Rules = { ...today, ...changes.lookUps }
const changed = (share: number): Rules => ({
  ...withoutLookUps,
  ...changes.inserts,
  ...changes.buckets,
  ...changes.terms(share),
})

const one = (cores: number, workers: number) => ({ kind: 'one', cores, workers, partitions: 4 }) as const
const k = 1_000
const ten = { acceptors: 2, enrichers: 2, brokers: 3, shards: 1 }
const hundred = { acceptors: 8, enrichers: 16, partitions: 64, brokers: 3, shards: 4 }
const million = { acceptors: 80, brokers: 18, shards: 32 }

export const sizes: Size[] = [
  { perSecond: k, name: '2 cores', hours: 0, layout: one(2, 1), rules: today },
  { perSecond: k, name: '2 cores', hours: 1, layout: one(2, 1), rules: today },
  { perSecond: k, name: '4 cores', hours: 1, layout: one(4, 1), rules: today },
  { perSecond: k, name: '2 cores, no look-ups', hours: 24, layout: one(2, 1), rules: withoutLookUps },
  {
    perSecond: 10 * k,
    name: 'one machine of 16 cores, no look-ups',
    hours: 24,
    layout: one(16, 4),
    rules: withoutLookUps,
  },
  { perSecond: 10 * k, name: '4 partitions', hours: 1, layout: many({ ...ten, partitions: 4 }), rules: today },
  {
    perSecond: 10 * k,
    name: '4 partitions, no look-ups',
    hours: 24,
    layout: many({ ...ten, partitions: 4 }),
    rules: withoutLookUps,
  },
  {
    perSecond: 10 * k,
    name: '16 partitions, terms of a fifth',
    hours: 24,
    layout: many({ ...ten, partitions: 16 }),
    rules: { ...withoutLookUps, ...changes.terms(0.2) },
  },
  { perSecond: 100 * k, name: '64 partitions, no look-ups', hours: 24, layout: many(hundred), rules: withoutLookUps },
  { perSecond: 100 * k, name: '64 partitions, all changes', hours: 24, layout: many(hundred), rules: changed(0.02) },
  {
    perSecond: k * k,
    name: '64 partitions, all changes',
    hours: 24,
    layout: many({ ...million, enrichers: 64, partitions: 64 }),
    rules: changed(0.002),
  },
  {
    perSecond: k * k,
    name: '256 partitions, all changes',
    hours: 24,
    layout: many({ ...million, enrichers: 128, partitions: 256 }),
    rules: changed(0.002),
  },
]

const daySeconds = 86_400

/** Runs a size at the end of a bucket. */
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
      stored: perSecond * size.hours * 3_600,
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
