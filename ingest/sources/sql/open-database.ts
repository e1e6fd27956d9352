import { isAllowedHost, resolvePublic } from '../../../infra/public-address.ts'
import { SourceFailed } from '../../mention/source.ts'
import type { SourceDeps } from '../../mention/source-definition.ts'
import type { Database, Server } from './database.ts'
import { clickhouse } from './clickhouse.ts'
import { mysql } from './mysql.ts'
import { postgres } from './postgres.ts'

/** Opens the connection of one poll. */
type OpenDatabase = (server: Server, deps: SourceDeps) => Promise<Database>

const dialects: Record<string, { open: OpenDatabase; port: number }> = {
  'postgres:': { open: postgres, port: 5432 },
  'postgresql:': { open: postgres, port: 5432 },
  'mysql:': { open: mysql, port: 3306 },
  'clickhouse:': { open: clickhouse, port: 8443 },
}

/** Connects to public addresses, and to others that `allowPrivate` lists. @throws SourceFailed with the host and what is wrong */
export async function openDatabase(text: string, deps: SourceDeps): Promise<Database> {
  const url = new URL(text)
  const { open, port } = dialects[url.protocol]!
  const { hostname: host } = url
  if (url.port === '') url.port = String(port)
  const address = await resolvePublic(host, Number(url.port), deps.allowPrivate)
  try {
    const isAsked = ['require', 'verify-full', 'true'].includes(
      url.searchParams.get('sslmode') ?? url.searchParams.get('ssl') ?? '',
    )
    return await open(
      { url, address, isPlain: isAllowedHost(host, Number(url.port), deps.allowPrivate) && !isAsked },
      deps,
    )
  } catch (error) {
    throw asFailure(error, url)
  }
}

/** The host and the message, without the password. */
export function asFailure(error: unknown, { hostname, password }: URL): SourceFailed {
  if (error instanceof SourceFailed) return error
  const message = error instanceof Error ? error.message || error.name : String(error)
  const secret = decodeURIComponent(password)
  const safe = secret === '' ? message : message.replaceAll(secret, '…').replaceAll(password, '…')
  return new SourceFailed('failing', `${hostname}: ${safe}`, { cause: safe === message ? error : undefined })
}
