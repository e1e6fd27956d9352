import * as oidc from 'openid-client'
import type { Clock } from '../../infra/clock.ts'
import type { Http } from '../../infra/http/fetch.ts'
import type { ProviderOptions } from './provider-options.ts'
import { returnPath } from './return-path.ts'
import { openSeal } from './sealed.ts'

/** How long somebody may take at the provider. */
const attemptMs = 10 * 60_000
const exchange = { timeoutMs: 10_000, maxBytes: 1_000_000 }

/** What the browser keeps, sealed, between the start and the end of a sign-in. */
interface Attempt {
  state: string
  nonce: string
  verifier: string
  /** The path to return to. */
  to: string
}

/** A sign-in failed. The message is a sentence for the person; `cause` is for the log and names the key of the configuration. */
export class SignInFailed extends Error {
  override readonly name = 'SignInFailed'
  /** Of the page that says so. */
  readonly statusCode: number
  constructor(sentence: string, options?: ErrorOptions, statusCode = 403) {
    super(sentence, options)
    this.statusCode = statusCode
  }
}

/** An OpenID provider (OpenID Connect Core 1.0, authorization code flow with PKCE, RFC 7636). */
export interface Provider {
  issuer: string
  host: string
  /** Where to send the browser, and what it keeps until it comes back. @throws SignInFailed when the provider is out of reach */
  begin(redirectUri: string, to: string | undefined): Promise<{ url: string; kept: string; until: number }>
  /** Who came back to `url`, according to the claim, and the path to return to. @throws SignInFailed */
  finish(url: URL, kept: string | undefined): Promise<{ name: string; to: string }>
  /** The page that ends the session at the provider and returns to `after` (RP-Initiated Logout 1.0); undefined if it has none. */
  signOutUrl(after: string): Promise<string | undefined>
}

interface ProviderDeps {
  http: Http
  /** The secret of the installation; 32 bytes. */
  secret: Buffer
  /** Real time, epoch ms. */
  clock: Clock
}

/** Opens the provider of the configuration. Its description is fetched at the first sign-in. */
export function openProvider(options: ProviderOptions, { http, secret, clock }: ProviderDeps): Provider {
  const { issuer, claim = 'email', scopes = ['email'] } = options
  const host = new URL(issuer).host
  const seal = openSeal(secret, 'sign-in')
  let found: Promise<oidc.Configuration> | undefined
  const configuration = async () => {
    found ??= discover(options, http)
    try {
      return await found
    } catch (error) {
      found = undefined
      const cause = toldOf('signIn.issuer', error)
      throw new SignInFailed(`${host} does not answer; try again later.`, { cause }, 502)
    }
  }

  return {
    issuer,
    host,
    async begin(redirectUri, to) {
      const config = await configuration()
      const attempt: Attempt = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
        to: returnPath(to),
      }
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: [...new Set(['openid', ...scopes])].join(' '),
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
      })
      const until = clock() + attemptMs
      return { url: url.href, kept: seal.close(attempt, until), until }
    },
    async finish(url, kept) {
      const attempt = seal.open(kept ?? '', clock()) as Attempt | undefined
      if (!attempt) throw new SignInFailed('This sign-in has expired, or was started in another browser. Start again.')
      const config = await configuration()
      const claims = await redeem(config, { url, attempt, claim, host })
      return { name: nameIn(claims, claim, host), to: attempt.to }
    },
    async signOutUrl(after) {
      const config = await configuration()
      if (config.serverMetadata().end_session_endpoint === undefined) return undefined
      return oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: after }).href
    },
  }
}

/** The provider as it describes itself. Answers are signed, and the signature is checked, whether or not the connection has TLS. */
function discover({ issuer, clientId, clientSecret }: ProviderOptions, http: Http): Promise<oidc.Configuration> {
  const isPlain = issuer.startsWith('http:')
  return oidc.discovery(new URL(issuer), clientId, undefined, oidc.ClientSecretBasic(clientSecret), {
    [oidc.customFetch]: fetchOver(http),
    execute: [oidc.enableNonRepudiationChecks, ...(isPlain ? [oidc.allowInsecureRequests] : [])],
  })
}

/** Requests to the provider go through the product's HTTP client, which refuses private addresses and redirects. */
const fetchOver =
  (http: Http): oidc.CustomFetch =>
  async (url, { method, headers, body, signal }) => {
    const text = typeof body === 'string' || body instanceof URLSearchParams ? { body: body.toString() } : {}
    const answer = await http.request({ url, method, headers, ...text, ...(signal && { signal }), ...exchange })
    const type = answer.headers['content-type']
    return new Response(answer.body.length > 0 ? new Uint8Array(answer.body) : null, {
      status: answer.status,
      ...(type !== undefined && { headers: { 'content-type': type } }),
    })
  }

interface Returned {
  url: URL
  attempt: Attempt
  claim: string
  host: string
}

type Claims = Record<string, unknown>

/** Exchanges the code for what the provider says about the person. @throws SignInFailed */
async function redeem(config: oidc.Configuration, { url, attempt, claim, host }: Returned): Promise<Claims> {
  try {
    const tokens = await oidc.authorizationCodeGrant(config, url, {
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      pkceCodeVerifier: attempt.verifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()!
    const isEnough = claims[claim] !== undefined && (claim !== 'email' || claims['email_verified'] !== undefined)
    if (isEnough || config.serverMetadata().userinfo_endpoint === undefined) return claims
    return { ...claims, ...(await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)), sub: claims.sub }
  } catch (error) {
    if (error instanceof oidc.AuthorizationResponseError)
      throw new SignInFailed(`${host} did not sign you in (${error.error}).`, { cause: error })
    if (error instanceof oidc.ResponseBodyError) {
      const key = error.error === 'invalid_client' ? 'signIn.clientId or signIn.clientSecret' : 'signIn'
      throw new SignInFailed(`${host} refused the sign-in (${error.error}). Start again.`, {
        cause: toldOf(key, error),
      })
    }
    const cause = toldOf('signIn', error)
    throw new SignInFailed(`The answer of ${host} does not belong to this sign-in. Start again.`, { cause })
  }
}

/** @throws SignInFailed without the claim, or with an address that the provider has not verified */
function nameIn(claims: Claims, claim: string, host: string): string {
  const name = claims[claim]
  if (typeof name !== 'string' || name.trim() === '')
    throw new SignInFailed(`${host} did not say who you are.`, {
      cause: new Error(`signIn.claim: there is no claim "${claim}"; signIn.scopes may have to ask for it`),
    })
  if (claim === 'email' && String(claims['email_verified']) === 'false')
    throw new SignInFailed(`${host} has not verified the address ${name}.`)
  return name.trim()
}

/** An error for the log, which names the key of the configuration. The client's own errors are about what they were caused by. */
function toldOf(key: string, error: unknown): Error {
  const inner = error instanceof oidc.ClientError && error.cause instanceof Error ? error.cause : error
  return new Error(`${key}: ${inner instanceof Error ? inner.message : String(inner)}`, { cause: error })
}
