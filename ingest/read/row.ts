/** A row of a file as an object, or the reason why it is not one. Lines count from 1. */
export type Row = { line: number; value: Record<string, unknown> } | { line: number; fault: string; raw: string }

/** A longer row is a fault: it must not exhaust the memory. */
export const maxRowBytes = 1_000_000
export const keptOfRaw = 2000
