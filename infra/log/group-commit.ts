import { setImmediate as turn } from 'node:timers/promises'

interface Asked<Item, Result> {
  item: Item
  resolve: (result: Result) => void
  reject: (reason: unknown) => void
}

/**
 * Writes one group at a time, in the order asked; what is asked while a group is being written is the next group.
 * `weight` bounds a group to `limit`, or to one item heavier than that.
 */
export function groupCommit<Item, Result>(
  write: (items: Item[]) => Promise<Result[]>,
  { weight, limit }: { weight: (item: Item) => number; limit: number },
): { add(item: Item): Promise<Result>; idle(): Promise<void> } {
  const queue: Asked<Item, Result>[] = []
  let running: Promise<void> | undefined

  function next(): Asked<Item, Result>[] {
    let sum = 0
    let count = 0
    for (const { item } of queue) {
      sum += weight(item)
      if (count > 0 && sum > limit) break
      count++
    }
    return queue.splice(0, count)
  }

  async function run(): Promise<void> {
    // A turn of the loop lets everything that is asked at once into the first group, and others live between groups.
    for (await turn(); queue.length > 0; await turn()) {
      const group = next()
      try {
        const results = await write(group.map(({ item }) => item))
        group.forEach(({ resolve }, at) => resolve(results[at]!))
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    running = undefined
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject })
        running ??= run()
      }),
    async idle() {
      await running
    },
  }
}
