import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { redactor, type Redact } from './redact/redact-text.ts'
import type { RedactionOptions } from './redact/redaction-options.ts'

/** A file of unreadable items, one JSON object per line, which begins with `rejectedAt`. */
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
      appendFileSync(path, `${stamped(lineOf(rejected, redact), Date.now())}\n`)
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
  const replacer = (_: string, value: unknown) => redacted(value, redact)
  try {
    return JSON.stringify(rejected, replacer)
  } catch {
    // Too deeply nested for the stack.
    return JSON.stringify({ ...rejected, row: 'too deeply nested to be shown' }, replacer)
  }
}

/** One value, whose parts come later: a text, a number or the keys of an object. A sender may put anything into a key, too. */
function redacted(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value.slice(0, longestText))
  if (typeof value === 'number') {
    const text = String(value)
    const clean = redact(text)
    return clean === text ? value : clean
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const nameOf = openNames()
  return Object.fromEntries(
    Object.entries(value).map(([stated, each]) => [nameOf(redact(stated.slice(0, longestText))), each]),
  )
}

/** Redacted keys may be the same. The value of each stays: the next one is `key (2)`. */
function openNames(): (key: string) => string {
  const names = new Set<string>()
  const counts = new Map<string, number>()
  return (key) => {
    let name = key
    let n = counts.get(key) ?? 1
    while (names.has(name)) name = `${key} (${++n})`
    counts.set(key, n)
    names.add(name)
    return name
  }
}

const beginning = /^\{"rejectedAt":"([^"]+)"/

/** The line of an object with the time (epoch ms). */
const stamped = (line: string, at: number): string =>
  `{"rejectedAt":"${new Date(at).toISOString()}"${line === '{}' ? '' : ','}${line.slice(1)}`

/**
 * Deletes rejected items that are older than the days of their file (by the name of the source). Items of earlier versions, which have no
 * time, get `now` (epoch ms). @returns how many were deleted
 */
export function expireRejects(
  data: string,
  { daysOf, now }: { daysOf: (source: string) => number; now: number },
): number {
  const folder = join(data, 'rejects')
  let removed = 0
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const [, source] = /^(.+)\.jsonl(?:\.old)?$/.exec(name) ?? []
    if (source === undefined) continue
    const file = join(folder, name)
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
    const since = new Date(now - daysOf(source) * dayMs).toISOString()
    // What does not begin as an object was cut off by a crash.
    const timed = lines
      .filter((line) => line.startsWith('{'))
      .map((line) => (beginning.test(line) ? line : stamped(line, now)))
    const kept = timed.filter((line) => beginning.exec(line)![1]! >= since)
    removed += lines.length - kept.length
    if (kept.length === 0) rmSync(file)
    else if (kept.length < lines.length || kept.some((line, i) => line !== lines[i])) {
      writeFileSync(`${file}.new`, `${kept.join('\n')}\n`, { mode: 0o600 })
      renameSync(`${file}.new`, file)
    }
  }
  return removed
}

const dayMs = 86_400_000
