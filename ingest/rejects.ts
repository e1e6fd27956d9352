import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { redactor, type Redact } from './redact/redact-text.ts'
import type { RedactionOptions } from './redact/redaction-options.ts'

/** A file of unreadable items, one JSON object per line. */
export interface Rejects {
  path: string
  count(): number
  /** Appends an item, redacted. */
  add(rejected: object): void
}

/** Opens `<data>/rejects/<name>.jsonl`. With `replace`, the first item replaces the file of an earlier run. */
export function openRejects(
  data: string,
  name: string,
  { replace = false, redaction = {} }: { replace?: boolean; redaction?: RedactionOptions } = {},
): Rejects {
  const redact = redactor(redaction)
  const path = join(data, 'rejects', `${name}.jsonl`)
  let count = 0
  return {
    path,
    count: () => count,
    add(rejected) {
      if (count++ === 0) {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
        if (replace) rmSync(path, { force: true })
      }
      if (!replace) rotate(path)
      appendFileSync(path, `${lineOf(rejected, redact)}\n`)
    },
  }
}

const maxBytes = 10_000_000
const longestText = 20_000

/** Keeps the newest items when a source delivers many unreadable ones: the file is at most 10 MB, and so is the previous one. */
function rotate(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > maxBytes) renameSync(path, `${path}.old`)
}

function lineOf(rejected: object, redact: Redact): string {
  try {
    return JSON.stringify(rejected, (_, value: unknown) =>
      typeof value === 'string' ? redact(value.slice(0, longestText)) : value,
    )
  } catch {
    // Too deeply nested for the stack.
    return JSON.stringify({ ...rejected, row: 'too deeply nested to be shown' })
  }
}
