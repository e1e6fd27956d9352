import type { Readable } from 'node:stream'
import type { Static, TObject } from 'typebox'

/** Values for the `{name: Type}` placeholders in the SQL. They are sent separately from the statement. */
type Params = Record<string, unknown>

/** What becomes of a row that the server refuses for good. `reason` does not quote it. */
export type OnRefused<Row extends object> = (row: Row, reason: string) => void

/**
 * ClickHouse, embedded or by URL. Rows are camelCase objects with times as epoch ms in fields named `…At`; columns are
 * snake_case with `DateTime64(3, 'UTC')`. Calls are repeated while the server is out of reach (a restarting child, a lost
 * connection), for up to a minute; then they reject. That is safe because the key of every table makes repeated writes
 * idempotent.
 */
export interface Store {
  /**
   * Resolves once the server has acknowledged the rows. Does nothing for an empty list. Rows that the server refuses for good are left
   * out and given to `onRefused`; without it they are logged.
   */
  insert<Row extends object>(table: string, rows: readonly Row[], onRefused?: OnRefused<Row>): Promise<void>
  /** Resolves to validated rows. Rejects when a row does not match the schema, with an error that names the field. The reader @throws QueryTooLarge */
  select<T extends TObject>(row: T, sql: string, params?: Params): Promise<Static<T>[]>
  /**
   * The result as a Parquet file. Resolves once the query has ended; the server keeps the file, on disk if it is large, until it is read.
   * @throws QueryTooLarge when the query takes more time or memory than the login may
   */
  parquet(sql: string, params?: Params): Promise<Readable>
  /** A statement without a result (`INSERT … SELECT`, DDL). */
  command(sql: string, params?: Params): Promise<void>
  /** Rejects with the reason when the server does not answer within a second. */
  check(): Promise<void>
  close(): Promise<void>
}
