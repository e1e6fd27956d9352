/** SQLite's codes for content that cannot be right: CORRUPT, NOTADB, and reads that end early or meet a damaged file system. */
const primary = new Set([11, 26])
const extended = new Set([522, 8_458])

/** Whether the file is damaged, as opposed to busy, full or out of reach. */
export function isDamage(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error)) return false
  const code = Number(error.errcode)
  return primary.has(code & 0xff) || extended.has(code)
}
