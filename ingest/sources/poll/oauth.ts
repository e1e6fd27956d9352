import type { Clock } from '../../../infra/clock.ts'
import type { Http } from '../../../infra/http/fetch.ts'
import { SourceFailed } from '../../mention/source.ts'
import { fixedCredential, tokenCredential, type Credential, type Token } from './credential.ts'
import { openItem } from './item.ts'
import { failureOf, jsonOf } from './json-response.ts'

export interface OAuthClient {
  tokenUrl: string
  clientId: string
  clientSecret: string
  scope?: string | undefined
  remedy: string
  /** How the request is encoded: as a form (RFC 6749), or as JSON (Zendesk). */
  encoding?: 'form' | 'json'
}

interface Deps {
  http: Http
  clock: Clock
}

/** A token of an OAuth client (RFC 6749 §4.4), kept until shortly before it expires. */
export function clientCredentials(client: OAuthClient, deps: Deps): Credential {
  const { tokenUrl, clientId, clientSecret, scope, remedy, encoding = 'form' } = client
  const grant = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    ...(scope !== undefined && { scope }),
  }
  const secrets = [clientSecret]
  return tokenCredential({
    secrets,
    remedy,
    clock: deps.clock,
    obtain: (signal) => requestToken({ tokenUrl, grant: () => grant, encoding, secrets, remedy }, deps, signal),
  })
}

export interface TokenRequest {
  tokenUrl: string
  grant(): Record<string, string>
  encoding: 'form' | 'json'
  secrets: readonly string[]
  remedy: string
}

/** A token is not used in its last minute. */
const earlyMs = 60_000
/** For an answer without `expires_in` (RFC 6749 §5.1: recommended only). */
const unstatedSeconds = 3_600

/** Asks a token end point. @throws SourceFailed with the remedy when it refuses the credential */
export async function requestToken(request: TokenRequest, { http, clock }: Deps, signal: AbortSignal): Promise<Token> {
  const { tokenUrl, encoding, secrets, remedy } = request
  const [grant, now] = [request.grant(), clock()]
  const isForm = encoding === 'form'
  const response = await http.request({
    url: tokenUrl,
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
    },
    body: isForm ? new URLSearchParams(grant).toString() : JSON.stringify(grant),
    signal,
  })
  const credential = fixedCredential({ headers: {}, secrets: [...secrets, ...Object.values(grant)], remedy })
  // RFC 6749 §5.2: 400 or 401 for a wrong client, secret or scope.
  if (response.status === 400) throw failureOf({ ...response, status: 401 }, credential, now)
  if (response.status < 200 || response.status > 299) throw failureOf(response, credential, now)
  const body = openItem(jsonOf(response, credential), 'the response')
  const token = body.text('access_token')
  if (token === '') throw new SourceFailed('failing', `${new URL(tokenUrl).host} gave no access_token. ${remedy}`)
  const seconds = body.number('expires_in') ?? unstatedSeconds
  return { token, until: now + Math.max(0, seconds * 1000 - earlyMs) }
}
