import { isAllowed, isLoopback } from '../infra/public-address.ts'
import { whereOf } from './config-check.ts'
import type { Config } from './config-schema.ts'

/** What the schema of `signIn` cannot say. Each fault is a sentence with its line. */
export function signInFaults(
  { signIn, api, allowPrivate }: Pick<Config, 'signIn' | 'api' | 'allowPrivate'>,
  file: string,
): string[] {
  if (!signIn) return []
  const faults: string[] = []
  const issuer = URL.parse(signIn.issuer)
  if (!issuer) faults.push(`${whereOf(file, 'signIn.issuer')}: signIn.issuer is not a URL`)
  else if (issuer.protocol === 'http:' && !isAllowed(issuer, allowPrivate))
    faults.push(
      `${whereOf(file, 'signIn.issuer')}: signIn.issuer must be https; http is for a provider in your own network that allowPrivate lists`,
    )
  if (api.url === undefined && !isLoopback(api.host))
    faults.push(
      `${whereOf(file, 'api.url')}: signIn needs api.url, the URL that people open and the provider returns to`,
    )
  return faults
}
