import { weightOf, type Cores } from './cores.ts'
import type { Costs } from './costs.ts'
import type { Parts } from './parts.ts'
import type { Rules } from './rules.ts'
import { all, openSignal, type Process, type Simulation } from './simulation.ts'

/** The store: a query takes cores of every shard, and is over when the slowest has answered. */
export interface StoreModel {
  lookup(ids: number): Process
  insert(rows: number): Process
  /** Counts a bucket of so many rows anew. */
  recount(rows: number): Process
  query(seconds: number): Process
  stored(): number
}

/** @param stored rows in it at the beginning */
export function openStoreModel(
  sim: Simulation,
  { shards }: Pick<Parts, 'shards'>,
  { costs, rules, stored: first }: { costs: Costs; rules: Rules; stored: number },
): StoreModel {
  let [stored, nth] = [first, 0]
  function* one(cores: Cores, seconds: number, threads: number): Process {
    const parts = Array.from({ length: threads }, function* (): Process {
      yield cores.use(seconds / threads, weightOf.nice5, 'store')
    })
    yield all(sim, parts)
  }
  function* onAll(seconds: number, threads = 1): Process {
    yield all(
      sim,
      shards.map((cores) => one(cores, seconds, Math.min(threads, cores.count))),
    )
  }
  const { lookup, insert, recount } = costs
  return {
    stored: () => stored,
    lookup: (ids) =>
      onAll(lookup.perQuery + ids * lookup.perId + (stored / shards.length) * readShare(ids) * lookup.perStored),
    *insert(rows) {
      const count = Math.min(shards.length, rules.insertedInto)
      const some = Array.from({ length: count }, (_, i) => shards[(nth + i) % shards.length]!)
      nth++
      yield all(
        sim,
        some.map((cores) => one(cores, insert.perInsert + (rows / count) * insert.perRow, 1)),
      )
      yield sim.sleep(insert.diskSeconds)
      stored += rows
    },
    recount: (rows) => onAll(recount.perRecount + (rows / shards.length) * recount.perRow, Infinity),
    *query(seconds) {
      yield* onAll(seconds / shards.length)
    },
  }
}

/** The share of the table that a look-up reads: the filter of each granule takes an id that it does not have for one in a hundred times (`id_filter`). */
const readShare = (ids: number) => 1 - 0.99 ** ids

/** One insert at a time with what all partitions have ready, and a rest after each, as `groupCommit` does it. */
export function openGroups(
  sim: Simulation,
  { insertedAtOnce, rest }: Pick<Rules, 'insertedAtOnce' | 'rest'>,
  write: (rows: number) => Process,
) {
  const queue: { rows: number; resume: () => void }[] = []
  const more = openSignal()
  let waiting = 0
  let isRunning = false

  function* resting(seconds: number): Process {
    const until = sim.now() + Math.min(seconds * rest.times, rest.most)
    while (waiting < rest.enough && sim.now() < until) {
      let isOver = false
      const once = (resume: () => void) => {
        const end = () => {
          if (!isOver) resume()
          isOver = true
        }
        more.wait(end)
        sim.after(until - sim.now(), end)
      }
      yield once
    }
  }

  function next(): typeof queue {
    let [rows, count] = [0, 0]
    for (const each of queue) {
      if (count > 0 && rows + each.rows > insertedAtOnce) break
      rows += each.rows
      count++
    }
    waiting -= rows
    return queue.splice(0, count)
  }

  function* run(): Process {
    isRunning = true
    while (queue.length > 0) {
      const group = next()
      const startedAt = sim.now()
      yield* write(group.reduce((sum, { rows }) => sum + rows, 0))
      for (const { resume } of group) resume()
      yield* resting(sim.now() - startedAt)
    }
    isRunning = false
  }

  return {
    /** Over when these rows are stored. */
    add: (rows: number) => (resume: () => void) => {
      queue.push({ rows, resume })
      waiting += rows
      more.wake()
      if (!isRunning) sim.start(run())
    },
  }
}
