import { STATUS_CODES } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'
import type { Logger } from '../../infra/logger.ts'

/** An error as RFC 9457 tells it. */
export const ProblemBody = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
})

/** What a request did wrong, in a sentence for the person who sent it. */
export class Problem extends Error {
  readonly statusCode: number
  constructor(statusCode: number, detail: string) {
    super(detail)
    this.name = 'Problem'
    this.statusCode = statusCode
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

/** The first thing wrong with a request, naming the parameter and never repeating its value. */
export function faultOf(faults: readonly Fault[], part: string): Problem {
  const kind = part === 'querystring' ? 'query parameter' : part === 'params' ? 'path parameter' : part
  const stranger = faults.flatMap(strangersIn)[0]
  if (stranger !== undefined)
    return new Problem(400, `unknown ${kind === 'body' ? 'field' : kind} ${JSON.stringify(stranger)}`)
  const [fault] = faults
  const name = fault?.instancePath.slice(1)
  return new Problem(400, `${kind}${name ? ` ${JSON.stringify(name)}` : ''} ${fault?.message ?? 'cannot be read'}`)
}

const strangersIn = ({ params }: Fault): string[] =>
  (params as { additionalProperties?: string[] } | undefined)?.additionalProperties ?? []

/** The one place where an error becomes an answer; what went wrong inside is for the log alone. */
export function problemHandler(logger: Logger) {
  return (
    error: Error & { statusCode?: number; status?: number },
    request: FastifyRequest,
    reply: FastifyReply,
  ): void => {
    const status = error.statusCode ?? error.status ?? 500
    if (status >= 500 && status !== 503)
      logger.error({ err: error, route: request.routeOptions.url }, 'a request failed')
    const detail =
      status === 503
        ? 'busy, or a part is out of reach; try again in a moment'
        : status >= 500
          ? 'something went wrong on our side'
          : error.message
    void reply
      .code(status)
      .header('content-type', 'application/problem+json')
      .send(JSON.stringify(toProblem(status, detail)))
  }
}
