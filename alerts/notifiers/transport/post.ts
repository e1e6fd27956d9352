import type { Http, HttpResponse } from '../../../infra/http/fetch.ts'
import { retryAfterMs } from '../../../infra/http/retry-after.ts'
import { clip, oneLine } from '../../../infra/plain-text.ts'
import { DeliveryFailed } from '../../notify/notifier.ts'

export interface Post {
  url: string
  /** JSON, sent unchanged. */
  body: string
  headers?: Record<string, string>
  /** For the whole exchange. */
  timeoutMs: number
  /** Whether a 2xx answer says that the message was not delivered: then the reason. */
  failureIn?: (body: string) => string | undefined
  /** Statuses that a retry will not change; [410] by default. */
  permanent?: readonly number[]
}

const maxBytes = 65_536

/** Posts JSON. Resolves with a 2xx answer. @throws DeliveryFailed for any other answer, and after `timeoutMs`. */
export async function post(
  http: Http,
  { url, body, headers, timeoutMs, failureIn, permanent = [410] }: Post,
): Promise<HttpResponse> {
  let answer: HttpResponse
  try {
    const type = { 'content-type': 'application/json; charset=utf-8' }
    answer = await http.request({ url, method: 'POST', headers: { ...type, ...headers }, body, timeoutMs, maxBytes })
  } catch (error) {
    throw new DeliveryFailed(error instanceof Error ? error.message : String(error))
  }
  const text = clip(oneLine(answer.body.toString('utf8')), 200)
  if (answer.status >= 200 && answer.status < 300) {
    const failure = failureIn?.(text)
    if (failure === undefined) return answer
    throw new DeliveryFailed(failure, { retryAt: retryAtOf(answer, Date.now()) })
  }
  throw new DeliveryFailed(`answered ${answer.status}${text ? `: ${text}` : ''}`, {
    retryAt: retryAtOf(answer, Date.now()),
    permanent: permanent.includes(answer.status),
  })
}

/** Epoch ms of the earliest retry that the answer's Retry-After allows; undefined when it names none. */
export function retryAtOf({ headers }: Pick<HttpResponse, 'headers'>, now: number): number | undefined {
  const waitMs = retryAfterMs(headers['retry-after'], now)
  return waitMs > 0 ? now + waitMs : undefined
}
