import { zstdDecompressSync } from 'node:zlib'

/** ClickHouse compresses Parquet by ZSTD, which hyparquet leaves to its caller. */
export const compressors = { ZSTD: (input: Uint8Array): Uint8Array => zstdDecompressSync(input) }
