import type { Static, TObject } from 'typebox'

/** Values for `{name: Type}` placeholders in the SQL; never spliced into the text. */
type Params = Record<string, unknown>

/**
 * ClickHouse, embedded or by URL. Rows are camelCase objects with times as epoch ms in fields named `…At`; columns are
 * snake_case with `DateTime64(3, 'UTC')`. Every table is keyed so that writing a row again changes nothing, therefore each
 * call is repeated while the server is out of reach (a restarting child, a lost connection) for up to `patienceMs`.
 */
export interface Store {
  /** Resolves once the server has acknowledged the rows. An empty list is no call. */
  insert(table: string, rows: readonly object[]): Promise<void>
  /** Rows as the schema says; a row that does not match it is an error that names the field. */
  select<T extends TObject>(row: T, sql: string, params?: Params): Promise<Static<T>[]>
  /** A statement without a result (`INSERT … SELECT`, DDL). */
  command(sql: string, params?: Params): Promise<void>
  /** Rejects with the reason when the server does not answer now; never waits longer than a second. */
  check(): Promise<void>
  close(): Promise<void>
}
