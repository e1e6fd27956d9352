import { STATUS_CODES } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { ErasureUnfinished } from '../../erasure/unfinished.ts'
import { LogUnanswered } from '../../infra/log/publish-within.ts'
import type { Logger } from '../../infra/logger.ts'
import { isOutOfReach, QueryTooLarge } from '../../infra/store/out-of-reach.ts'

/** Problem details (RFC 9457). */
export const ProblemBody = Type.Object(
  {
    type: Type.String(doc('Always about:blank: the status says what kind of problem it is', 'about:blank')),
    title: Type.String(doc('The status in words', 'Bad Request')),
    status: Type.Integer(doc('HTTP status', 400)),
    detail: Type.String(doc('What is wrong, and what helps, as a sentence', 'from must be before to')),
    position: Type.Optional(
      Type.Object(
        {
          line: Type.Integer(doc('Line of the query, from 1', 1)),
          column: Type.Integer(doc('Column of the line, from 1', 15)),
        },
        doc('Where in a SQL query the fault is, if the store says so'),
      ),
    ),
  },
  { title: 'Problem', description: 'What is wrong (RFC 9457)' },
)

/** An error of the request. The message is shown to the caller. */
export class Problem extends Error {
  readonly statusCode: number
  /** Seconds after which the caller may try again; the header Retry-After. */
  readonly retryAfter: number | undefined
  constructor(statusCode: number, detail: string, retryAfter?: number) {
    super(detail)
    this.name = 'Problem'
    this.statusCode = statusCode
    this.retryAfter = retryAfter
  }
}

/** An error in what somebody wrote, with its place. */
export class QueryProblem extends Problem {
  readonly position: { line: number; column: number } | undefined
  constructor(statusCode: number, detail: string, position: QueryProblem['position']) {
    super(statusCode, detail)
    this.position = position
  }
}

export const notFound = (what: string, id: string): Problem =>
  new Problem(404, `there is no ${what} ${JSON.stringify(id)}`)

export const toProblem = (status: number, detail: string): Static<typeof ProblemBody> => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  detail,
})

interface Fault {
  instancePath: string
  message?: string
  keyword?: string
  params?: unknown
}

/** The first validation fault of a request. It names the parameter and never repeats its value. */
export function faultOf(faults: readonly Fault[], part: string): Problem {
  const kind = part === 'querystring' ? 'query parameter' : part === 'params' ? 'path parameter' : part
  const unknown = faults.flatMap(unknownIn)[0]
  if (unknown !== undefined)
    return new Problem(400, `unknown ${kind === 'body' ? 'field' : kind} ${JSON.stringify(unknown)}`)
  const [fault] = faults
  const name = fault?.instancePath.slice(1)
  return new Problem(400, `${kind}${name ? ` ${JSON.stringify(name)}` : ''} ${fault?.message ?? 'cannot be read'}`)
}

const unknownIn = ({ params }: Fault): string[] =>
  (params as { additionalProperties?: string[] } | undefined)?.additionalProperties ?? []

/** After a store that was out of reach. */
const retryAfterSeconds = 5

/** The evaluation or relabelling that an erasure waits for may take so long. */
const erasureAgainSeconds = 60

function problemOf(thrown: Error, { routeOptions }: FastifyRequest): Error & { statusCode?: number; status?: number } {
  if (thrown instanceof ErasureUnfinished) return new Problem(503, thrown.message, erasureAgainSeconds)
  if (!(thrown instanceof QueryTooLarge)) return thrown
  const asked = routeOptions.schema?.querystring as { properties?: object } | undefined
  return 'from' in (asked?.properties ?? {})
    ? new Problem(400, `${thrown.message}; ask for a shorter period`)
    : new Problem(503, thrown.message, retryAfterSeconds)
}

/** Responds to every error with problem details. The details of internal errors go to the log only. */
export function problemHandler(logger: Logger) {
  return (
    thrown: Error & { statusCode?: number; status?: number },
    request: FastifyRequest,
    reply: FastifyReply,
  ): void => {
    const error = problemOf(thrown, request)
    const isAway = isOutOfReach(error) || error instanceof LogUnanswered
    const status = isAway ? 503 : (error.statusCode ?? error.status ?? 500)
    if (isAway) {
      void reply.header('retry-after', retryAfterSeconds)
      logger.warn(
        { err: error, route: request.routeOptions.url },
        'a request was refused: the store or the log is out of reach',
      )
    }
    if (thrown instanceof QueryTooLarge)
      logger.warn({ err: thrown, route: request.routeOptions.url }, 'a query was too large for the store')
    if (thrown instanceof ErasureUnfinished)
      logger.warn({ err: thrown, route: request.routeOptions.url }, 'an erasure is not finished')
    if (status >= 500 && status !== 503)
      logger.error({ err: error, route: request.routeOptions.url }, 'a request failed')
    const detail =
      error instanceof Problem
        ? error.message
        : status === 503
          ? 'temporarily unavailable; try again in a moment'
          : status >= 500
            ? 'internal error; see the log'
            : error.message
    if (error instanceof Problem && error.retryAfter !== undefined) void reply.header('retry-after', error.retryAfter)
    void reply
      .code(status)
      .header('content-type', 'application/problem+json')
      .send(
        JSON.stringify({
          ...toProblem(status, detail),
          ...(error instanceof QueryProblem && { position: error.position }),
        }),
      )
  }
}
