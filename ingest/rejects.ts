import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { redact } from './redact/redact.ts'

/** A file of what could not be read, one JSON object a line. */
export interface Rejects {
  path: string
  count(): number
  /** Redacted, as everything that is written. */
  add(rejected: object): void
}

/** `<data>/rejects/<name>.jsonl`. With `anew` the first line replaces what an earlier reading left. */
export function openRejects(data: string, name: string, { anew = false } = {}): Rejects {
  const path = join(data, 'rejects', `${name}.jsonl`)
  let count = 0
  return {
    path,
    count: () => count,
    add(rejected) {
      if (count++ === 0) {
        mkdirSync(dirname(path), { recursive: true })
        if (anew) rmSync(path, { force: true })
      }
      if (!anew) turnOver(path)
      appendFileSync(path, `${lineOf(rejected)}\n`)
    },
  }
}

const maxBytes = 10_000_000

/** A source that goes on telling nonsense keeps the newest of it and fills no disk. */
function turnOver(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > maxBytes) renameSync(path, `${path}.old`)
}

function lineOf(rejected: object): string {
  try {
    return JSON.stringify(rejected, (_, value: unknown) => (typeof value === 'string' ? redact(value) : value))
  } catch {
    // Nested deeper than the stack.
    return JSON.stringify({ ...rejected, row: 'nested too deeply to be shown' })
  }
}
