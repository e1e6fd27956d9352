import type { HttpResponse } from '../../../infra/http/fetch.ts'
import { rateLimitOf } from '../../../infra/http/rate-limit.ts'
import { SourceFailed } from '../../mention/source.ts'
import { decodeText } from '../../read/decode-text.ts'
import { parseJson } from '../../read/parse-json.ts'
import { redact } from '../../redact/redact-text.ts'
import type { Credential } from './credential.ts'

const shownOfBody = 160
/** The pause after a refusal for too many requests that does not say how long (GitHub asks for at least a minute). */
const unstatedLimitMs = 60_000

/** The value of a JSON body. @throws SourceFailed with the beginning of any other body */
export function jsonOf({ body, headers, url }: HttpResponse, credential: Credential): unknown {
  try {
    return parseJson(decodeText(body, headers['content-type']))
  } catch {
    // Not the parser's error: it quotes the body, secrets and all.
    throw new SourceFailed('failing', `${hostOf(url)} did not answer with JSON but with ${shown(body, credential)}`)
  }
}

/**
 * The failure that a status other than 2xx means. `failing` for a refused credential, too many requests, and whatever may pass;
 * `gone` for 404 and 410.
 * @param now epoch ms
 */
export function failureOf(response: HttpResponse, credential: Credential, now: number): SourceFailed {
  const { status, headers } = response
  const host = hostOf(response.url)
  const limit = rateLimitOf(headers, now)
  // GitHub answers 403 when nothing remains.
  if (status === 429 || (status === 403 && limit?.remaining === 0))
    return new SourceFailed('failing', `${host} answered ${status}: its rate limit is reached`, {
      retryAfterMs: limit?.remaining === 0 ? limit.resetAt - now : unstatedLimitMs,
    })
  if (status === 401) return new SourceFailed('failing', `${host} refused the credential (401). ${credential.remedy}`)
  if (status === 403) return new SourceFailed('failing', `${host} denied access (403). ${credential.remedy}`)
  if (status === 404 || status === 410)
    return new SourceFailed('gone', `${host} answered ${status}: what the source reads is not there`)
  return new SourceFailed('failing', `${host} answered ${status}: ${shown(response.body, credential)}`, {
    retryAfterMs: limit?.remaining === 0 ? limit.resetAt - now : 0,
  })
}

/** The text without the secrets of the credential, as they are and as JSON writes them. */
export function withoutSecrets(text: string, credential: Credential): string {
  const written = credential.secrets().flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
  return written.reduce((left, secret) => left.replaceAll(secret, '***'), text)
}

const shown = (body: Buffer, credential: Credential) => {
  // Cuts after the replacement, so that no half of a secret is left.
  const clean = redact(withoutSecrets(body.toString('utf8', 0, 20 * shownOfBody), credential))
    .replace(/\s+/g, ' ')
    .trim()
  return clean === '' ? 'an empty body' : JSON.stringify(clean.slice(0, shownOfBody))
}

const hostOf = (url: string) => new URL(url).host
