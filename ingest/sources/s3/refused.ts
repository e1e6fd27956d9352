import type { HttpResponse } from '../../../infra/http/fetch.ts'
import { SourceFailed } from '../../mention/source.ts'

/** After so many polls in which one object could not be read, it is left out as soon as a later one can be. */
export const mostTries = 5
/** So many objects are refused one after the other before the key of access is taken to be the reason. */
export const mostRefused = 20

/** The storage refused a request and says why: `code` is `AccessDenied`, `InvalidObjectState` and so on. */
class Refused extends SourceFailed {
  readonly code: string
  constructor(code: string, { state, message, retryAfterMs }: SourceFailed) {
    super(state, message, { retryAfterMs })
    this.code = code
  }
}

/** The failure with the code of the answer, where it has one. */
export function withCode({ body }: HttpResponse, failure: SourceFailed): SourceFailed {
  const code = /<Code>(\w{1,64})<\/Code>/.exec(body.toString('utf8', 0, 2_000))?.[1]
  return code === undefined ? failure : new Refused(code, failure)
}

/** Why the object itself cannot be read, whatever else can be; undefined if it may be the storage or the credential. */
export function faultOfObject(error: unknown): string | undefined {
  if (error instanceof Refused && error.code === 'InvalidObjectState')
    return 'is archived (InvalidObjectState): restore it, then copy it to a later key'
  return undefined
}

/** Whether the object, the credential or its rights may be the reason: what comes after it tells. */
export const isDenied = (error: unknown): boolean =>
  error instanceof Refused && /^(?:AccessDenied|KMS)/.test(error.code)

/** The failure of a source that could not read an object. */
export function failureAt(key: string, error: unknown): SourceFailed {
  const { state, message, retryAfterMs } = SourceFailed.from(error)
  return new SourceFailed(state, `${key}: ${message}`, { retryAfterMs, cause: error })
}
