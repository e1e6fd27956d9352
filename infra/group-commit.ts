import { setImmediate as turn } from 'node:timers/promises'

interface Limits<Item> {
  weight: (item: Item) => number
  /** Of a group; an item heavier than that is a group of its own. */
  limit: number
  /**
   * After a write, waits for `times` as long as the write took, and at most half a second, unless items of the weight `enough`
   * wait: fewer and larger groups. Absent: no rest.
   */
  rest?: { times: number; enough: number }
}

const mostRestMs = 500

interface Pending<Item, Result> {
  item: Item
  resolve: (result: Result) => void
  reject: (reason: unknown) => void
}

/**
 * Writes one group of items at a time, in order. Items added during a write, or in the rest after it, form the next group.
 */
export function groupCommit<Item, Result>(
  write: (items: Item[]) => Promise<Result[]>,
  { weight, limit, rest: { times, enough } = { times: 0, enough: 0 } }: Limits<Item>,
): { add(item: Item): Promise<Result>; idle(): Promise<void> } {
  const queue: Pending<Item, Result>[] = []
  const rest = openRest(times)
  let running: Promise<void> | undefined
  let waiting = 0

  function next(): Pending<Item, Result>[] {
    let sum = 0
    let count = 0
    for (const { item } of queue) {
      const more = sum + weight(item)
      if (count > 0 && more > limit) break
      sum = more
      count++
    }
    waiting -= sum
    return queue.splice(0, count)
  }

  async function run(): Promise<void> {
    while (queue.length > 0) {
      // A turn of the event loop collects everything added at once, and lets other work run between groups.
      await turn()
      if (waiting < enough) await rest.over()
      const group = next()
      const startedAt = performance.now()
      try {
        const results = await write(group.map(({ item }) => item))
        group.forEach(({ resolve }, at) => resolve(results[at]!))
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
      rest.begin(performance.now() - startedAt)
    }
    running = undefined
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject })
        waiting += weight(item)
        running ??= run()
        if (waiting >= enough) rest.end()
      }),
    async idle() {
      await running
    },
  }
}

/** The rest after a write of `ms`; whoever waits until it is over waits no longer once it is ended. */
function openRest(times: number): { begin(ms: number): void; over(): Promise<void>; end(): void } {
  let until = 0
  let end = () => {}
  return {
    begin: (ms) => void (until = performance.now() + Math.min(ms * times, mostRestMs)),
    async over() {
      const ms = until - performance.now()
      if (ms <= 0) return
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, ms)
      end = () => {
        clearTimeout(timer)
        resolve()
      }
      await promise
    },
    end: () => end(),
  }
}
