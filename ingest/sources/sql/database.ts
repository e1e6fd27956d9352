import { SourceFailed } from '../../mention/source.ts'

/** The rows of the query whose cursor column is at least `from` (as the database writes it; undefined: all), the lowest first. */
export interface Wanted {
  query: string
  column: string
  from: string | undefined
  limit: number
}

/** A row, with its cursor as the database writes it. */
export interface SqlRow {
  values: Record<string, unknown>
  cursor: string
}

export interface Database {
  select(wanted: Wanted): Promise<SqlRow[]>
  close(): Promise<void>
}

export interface Server {
  url: URL
  /** The address to connect to: that of the host, checked. */
  address: string
  /** Without TLS, since `allowPrivate` lists the host and the URL does not ask for it. */
  isPlain: boolean
}

/** The name under which a row has its cursor as text. */
export const cursorName = 'groundswell_cursor'

/** @throws SourceFailed that says how to install it */
export function missingDriver(name: string): never {
  throw new SourceFailed('failing', `the driver is not installed: npm install ${name}`)
}

export const login = ({ url }: Server) => ({
  user: decodeURIComponent(url.username),
  password: decodeURIComponent(url.password),
  database: decodeURIComponent(url.pathname.slice(1)),
})
