import { parquetWriteBuffer } from 'hyparquet-writer'

export interface ParquetColumn {
  name: string
  /** TIMESTAMP: of a `Date`, to a millisecond. */
  type: 'STRING' | 'DOUBLE' | 'INT32' | 'TIMESTAMP'
}

/** Rows as a Parquet file. Every column may be null. */
export function toParquet(
  columns: readonly ParquetColumn[],
  rows: readonly (string | number | Date | null)[][],
): Buffer {
  const columnData = columns.map(({ name, type }, i) => ({
    name,
    type,
    nullable: true,
    data: rows.map((row) => row[i]),
  }))
  return Buffer.from(parquetWriteBuffer({ columnData }))
}
