import { Worker, parentPort, type ResourceLimits } from 'node:worker_threads'

interface Reply<A> {
  ticket: number
  answer?: A
  error?: string
  /** Neither answer nor error: how far the work on the answer is. */
  progress?: unknown
}

interface Waiting<A> extends PromiseWithResolvers<A> {
  onProgress: ((progress: unknown) => void) | undefined
}

/** A worker thread that answers questions. It starts with the first question. */
export interface Thread<Q, A> {
  /** Rejects with what the thread threw, or with why the thread ended (also by `stop`). The next question starts it again. */
  ask(question: Q, onProgress?: (progress: unknown) => void): Promise<A>
  /** Number of unanswered questions. */
  unanswered(): number
  stop(): Promise<void>
}

/**
 * @param program a module that calls `answerQuestions`
 * @param data the thread's `workerData`
 * @param resourceLimits of the thread; what exceeds them ends it
 */
export function openThread<Q, A>(program: URL, data: unknown, resourceLimits: ResourceLimits = {}): Thread<Q, A> {
  let pending = new Map<number, Waiting<A>>()
  let tickets = 0
  let worker: Worker | undefined

  const start = (): Worker => {
    const started = new Worker(program, { workerData: data, resourceLimits })
    // Its own: the end of this thread is nothing to the questions of the next one.
    const asked = new Map<number, Waiting<A>>()
    pending = asked
    started.on('message', ({ ticket, answer, error, progress }: Reply<A>) => {
      const waiting = asked.get(ticket)
      if (progress !== undefined) return waiting?.onProgress?.(progress)
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
    started.on('exit', (code) => end(new Error(`the thread exited with code ${code}`)))
    started.unref()
    return started
  }

  return {
    unanswered: () => pending.size,
    ask(question, onProgress) {
      const ticket = tickets++
      const waiting = { ...Promise.withResolvers<A>(), onProgress }
      worker ??= start()
      try {
        worker.postMessage({ ticket, question })
      } catch (error) {
        return Promise.reject(error)
      }
      pending.set(ticket, waiting)
      // A pending question keeps the process alive.
      worker.ref()
      return waiting.promise
    },
    async stop() {
      await worker?.terminate()
    },
  }
}

/** Call it in the thread: `answer` is called for every question, and may report how far it is. */
export function answerQuestions(
  answer: (question: never, report: (progress: unknown) => void) => Promise<unknown>,
): void {
  const send = (reply: Reply<unknown>) => parentPort!.postMessage(reply)
  parentPort!.on('message', ({ ticket, question }: { ticket: number; question: never }) => {
    answer(question, (progress) => send({ ticket, progress })).then(
      (found) => send({ ticket, answer: found }),
      (error: unknown) => send({ ticket, error: String(error) }),
    )
  })
}
