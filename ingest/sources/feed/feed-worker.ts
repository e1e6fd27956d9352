import { answerQuestions } from '../../../infra/thread.ts'
import type { FeedAnswer, FeedQuestion } from './feed-thread.ts'
import { readFeed } from './read-feed.ts'

answerQuestions(async ({ body, ...where }: FeedQuestion): Promise<FeedAnswer> => {
  try {
    return { document: readFeed(Buffer.from(body.buffer, body.byteOffset, body.byteLength), where) }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) }
  }
})
