import { isLetterOrDigitAt } from './tokens.ts'

/** Names whose first word begins at the same offset and that have the same length. */
interface Shape {
  /** Number of characters before the first word. */
  before: number
  length: number
  names: Set<string>
}

/**
 * Returns a function that finds names in a text, in order and without overlap; the longest of several at one place. A name
 * must not be preceded or followed by a letter or digit. Reads the text once, whatever the number of names: at each word it
 * tries one name per length of the names that begin with this word.
 * @param names in lower case
 */
export function nameFinder(names: readonly string[]): (text: string) => string[] {
  const byRun = new Map<string, Shape[]>()
  const ofSymbols: string[] = []
  for (const name of new Set(names)) {
    const first = runFrom(name, 0)
    if (!first) ofSymbols.push(name)
    else addShape(byRun, name.slice(first.from, first.to), name, first.from)
  }
  for (const shapes of byRun.values()) shapes.sort((a, b) => b.length - a.length)
  const firstCodes = new Set([...byRun.keys()].map((run) => run.charCodeAt(0)))

  const hitAt = (lower: string, from: number, to: number, free: number): { name: string; end: number } | undefined => {
    for (const { before, length, names: own } of byRun.get(lower.slice(from, to)) ?? []) {
      const start = from - before
      const name = lower.slice(start, start + length)
      if (start >= free && own.has(name) && standsAlone(lower, start, start + length))
        return { name, end: start + length }
    }
    return undefined
  }
  return (text) => {
    const found: string[] = []
    if (names.length === 0) return found
    const lower = text.toLowerCase()
    let free = 0
    for (let run = runFrom(lower, 0); run; run = runFrom(lower, run.to)) {
      const hit = firstCodes.has(lower.charCodeAt(run.from)) && hitAt(lower, run.from, run.to, free)
      if (!hit) continue
      found.push(hit.name)
      free = hit.end
    }
    return [...found, ...ofSymbols.filter((name) => name !== '' && lower.includes(name))]
  }
}

function addShape(byRun: Map<string, Shape[]>, run: string, name: string, before: number): void {
  let shapes = byRun.get(run)
  if (!shapes) byRun.set(run, (shapes = []))
  const shape = shapes.find((other) => other.before === before && other.length === name.length)
  if (shape) shape.names.add(name)
  else shapes.push({ before, length: name.length, names: new Set([name]) })
}

/** The next run of letters and digits, from `at` on. */
function runFrom(text: string, at: number): { from: number; to: number } | undefined {
  let from = at
  while (from < text.length && !isLetterOrDigitAt(text, from)) from++
  if (from >= text.length) return undefined
  let to = from
  while (to < text.length && isLetterOrDigitAt(text, to)) to++
  return { from, to }
}

const standsAlone = (text: string, from: number, to: number): boolean =>
  !(from > 0 && isLetterOrDigitAt(text, from - 1)) && !(to < text.length && isLetterOrDigitAt(text, to))
