import { Worker, parentPort } from 'node:worker_threads'

interface Told<A> {
  ticket: number
  answer?: A
  error?: string
}

/** A thread that answers questions; it starts with the first. */
export interface Thread<Q, A> {
  /** Rejects with what the thread threw, or with why it ended (also by `stop`); the next question starts it anew. */
  ask(question: Q): Promise<A>
  /** Questions without an answer yet. */
  busy(): number
  stop(): Promise<void>
}

/** @param program a module that calls `answerQuestions` */
export function openThread<Q, A>(program: URL, data: unknown): Thread<Q, A> {
  const asked = new Map<number, PromiseWithResolvers<A>>()
  let tickets = 0
  let worker: Worker | undefined

  const start = (): Worker => {
    const started = new Worker(program, { workerData: data })
    started.on('message', ({ ticket, answer, error }: Told<A>) => {
      const waiting = asked.get(ticket)
      asked.delete(ticket)
      if (asked.size === 0) started.unref()
      if (error === undefined) waiting?.resolve(answer!)
      else waiting?.reject(new Error(error))
    })
    const end = (error: Error) => {
      if (worker === started) worker = undefined
      for (const waiting of asked.values()) waiting.reject(error)
      asked.clear()
    }
    started.on('error', end)
    started.on('exit', (code) => end(new Error(`the thread ended with ${code}`)))
    started.unref()
    return started
  }

  return {
    busy: () => asked.size,
    ask(question) {
      const ticket = tickets++
      const waiting = Promise.withResolvers<A>()
      worker ??= start()
      try {
        worker.postMessage({ ticket, question })
      } catch (error) {
        return Promise.reject(error)
      }
      asked.set(ticket, waiting)
      // What was asked is waited for, also where nothing else keeps the process going.
      worker.ref()
      return waiting.promise
    },
    async stop() {
      await worker?.terminate()
    },
  }
}

/** Within the thread. */
export function answerQuestions(answer: (question: never) => Promise<unknown>): void {
  const tell = (told: Told<unknown>) => parentPort!.postMessage(told)
  parentPort!.on('message', ({ ticket, question }: { ticket: number; question: never }) => {
    answer(question).then(
      (found) => tell({ ticket, answer: found }),
      (error: unknown) => tell({ ticket, error: String(error) }),
    )
  })
}
