import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

const forMs = 2_000

/**
 * CPU-seconds that vader-sentiment takes for one text on this machine now, with every core busy: the unit in which costs
 * are compared between machines (issue 18). A thread for each core classifies for two seconds.
 */
export async function vaderSeconds(): Promise<number> {
  const workers = Array.from(
    { length: availableParallelism() },
    () => new Worker(new URL('./vader-worker.ts', import.meta.url), { workerData: { forMs } }),
  )
  const found = await Promise.all(workers.map((worker) => once(worker, 'message') as Promise<[Measured]>))
  const sum = (of: (one: Measured) => number) => found.reduce((all, [one]) => all + of(one), 0)
  return sum(({ cpuSeconds }) => cpuSeconds) / sum(({ texts }) => texts)
}

/** What one thread did. */
export interface Measured {
  texts: number
  cpuSeconds: number
}
