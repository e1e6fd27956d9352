import { openRandom } from '../detection/random.ts'
import { noAlerts, startAlerts } from './alerts-model.ts'
import { weightOf, type Cores } from './cores.ts'
import type { Costs } from './costs.ts'
import { startEnrich, type Partition } from './enrich-model.ts'
import { acceptedFor, openParts, type Layout, type Parts } from './parts.ts'
import { today, type Rules } from './rules.ts'
import { resultOf, type SimulationResult, type Tally } from './result.ts'
import { openSimulation, openSignal, type Process, type Simulation } from './simulation.ts'
import { openStoreModel } from './store.ts'

export interface Load {
  /** Mentions a second. */
  perSecond: number
  /** Mentions a request. */
  batch: number
  /** Requests come at equal distances, or at random (Poisson). */
  arrivals: 'even' | 'random'
  /** Simulated seconds; the first `warm` of them do not count in the delays. */
  seconds: number
  warm: number
  /** How old the current five-minute bucket is at the beginning, in seconds; so many mentions are in it. */
  bucketAge: number
  /** Rows in the store at the beginning. */
  stored: number
  /** Mentions in the log at the beginning. With `perSecond` 0 the run ends when they are stored. */
  backlog?: number
  /** The stage that counts and evaluates is not started. */
  isUncounted?: boolean
  seed: number
}

/** One run: mentions come in, are accepted, logged, enriched, stored, counted and evaluated. The same for the same seed. */
export function simulate(layout: Layout, costs: Costs, load: Load, rules: Rules = today): SimulationResult {
  const sim = openSimulation()
  const random = openRandom(load.seed)
  const parts = openParts(sim, layout)
  const store = openStoreModel(sim, parts, { costs, rules, stored: load.stored })
  const partitions = Array.from({ length: parts.partitions }, (): Partition => ({ queue: [], more: openSignal() }))
  const tally: Tally = { arrived: 0, answered: 0, answers: [], enrich: { stored: 0, batches: 0, delays: [] } }

  function publish(count: number, dueAt: number): void {
    const shares = new Uint32Array(partitions.length)
    for (let i = 0; i < count; i++) shares[random.whole(0, partitions.length - 1)]!++
    for (const [i, { queue, more }] of partitions.entries()) {
      if (shares[i] === 0) continue
      queue.push({ dueAt, count: shares[i]! })
      more.wake()
    }
  }

  function* request(dueAt: number, nth: number): Process {
    if (layout.kind === 'one' && layout.sender)
      yield parts.sender!.use(layout.sender.perRequest + load.batch * layout.sender.perMention)
    yield* accepted(sim, { parts, costs, rules, batch: load.batch, nth })
    publish(load.batch, dueAt)
    tally.answered += load.batch
    if (dueAt >= load.warm) tally.answers.push(sim.now() - dueAt)
  }

  function* arrive(): Process {
    const mean = load.batch / load.perSecond
    for (let nth = 0; sim.now() < load.seconds; nth++) {
      tally.arrived += load.batch
      sim.start(request(sim.now(), nth))
      yield sim.sleep(load.arrivals === 'even' ? mean : -Math.log(1 - random.uniform()) * mean)
    }
  }

  startEnrich(sim, { parts, costs, rules, store, partitions, tally: tally.enrich, warm: load.warm })
  const alerts = load.isUncounted
    ? noAlerts()
    : startAlerts(sim, { parts, costs, rules, store, load, stored: () => tally.enrich.stored })
  startIdle(sim, parts, costs)
  const backlog = load.backlog ?? 0
  publish(backlog, 0)
  tally.arrived = tally.answered = backlog
  if (load.perSecond > 0) sim.start(arrive())
  while (sim.now() < load.seconds && !(load.perSecond === 0 && tally.enrich.stored === backlog))
    sim.run(Math.min(load.seconds, sim.now() + 0.1))
  return resultOf({ layout, parts, rules, seconds: sim.now(), tally, alerts, partitions })
}

interface Accepting {
  parts: Parts
  costs: Costs
  rules: Rules
  batch: number
  nth: number
}

/** Takes a request in and makes it durable. */
function* accepted(sim: Simulation, { parts, costs, rules, batch, nth }: Accepting): Process {
  const { acceptors, brokers, copies } = parts
  const isEmbedded = brokers.length === 0
  const seconds = costs.accept.perRequest + batch * acceptedFor(costs, isEmbedded)
  yield acceptors[nth % acceptors.length]!.use(seconds, isEmbedded ? costs.log.diskSeconds : 0)
  if (isEmbedded) return yield sim.sleep(rules.logGap)
  for (let copy = 1; copy < copies; copy++)
    sim.start(used(brokers[(nth + copy) % brokers.length]!, batch * costs.kafka.broker))
  yield* used(brokers[nth % brokers.length]!, batch * costs.kafka.broker)
  yield sim.sleep(costs.kafka.answerSeconds)
}

function* used(cores: Cores, seconds: number): Process {
  yield cores.use(seconds, weightOf.nice0, 'broker')
}

/** What the program does while nothing comes in: a little every 50 ms. */
function startIdle(sim: Simulation, { idle }: Parts, costs: Costs): void {
  const every = 0.05
  function* forever(cores: Cores, share: number, label: 'main' | 'store'): Process {
    for (;;) {
      yield sim.sleep(every)
      yield cores.use(share * every, label === 'main' ? weightOf.nice0 : weightOf.nice5, label)
    }
  }
  sim.start(forever(idle.main, costs.idle.main, 'main'))
  sim.start(forever(idle.store, costs.idle.store, 'store'))
}
