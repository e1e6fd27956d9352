import { readFileSync } from 'node:fs'
import type { OauthbearerProviderResponse } from 'kafkajs'
import { Type, type Static } from 'typebox'
import type { Http } from '../../http/fetch.ts'
import { UsageError } from '../../verb.ts'
import type { KafkaConnection } from './client.ts'

/** How to connect and sign in to a cluster, for the log, the source and the notifier. */
export const kafkaSecurity = {
  tls: Type.Optional(Type.Boolean({ description: 'Connects by TLS.', examples: [true] })),
  ca: Type.Optional(
    Type.String({
      description: 'PEM file of the authority that signed the certificates of the brokers. Absent: the public ones.',
      examples: ['./kafka-ca.pem'],
    }),
  ),
  certificate: Type.Optional(
    Type.String({ description: 'PEM file of our certificate, for mutual TLS.', examples: ['./groundswell.pem'] }),
  ),
  key: Type.Optional(
    Type.String({ description: 'PEM file of the key of our certificate.', examples: ['./groundswell-key.pem'] }),
  ),
  mechanism: Type.Optional(
    Type.Enum(['plain', 'scram-sha-256', 'scram-sha-512', 'oauthbearer'], {
      description: 'How we sign in: with user and password, `plain` if absent, or with a token.',
      examples: ['scram-sha-512'],
    }),
  ),
  user: Type.Optional(Type.String({ description: 'The user of SASL.', examples: ['groundswell'] })),
  password: Type.Optional(
    Type.String({ minLength: 1, description: 'The password of SASL.', examples: ['${KAFKA_PASSWORD}'] }),
  ),
  tokenUrl: Type.Optional(
    Type.String({
      pattern: '^https?://',
      description: 'With `oauthbearer`: where tokens are issued (OAuth 2.0, client credentials).',
      examples: ['https://login.example/oauth2/token'],
    }),
  ),
  clientId: Type.Optional(Type.String({ description: 'With `oauthbearer`: our id there.', examples: ['groundswell'] })),
  clientSecret: Type.Optional(
    Type.String({ minLength: 1, description: 'With `oauthbearer`: our secret.', examples: ['${KAFKA_CLIENT_SECRET}'] }),
  ),
  scope: Type.Optional(
    Type.String({ description: 'With `oauthbearer`: the scope of the token.', examples: ['kafka'] }),
  ),
}
const KafkaSecurity = Type.Object(kafkaSecurity)
export type KafkaSecurity = Static<typeof KafkaSecurity>

/**
 * TLS and SASL of kafkajs. Files are read here, tokens fetched when a connection needs one (RFC 6749, 4.4).
 * @param at where the options stand, for the sentence of an error
 * @throws UsageError that names the key that is missing or the file that cannot be read
 */
export function securityOf(
  options: KafkaSecurity,
  { at, http }: { at: string; http: Http },
): Pick<KafkaConnection, 'ssl' | 'sasl'> {
  const ssl = tlsOf(options, at)
  const sasl = saslOf(options, { at, http })
  return { ...(ssl && { ssl }), ...(sasl && { sasl }) }
}

function tlsOf({ tls, ca, certificate, key }: KafkaSecurity, at: string): KafkaConnection['ssl'] {
  if ((certificate === undefined) !== (key === undefined))
    throw new UsageError(`${at}: certificate and key belong together`)
  const isMeant = ca !== undefined || certificate !== undefined
  if (tls === false && isMeant) throw new UsageError(`${at}: tls is false, but there is a certificate`)
  if (!isMeant) return tls
  const read = (name: string, file: string) => {
    try {
      return readFileSync(file, 'utf8')
    } catch (error) {
      throw new UsageError(`${at}.${name}: ${(error as Error).message}`, { cause: error })
    }
  }
  return {
    ...(ca !== undefined && { ca: read('ca', ca) }),
    ...(certificate !== undefined && { cert: read('certificate', certificate) }),
    ...(key !== undefined && { key: read('key', key) }),
  }
}

function saslOf(options: KafkaSecurity, { at, http }: { at: string; http: Http }): KafkaConnection['sasl'] {
  const { mechanism, user, password, tokenUrl, clientId, clientSecret, scope } = options
  const need = <T>(name: string, value: T | undefined): T => {
    if (value === undefined) throw new UsageError(`${at}: ${name} is missing`)
    return value
  }
  if (mechanism === 'oauthbearer') {
    const ask = { tokenUrl: need('tokenUrl', tokenUrl), clientId: need('clientId', clientId) }
    const secret = need('clientSecret', clientSecret)
    return { mechanism, oauthBearerProvider: () => tokenOf(http, { ...ask, clientSecret: secret, scope }) }
  }
  if (mechanism === undefined && user === undefined && password === undefined) return undefined
  return { mechanism: mechanism ?? 'plain', username: need('user', user), password: need('password', password) }
}

interface Ask {
  tokenUrl: string
  clientId: string
  clientSecret: string
  scope: string | undefined
}

/** @throws Error with the reason of the server */
async function tokenOf(
  http: Http,
  { tokenUrl, clientId, clientSecret, scope }: Ask,
): Promise<OauthbearerProviderResponse> {
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')
  const { status, body } = await http.request({
    url: tokenUrl,
    method: 'POST',
    headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope !== undefined && { scope }) }).toString(),
    timeoutMs: 10_000,
    maxBytes: 100_000,
  })
  const answer = parsed(body.toString('utf8'))
  if (status === 200 && typeof answer['access_token'] === 'string') return { value: answer['access_token'] }
  const reason = typeof answer['error'] === 'string' ? answer['error'] : `status ${status}`
  throw new Error(`${new URL(tokenUrl).host} issued no token: ${reason}`)
}

function parsed(text: string): Record<string, unknown> {
  try {
    return (JSON.parse(text) ?? {}) as Record<string, unknown>
  } catch {
    return {}
  }
}
