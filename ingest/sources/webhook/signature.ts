import { createHmac, timingSafeEqual } from 'node:crypto'
import { WebhookRefused } from '../../mention/source.ts'

type Headers = Record<string, string | undefined>

/** How a sender signs. `standard`: Standard Webhooks, also under other names of the headers (`svix-id` …). */
export type Scheme = 'standard' | 'github' | 'intercom' | 'zendesk' | 'stripe'

/** Checks the signature of a request and returns the id of its message, if it has one. @throws WebhookRefused */
export type Verify = (headers: Headers, body: Buffer) => string | undefined

const toleranceSeconds = 300
const stale = (name: string) => `${name} differs from our time by more than five minutes`

/** Compares the sender's clock with real time, not with the demo's. @param secrets each is accepted */
export function verifierOf(scheme: Scheme, secrets: readonly string[]): Verify {
  if (scheme === 'standard') return standard(secrets)
  if (scheme === 'github')
    return ofBody(secrets, { header: headersOf.github[0], prefix: 'sha256', id: 'x-github-delivery' })
  if (scheme === 'intercom')
    return ofBody(secrets, { header: headersOf.intercom[0], prefix: 'sha1', id: 'x-request-id' })
  return scheme === 'zendesk' ? zendesk(secrets) : stripe(secrets)
}

/** Refuses headers without those that a signed request of the scheme has. @throws WebhookRefused 401 */
export function requireSigned(scheme: Scheme, headers: Headers): void {
  const names = scheme === 'standard' ? Object.values(namesIn(headers)) : headersOf[scheme]
  for (const name of names) required(headers, name)
}

/** The headers that a signed request has. */
const headersOf = {
  github: ['x-hub-signature-256'],
  intercom: ['x-hub-signature'],
  zendesk: ['x-zendesk-webhook-signature', 'x-zendesk-webhook-signature-timestamp'],
  stripe: ['stripe-signature'],
} as const

/**
 * `v1,<base64>` over id, time and body, several of them while the sender changes its secret. Checked here over the bytes: the library decodes
 * the body first, and a body that is no UTF-8 then has another signature.
 */
function standard(secrets: readonly string[]): Verify {
  const keys = secrets.map((secret) =>
    secret.startsWith(keyPrefix) ? Buffer.from(secret.slice(keyPrefix.length), 'base64') : Buffer.from(secret),
  )
  return (headers, body) => {
    const names = namesIn(headers)
    const [id, time] = [required(headers, names.id), required(headers, names.timestamp)]
    const given = required(headers, names.signature)
      .split(' ')
      .flatMap((each) => (each.startsWith('v1,') ? [each.slice(3)] : []))
    checkTime(/^\d{1,12}$/.test(time) ? Number(time) : Number.NaN, names.timestamp)
    const expected = keys.map((key) => createHmac('sha256', key).update(`${id}.${time}.`).update(body).digest('base64'))
    if (!expected.some((each) => given.some((value) => isEqual(value, each))))
      throw new WebhookRefused(401, `${names.signature} does not match`)
    return id
  }
}
const keyPrefix = 'whsec_'

/** The names of the three headers: they begin with `webhook`, `svix`, or a name of the sender's own. */
function namesIn(headers: Headers): { id: string; timestamp: string; signature: string } {
  const prefixes = [
    'webhook',
    'svix',
    ...Object.keys(headers).flatMap((name) => /^(.+)-signature$/.exec(name)?.[1] ?? []),
  ]
  const partsOf = (prefix: string) => ['id', 'timestamp', 'signature'].filter((part) => headers[`${prefix}-${part}`])
  const [best = 'webhook'] = prefixes.toSorted((a, b) => partsOf(b).length - partsOf(a).length)
  return { id: `${best}-id`, timestamp: `${best}-timestamp`, signature: `${best}-signature` }
}

/** `sha256=<hex>` over the body. It has no time: a request that comes again has the same ids. */
function ofBody(
  secrets: readonly string[],
  { header, prefix, id }: { header: string; prefix: 'sha1' | 'sha256'; id: string },
): Verify {
  return (headers, body) => {
    const given = required(headers, header).toLowerCase()
    const isGood = secrets.some((secret) =>
      isEqual(given, `${prefix}=${createHmac(prefix, secret).update(body).digest('hex')}`),
    )
    if (!isGood) throw new WebhookRefused(401, `${header} does not match`)
    return headers[id]
  }
}

/** Base64 over time (ISO 8601) and body. */
function zendesk(secrets: readonly string[]): Verify {
  const [header, timeHeader] = headersOf.zendesk
  return (headers, body) => {
    const [given, time] = [required(headers, header), required(headers, timeHeader)]
    const isGood = secrets.some((secret) =>
      isEqual(given, createHmac('sha256', secret).update(time).update(body).digest('base64')),
    )
    if (!isGood) throw new WebhookRefused(401, `${header} does not match`)
    checkTime(Date.parse(time) / 1000, timeHeader)
    return headers['x-zendesk-webhook-invocation-id']
  }
}

/** `t=<epoch seconds>,v1=<hex>` over `<t>.<body>`; several `v1` while the sender changes its secret. */
function stripe(secrets: readonly string[]): Verify {
  const [header] = headersOf.stripe
  return (headers, body) => {
    const parts = required(headers, header)
      .split(',')
      .map((part) => part.trim().split('=', 2) as [string, string?])
    const time = parts.find(([name]) => name === 't')?.[1] ?? ''
    const given = parts.flatMap(([name, value]) => (name === 'v1' && value ? [value] : []))
    const expected = secrets.map((secret) => createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex'))
    if (!expected.some((each) => given.some((value) => isEqual(value, each))))
      throw new WebhookRefused(401, `${header} does not match`)
    checkTime(Number(time), header)
    return undefined
  }
}

function checkTime(seconds: number, header: string): void {
  if (!(Math.abs(Date.now() / 1000 - seconds) <= toleranceSeconds)) throw new WebhookRefused(401, stale(header))
}

function required(headers: Headers, name: string): string {
  const value = headers[name]
  if (!value) throw new WebhookRefused(401, `header ${name} is missing`)
  return value
}

function isEqual(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}
