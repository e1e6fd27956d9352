import type { HttpResponse } from '../../../infra/http/fetch.ts'
import { SourceFailed } from '../../mention/source.ts'

/** So many objects are refused one after the other before the key of access is taken to be the reason. */
export const mostRefused = 20
/** In so many polls an object is refused, or fails, before it is left out as soon as a later one can be read. */
const tries = { denied: 2, failing: 5 }

/** The storage answered with an error. `code`: `AccessDenied`, `KMS.DisabledException` and so on; empty where it states none. */
class Refused extends SourceFailed {
  readonly status: number
  readonly code: string
  constructor({ status, code }: { status: number; code: string }, { state, message, retryAfterMs }: SourceFailed) {
    super(state, message, { retryAfterMs })
    this.status = status
    this.code = code
  }
}

/** The failure with the code of the answer, where it has one. */
export function withCode({ status, body }: HttpResponse, failure: SourceFailed): SourceFailed {
  const [, code = ''] = /<Code>\s*([\w.]{1,64})\s*<\/Code>/.exec(body.toString('utf8', 0, 2_000)) ?? []
  return new Refused({ status, code }, failure)
}

/** Whether there is no such object. */
export const isMissing = (error: unknown): boolean => error instanceof Refused && error.code === 'NoSuchKey'

/** Why the object itself cannot be read, whatever else can be; undefined if it may be the storage or the credential. */
export function faultOfObject(error: unknown): string | undefined {
  if (error instanceof Refused && error.code === 'InvalidObjectState')
    return 'is archived (InvalidObjectState): restore it, then copy it to a later key'
  return undefined
}

/** Too many requests, for the storage or for its keys (KMS). */
const isBusy = ({ status, code }: Refused): boolean =>
  status === 429 || status === 503 || /Throttl|TooMany|LimitExceeded|^SlowDown$/i.test(code)

/** What S3 says of a bucket, a credential or a clock: it is so for every object. */
const codesOfSource =
  /^(?:NoSuchBucket|InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken|InvalidToken|TokenRefreshRequired|RequestTimeTooSkewed|AccountProblem|AuthorizationHeaderMalformed|PermanentRedirect)$/

/** Whether an error says nothing about the object that was asked for: nothing is sent any more today, or nothing is answered now. */
export const isOfSource = (error: unknown): boolean =>
  error instanceof Refused ? isBusy(error) || codesOfSource.test(error.code) : error instanceof SourceFailed

/** Whether the object, the credential or its rights may be the reason: what comes after it tells. */
const isDenied = (error: unknown): boolean =>
  error instanceof Refused && /^(?:AccessDenied$|KMS\.(?!\w*(?:Internal|Timeout|Unavailable)))/.test(error.code)

/** In how many polls an object must have failed like this before it may be passed over. */
export const triesOf = (error: unknown): number => (isDenied(error) ? tries.denied : tries.failing)

/** The failure of a source that could not read an object. */
export function failureAt(key: string, error: unknown): SourceFailed {
  const { state, message, retryAfterMs } = SourceFailed.from(error)
  const isGone = error instanceof Refused && error.code === 'NoSuchBucket'
  return new SourceFailed(isGone ? state : 'failing', `${key}: ${message}`, { retryAfterMs, cause: error })
}
