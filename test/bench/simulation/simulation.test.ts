import { describe, expect, test } from 'vitest'
import { openRandom } from '../detection/random.ts'
import { openCores, openThread, weightOf } from './cores.ts'
import { openHeap } from './heap.ts'
import { openSimulation, type Process } from './simulation.ts'

describe('the queue of events', () => {
  test('gives items by time, and those of one time in their order', () => {
    const heap = openHeap<string>()
    const random = openRandom(3)
    const times = Array.from({ length: 500 }, () => random.whole(0, 40))
    for (const [i, at] of times.entries()) heap.push(at, `${at}/${i}`)
    const expected = times.map((at, i) => ({ at, i })).toSorted((a, b) => a.at - b.at || a.i - b.i)
    expect(expected.map(() => heap.pop())).toEqual(expected.map(({ at, i }) => `${at}/${i}`))
    expect([heap.pop(), heap.nextAt()]).toEqual([undefined, Infinity])
  })
})

/** The mean time from an arrival to its end, of one thread on one core, with arrivals at random. */
function meanTime(serviceOf: (uniform: number) => number, { share, seed }: { share: number; seed: number }): number {
  const sim = openSimulation()
  const random = openRandom(seed)
  const thread = openThread(sim, { cores: openCores(sim, 1), weight: weightOf.nice0, label: 'thread' })
  const [count, mean] = [100_000, 0.01 / share]
  let sum = 0
  function* customer(): Process {
    const arrivedAt = sim.now()
    yield thread.use(serviceOf(random.uniform()))
    sum += sim.now() - arrivedAt
  }
  function* arrive(): Process {
    for (let i = 0; i < count; i++) {
      sim.start(customer())
      yield sim.sleep(-Math.log(1 - random.uniform()) * mean)
    }
  }
  sim.start(arrive())
  sim.run(Infinity)
  return sum / count
}

describe('a thread that others queue for', () => {
  test.each([0.3, 0.6, 0.8])('agrees with the formula of M/D/1 at a share of %s', (share) => {
    // Pollaczek & Khinchine: S + ρS / 2(1 − ρ).
    const expected = 0.01 + (share * 0.01) / (2 * (1 - share))
    expect(meanTime(() => 0.01, { share, seed: 1 }) / expected).toBeCloseTo(1, 1.3)
  })

  test.each([0.3, 0.6, 0.8])('agrees with the formula of M/M/1 at a share of %s', (share) => {
    const expected = 0.01 / (1 - share)
    expect(meanTime((u) => -Math.log(1 - u) * 0.01, { share, seed: 2 }) / expected).toBeCloseTo(1, 1.3)
  })
})

describe('cores', () => {
  test('are shared by weight while they are short', () => {
    const sim = openSimulation()
    const cores = openCores(sim, 1)
    function* forever(weight: number, label: string): Process {
      for (;;) yield cores.use(0.004, weight, label)
    }
    // An endless job of each kind, since a new one begins at the floor of those that wait.
    sim.start(forever(weightOf.nice0, 'nice0'))
    cores.use(1_000, weightOf.nice5, 'nice5')(() => {})
    cores.use(1_000, weightOf.nice10, 'nice10')(() => {})
    sim.run(100)
    const total = weightOf.nice0 + weightOf.nice5 + weightOf.nice10
    expect(cores.busy.get('nice5')! / 100).toBeCloseTo(weightOf.nice5 / total, 1)
    expect(cores.busy.get('nice10')! / 100).toBeCloseTo(weightOf.nice10 / total, 1)
    expect([...cores.busy.values()].reduce((sum, each) => sum + each, 0)).toBeCloseTo(100, 1)
  })

  test('work on as many jobs at once as there are cores', () => {
    const sim = openSimulation()
    const cores = openCores(sim, 2)
    const ends: number[] = []
    for (let i = 0; i < 4; i++) cores.use(1, weightOf.nice0, 'job')(() => ends.push(sim.now()))
    sim.run(10)
    expect(ends).toHaveLength(4)
    expect(Math.max(...ends)).toBeCloseTo(2, 2)
  })
})
