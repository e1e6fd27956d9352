import type { Costs } from './costs.ts'
import type { Enricher, Parts } from './parts.ts'
import type { Rules } from './rules.ts'
import type { openSignal, Process, Simulation } from './simulation.ts'
import { openGroups, type StoreModel } from './store.ts'

/** Mentions of one request in a partition. */
interface Arrived {
  dueAt: number
  count: number
}

export interface Partition {
  queue: Arrived[]
  more: ReturnType<typeof openSignal>
}

interface EnrichModel {
  parts: Pick<Parts, 'enrichers' | 'brokers'>
  costs: Costs
  rules: Rules
  store: StoreModel
  partitions: readonly Partition[]
  tally: { stored: number; batches: number; delays: { seconds: number; count: number }[] }
  /** Mentions that came before this do not count in the delays. */
  warm: number
}

/** Readers of all partitions, spread over the processes that enrich: one batch of a partition at a time. */
export function startEnrich(sim: Simulation, model: EnrichModel): void {
  const { parts, partitions, store } = model
  const groups = parts.enrichers.map(({ main }) =>
    openGroups(sim, model.rules, function* (rows): Process {
      // Corrections of these ids, then the insert. What the client does in the event loop is a part of `enrich.perMention`.
      yield* store.query(model.costs.lookup.perQuery)
      yield main.use(0)
      yield* store.insert(rows)
    }),
  )
  for (const [i, partition] of partitions.entries()) {
    const at = i % parts.enrichers.length
    sim.start(reader(sim, model, { partition, enricher: parts.enrichers[at]!, inserts: groups[at]! }))
  }
}

interface Reader {
  partition: Partition
  enricher: Enricher
  inserts: ReturnType<typeof openGroups>
}

function* reader(sim: Simulation, model: EnrichModel, { partition, enricher, inserts }: Reader): Process {
  const { costs, rules, parts, store, tally } = model
  const isEmbedded = parts.brokers.length === 0
  const inMain = costs.enrich.perMention + (isEmbedded ? 0 : costs.kafka.consume)
  for (;;) {
    if (partition.queue.length === 0) yield partition.more.wait
    const batch = taken(partition.queue, rules.deliveredAtOnce)
    const count = batch.reduce((sum, each) => sum + each.count, 0)
    yield enricher.main.use(costs.enrich.perBatch + (count * inMain) / 2)
    yield leastBusy(enricher).use(count * costs.worker.perMention)
    if (rules.lookedUp > 0) yield* store.lookup(count * rules.lookedUp)
    yield enricher.main.use((count * inMain) / 2)
    yield inserts.add(count)
    tally.stored += count
    tally.batches++
    for (const { dueAt, count } of batch)
      if (dueAt >= model.warm) tally.delays.push({ seconds: sim.now() - dueAt, count })
  }
}

const leastBusy = ({ workers }: Enricher) => workers.reduce((a, b) => (b.unfinished() < a.unfinished() ? b : a))

/** Takes what one delivery takes; a request that does not fit is split. */
function taken(queue: Arrived[], atOnce: number): Arrived[] {
  const batch: Arrived[] = []
  let left = atOnce
  while (left > 0 && queue.length > 0) {
    const first = queue[0]!
    const count = Math.min(first.count, left)
    batch.push({ dueAt: first.dueAt, count })
    left -= count
    first.count -= count
    if (first.count === 0) queue.shift()
  }
  return batch
}
