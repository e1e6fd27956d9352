import { createHash, timingSafeEqual } from 'node:crypto'
import { Type, type Static } from 'typebox'

const HeaderName = (description: string, example: string) =>
  Type.String({ pattern: '^[A-Za-z0-9-]+$', description, examples: [example] })

/** The key `api.proxy` of the configuration. */
export const ProxyOptions = Type.Object(
  {
    header: HeaderName(
      'The header in which the proxy names the person: by `signIn` or the id of one of `organisation.people`.',
      'X-Forwarded-Email',
    ),
    secretHeader: HeaderName('The header in which the proxy proves that it is the proxy.', 'X-Groundswell-Proxy'),
    secret: Type.String({
      minLength: 24,
      description: 'What `secretHeader` must contain.',
      examples: ['${PROXY_SECRET}'],
    }),
  },
  {
    additionalProperties: false,
    description: 'A reverse proxy that signs people in and names them in a header; see docs/sign-in.md.',
  },
)
export type ProxyOptions = Static<typeof ProxyOptions>

const valuesOf = (rawHeaders: readonly string[], name: string): string[] =>
  rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]!.toLowerCase() === name.toLowerCase())

const digestOf = (text: string) => createHash('sha256').update(text).digest()

/**
 * Whom the proxy names. Undefined without the header of the secret: the request did not come through the proxy, and its header is ignored.
 * '' for a wrong or doubled secret, and for a missing, empty or doubled name.
 * @param rawHeaders names and values in turn, as `IncomingMessage.rawHeaders`
 */
export function namedByProxy(
  { header, secretHeader, secret }: ProxyOptions,
  rawHeaders: readonly string[],
): string | undefined {
  const [given, ...otherSecrets] = valuesOf(rawHeaders, secretHeader)
  if (given === undefined) return undefined
  const isProxy = otherSecrets.length === 0 && timingSafeEqual(digestOf(given), digestOf(secret))
  const [name = '', ...otherNames] = valuesOf(rawHeaders, header)
  return isProxy && otherNames.length === 0 ? name.trim() : ''
}
