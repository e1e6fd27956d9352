import { isAnyKnownName } from './columns.ts'
import { cellsOfLine, withoutEmptyEnd } from './csv-records.ts'

export interface Dialect {
  delimiter: string
  /** Lines before the header: `sep=;`, and the title of a report. */
  skippedLines: number
}

const delimiters = [',', ';', '\t', '|'] as const
const sampleLines = 50

/** Finds delimiter and header in the first lines of a file. */
export function dialectOf(lines: readonly string[]): Dialect {
  const declared = /^"?sep=(.)"?$/i.exec(lines[0]?.trim() ?? '')?.[1]
  const start = declared === undefined ? 0 : 1
  const sample = lines.slice(start, start + sampleLines)
  const [best] = (declared === undefined ? [...delimiters] : [declared])
    .map((delimiter) => ({ delimiter, ...headerIn(sample, delimiter) }))
    .toSorted((a, b) => b.score - a.score)
  return { delimiter: best!.delimiter, skippedLines: start + best!.header }
}

/** The line of the header in the sample, and how well the delimiter fits. */
function headerIn(sample: readonly string[], delimiter: string): { header: number; score: number } {
  const rows = sample.map((line) => (line.trim() === '' ? [] : withoutEmptyEnd(cellsOfLine(line, delimiter))))
  const counts = rows.map((row) => row.length)
  const width = mostFrequent(counts.filter((count) => count > 1)) ?? 1
  const fitting = counts.filter((count) => count === width).length
  const written = counts.filter((count) => count > 0).length
  const names = rows.map((row) => row.filter(isAnyKnownName).length)
  // The first row that is as wide as the others; a title of a report is narrower. A row with more known names wins.
  const first = Math.max(
    0,
    counts.findIndex((count) => count >= width),
  )
  const named = names.findIndex((count) => count >= 2)
  const header = (names[first] ?? 0) < 2 && named > first ? named : first
  const share = written === 0 || width === 1 ? 0 : fitting / written
  return { header, score: (names[header] ?? 0) * 10 * Math.sign(width - 1) + share + Math.min(width, 50) / 100 }
}

function mostFrequent(counts: readonly number[]): number | undefined {
  const groups = [...Map.groupBy(counts, (count) => count)]
  return groups.toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0]
}
