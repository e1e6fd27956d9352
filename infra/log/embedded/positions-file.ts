import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'

/**
 * How far the log had come, beside it in a file of its own. SQLite forgets the end of a write-ahead log that was cut or
 * removed without a word; this file knows better. It is at most a second old, except after a power failure.
 */
const Positions = Type.Object({
  partitions: Type.Array(
    Type.Object({
      topic: Type.String(),
      partition: Type.Integer(),
      /** The first offset stored, and the offset after the last one. */
      first: Type.Integer(),
      end: Type.Integer(),
    }),
  ),
  commits: Type.Array(
    Type.Object({ topic: Type.String(), group: Type.String(), partition: Type.Integer(), next: Type.Integer() }),
  ),
})
export type LogPositions = Static<typeof Positions>

const validator = Compile(Positions)
const nameOf = (file: string) => `${file}.positions`

/** Empty when the file is missing or unreadable. */
export function readPositions(file: string): LogPositions {
  try {
    const found: unknown = JSON.parse(readFileSync(nameOf(file), 'utf8'))
    if (validator.Check(found)) return found
  } catch {
    // Written anew within a second.
  }
  return { partitions: [], commits: [] }
}

export function writePositions(file: string, positions: LogPositions): void {
  const temporary = `${nameOf(file)}.${process.pid}`
  try {
    writeFileSync(temporary, JSON.stringify(positions), { mode: 0o600 })
    renameSync(temporary, nameOf(file))
  } finally {
    rmSync(temporary, { force: true })
  }
}
