import { setTimeout as pause } from 'node:timers/promises'
import { openThread } from '../../../infra/thread.ts'
import type { FeedDocument, WhereFeed } from './read-feed.ts'

export interface FeedQuestion extends WhereFeed {
  body: Uint8Array
}

export type FeedAnswer = { document: FeedDocument } | { fault: string }

/** Milliseconds that a document may take; one of 5 MB and 2,000 items takes less than one second. */
const mostMs = 10_000
const mostMemory = { maxOldGenerationSizeMb: 160 }

const thread = openThread<FeedQuestion, FeedAnswer>(new URL('./feed-worker.ts', import.meta.url), undefined, mostMemory)
let previous: Promise<unknown> = Promise.resolve()

/**
 * Reads a document as `readFeed` does, in a thread that all feeds of the process share, one document after another: a
 * document that takes long to read delays other feeds, but not the API or the evaluations.
 * @throws Error as `readFeed`, and when the document takes more than ten seconds or 160 MiB
 */
export function readFeedInThread(question: FeedQuestion): Promise<FeedDocument> {
  const reading = previous.then(() => ask(question))
  previous = reading.catch(() => {})
  return reading
}

async function ask(question: FeedQuestion): Promise<FeedDocument> {
  const isRead = new AbortController()
  let isLate = false
  const late = pause(mostMs, undefined, { signal: isRead.signal, ref: false })
    .then(() => {
      isLate = true
      return thread.stop()
    })
    .catch(() => {})
  try {
    const answer = await thread.ask(question)
    if ('fault' in answer) throw new Error(answer.fault)
    return answer.document
  } catch (error) {
    if (isLate) throw new Error(`the document takes more than ${mostMs / 1000} seconds to read`, { cause: error })
    if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY')
      throw new Error(`the document needs more than ${mostMemory.maxOldGenerationSizeMb} MiB to be read`, {
        cause: error,
      })
    throw error
  } finally {
    isRead.abort()
    await late
  }
}
