/** A request to the HTTP API. */
export interface Question {
  method: 'GET' | 'POST'
  /** After `/api/v1`, with its query. */
  path: string
  body?: object
}

interface Answer {
  status: number
  /** JSON: the answer of the operation, or a problem (RFC 9457). */
  body: string
}

/** Asks the HTTP API as the caller: what they may not see or do over HTTP, they may not over MCP. */
export type Ask = (question: Question) => Promise<Answer>
