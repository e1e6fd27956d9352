import { Worker } from 'node:worker_threads'
import type { EntityLists } from './enrichers/entities.ts'
import type { Taxonomy } from './taxonomy.ts'
import type { Understand, Understood } from './understand.ts'

interface Asked {
  resolve(found: Understood[]): void
  reject(error: Error): void
}
interface Answer {
  ticket: number
  found?: Understood[]
  error?: string
}
interface Known {
  taxonomy: Taxonomy
  lists: EntityLists
  /** Folder of the models; absent: those that ship. */
  models?: string | undefined
}

/** `understanding` in threads of its own, so that the main loop stays free; each call goes to the least busy thread. */
export function startUnderstanding(options: Known & { threads: number }): {
  understand: Understand
  stop(): Promise<void>
} {
  const threads = Array.from({ length: options.threads }, () => startThread(options))
  return {
    understand: (mentions) => threads.toSorted((a, b) => a.busy() - b.busy())[0]!.understand(mentions),
    async stop() {
      await Promise.all(threads.map((thread) => thread.stop()))
    },
  }
}

/** A thread that ends by an error rejects what it was asked (the log delivers it again) and is started anew at the next call. */
function startThread({ taxonomy, lists, models }: Known): {
  understand: Understand
  busy(): number
  stop(): Promise<void>
} {
  const asked = new Map<number, Asked>()
  let tickets = 0
  let worker: Worker | undefined

  const start = (): Worker => {
    const started = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { taxonomy, lists, models } })
    started.on('message', ({ ticket, found, error }: Answer) => {
      const waiting = asked.get(ticket)
      asked.delete(ticket)
      if (asked.size === 0) started.unref()
      if (found) waiting?.resolve(found)
      else waiting?.reject(new Error(error))
    })
    started.on('error', (error: Error) => {
      worker = undefined
      for (const waiting of asked.values()) waiting.reject(error)
      asked.clear()
    })
    started.unref()
    return started
  }

  return {
    busy: () => asked.size,
    understand: (mentions) =>
      new Promise((resolve, reject) => {
        const ticket = tickets++
        asked.set(ticket, { resolve, reject })
        worker ??= start()
        // What was asked is waited for, also where nothing else keeps the process going.
        worker.ref()
        worker.postMessage({ ticket, mentions })
      }),
    async stop() {
      await worker?.terminate()
    },
  }
}
