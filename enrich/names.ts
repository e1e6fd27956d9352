import { isLetterOrDigitAt } from './tokens.ts'

const run = /[\p{L}\p{N}]+/u

/**
 * Names that stand between other signs than letters and digits: in order and without overlap, of several at one place the longest.
 * However many names there are, a text is read once.
 * @param names in lower case
 */
export function nameFinder(names: readonly string[]): (text: string) => string[] {
  // By their first letters and digits in a row.
  const byRun = new Map<string, { name: string; before: number }[]>()
  const firstCodes = new Set<number>()
  for (const name of names.toSorted((a, b) => b.length - a.length)) {
    const first = run.exec(name)
    if (!first) continue
    byRun.set(first[0], [...(byRun.get(first[0]) ?? []), { name, before: first.index }])
    firstCodes.add(first[0].charCodeAt(0))
  }
  return (text) => {
    const found: string[] = []
    if (byRun.size === 0) return found
    const lower = text.toLowerCase()
    let free = 0
    for (let at = 0; at < lower.length; at++) {
      if (!isLetterOrDigitAt(lower, at)) continue
      const from = at
      while (at < lower.length && isLetterOrDigitAt(lower, at)) at++
      if (!firstCodes.has(lower.charCodeAt(from))) continue
      const hit = byRun.get(lower.slice(from, at))?.find(({ name, before }) => {
        const start = from - before
        return start >= free && lower.startsWith(name, start) && standsAlone(lower, start, start + name.length)
      })
      if (!hit) continue
      found.push(hit.name)
      free = from - hit.before + hit.name.length
    }
    return found
  }
}

const standsAlone = (text: string, from: number, to: number): boolean =>
  !(from > 0 && isLetterOrDigitAt(text, from - 1)) && !(to < text.length && isLetterOrDigitAt(text, to))
