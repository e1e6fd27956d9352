import { describe, expect, test } from 'vitest'
import type { Costs } from './costs.ts'
import type { Layout } from './parts.ts'
import { simulate, type Load } from './pipeline.ts'
import { today } from './rules.ts'

const costs: Costs = {
  accept: { perRequest: 0.000_4, perMention: 0.000_05 },
  log: { perMention: 0.000_01, diskSeconds: 0.000_5 },
  kafka: { produce: 0.000_01, consume: 0.000_005, broker: 0.000_005, answerSeconds: 0.005 },
  enrich: { perBatch: 0.001, perMention: 0.000_05 },
  worker: { perMention: 0.000_1 },
  lookup: { perQuery: 0.002, perId: 0.000_002, perStored: 1e-9 },
  insert: { perInsert: 0.01, perRow: 0.000_03, diskSeconds: 0.005 },
  recount: { perRecount: 0.02, perRow: 0.000_001 },
  evaluation: { main: 0.05, store: 0.05, series: 1_000 },
  terms: [{ main: 0.000_03, store: 0.000_005 }],
  idle: { main: 0.02, store: 0.05 },
  bytes: { log: 600, store: 400 },
}
const one: Layout = { kind: 'one', cores: 2, workers: 1, partitions: 4 }
const many: Layout = {
  kind: 'many',
  acceptors: 2,
  enrichers: 4,
  workers: 2,
  partitions: 16,
  brokers: 3,
  coresPerBroker: 2,
  copies: 3,
  shards: 2,
  coresPerShard: 4,
}
const load: Load = {
  perSecond: 500,
  batch: 5,
  arrivals: 'random',
  seconds: 30,
  warm: 5,
  bucketAge: 0,
  stored: 0,
  seed: 7,
}

describe.each([
  ['one machine', one],
  ['many machines', many],
] as const)('the pipeline on %s', (_, layout) => {
  test('neither loses nor invents a mention', () => {
    const { arrived, stored, queued } = simulate(layout, costs, load)
    // What is being answered when the run ends is in neither.
    expect(arrived - stored - queued).toBeLessThan(10 * load.batch)
    expect(arrived - stored - queued).toBeGreaterThanOrEqual(0)
    expect(stored / (load.perSecond * load.seconds)).toBeGreaterThan(0.9)
  })

  test('is the same for the same seed, and another for another', () => {
    expect(simulate(layout, costs, load)).toEqual(simulate(layout, costs, load))
    expect(simulate(layout, costs, load)).not.toEqual(simulate(layout, costs, { ...load, seed: 8 }))
  })

  test('uses the cores that its costs add up to', () => {
    const { cores, perSecond } = simulate(layout, costs, { ...load, seconds: 60 })
    expect(cores['worker']! / (perSecond * costs.worker.perMention)).toBeCloseTo(1, 1)
  })
})

describe('more than a stage can do', () => {
  const flood = { ...load, perSecond: 3_000, batch: 30, arrivals: 'even' as const, seconds: 30 }

  test('is stored as fast as the bottleneck works', () => {
    // A worker does 1,000 a second, whatever comes in.
    const slow = { ...costs, worker: { perMention: 0.001 } }
    const { perSecond, queued, utilisation } = simulate({ ...one, cores: 8 }, slow, flood)
    expect(perSecond).toBeGreaterThan(900)
    expect(perSecond).toBeLessThan(1_000)
    expect(queued).toBeGreaterThan(1_900 * flood.seconds)
    expect(utilisation.find(({ resource }) => resource === 'enrich: worker threads')!.share).toBeGreaterThan(0.98)
  })

  test('is twice as fast with two workers', () => {
    const slow = { ...costs, worker: { perMention: 0.001 } }
    const [first, second] = [1, 2].map((workers) => simulate({ ...one, cores: 8, workers }, slow, flood).perSecond)
    expect(second! / first!).toBeCloseTo(2, 1)
  })

  test('names the partitions where each delivers as much as it can', () => {
    const distant = { ...costs, insert: { ...costs.insert, diskSeconds: 0.5 } }
    const { utilisation } = simulate({ ...many, partitions: 1 }, distant, flood)
    expect(utilisation[0]!.resource).toBe('partitions')
    expect(utilisation[0]!.share).toBeGreaterThan(0.95)
  })
})

describe('a backlog', () => {
  const backlog = { ...load, perSecond: 0, backlog: 20_000, seconds: 300, isUncounted: true }

  test('is stored to the last mention, and the run ends', () => {
    const { stored, queued, perSecond } = simulate(one, costs, backlog)
    expect([stored, queued]).toEqual([20_000, 0])
    expect(perSecond).toBeGreaterThan(2_000)
  })
})

test('an insert into one shard costs the others nothing', () => {
  const storeCores = (insertedInto: number) =>
    simulate({ ...many, shards: 8 }, costs, load, { ...today, insertedInto }).cores['store']!
  expect(storeCores(1)).toBeLessThan(0.7 * storeCores(Infinity))
})
