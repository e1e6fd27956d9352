import { UsageError } from '../../infra/verb.ts'
import type { RawMention } from '../mention/source.ts'
import { examineRows, type Learned, type RowOrigin } from './examine-rows.ts'
import type { Remarks } from './remarks.ts'
import type { Row } from './row.ts'
import { rowConverter } from './to-raw-mention.ts'

/** A row as a mention, or the reason why it is not one. `raw` is the row as it was read. */
export type MentionRow = { line: number } & ({ mention: RawMention } | { fault: string; raw: unknown })

/** Rows that decide what is true of the whole file; more while the order of day and month is open. */
const headRows = 1000
const mostHeadRows = 10_000
const mostHeadCharacters = 16_000_000

/**
 * Converts the rows of one file. What is the same for all rows (columns, order of day and month, ids) is decided from the first 1,000.
 * @param now epoch ms; later times are faults
 * @throws UsageError before the first row, when a column is missing or the order of day and month is open
 */
export async function* readMentions(
  rows: AsyncIterable<Row>,
  origin: RowOrigin,
  { now, remarks, onLearned }: { now: number; remarks: Remarks; onLearned?: (learned: Learned) => void },
): AsyncGenerator<MentionRow> {
  const source = rows[Symbol.asyncIterator]()
  const head: Row[] = []
  const examine = () =>
    examineRows(
      head.flatMap((row) => ('value' in row ? [row.value] : [])),
      origin,
      remarks,
    )
  await takeRows(source, head, headRows)
  while (!head.some((row) => 'value' in row)) {
    for (const row of head) if ('fault' in row) yield row
    head.length = 0
    if (!(await takeRows(source, head, headRows))) return
  }
  let examined = examine()
  if (examined.isDayOrderOpen && (await takeRows(source, head, mostHeadRows))) examined = examine()
  if (examined.isDayOrderOpen)
    throw new UsageError(
      `${origin.name} has dates that may be day/month or month/day, and no row decides it: give ${origin.datesRemedy ?? '--dates dmy or --dates mdy'}`,
    )
  onLearned?.(examined.learned)
  const convert = rowConverter({ ...examined, ...examined.learned, now, remarks })
  const toMention = (row: Row): MentionRow => {
    if ('fault' in row) return row
    const converted = convert(row.value)
    return 'mention' in converted ? { line: row.line, ...converted } : { line: row.line, ...converted, raw: row.value }
  }
  for (const row of head) yield toMention(row)
  head.length = 0
  for (let next = await source.next(); next.done !== true; next = await source.next()) yield toMention(next.value)
}

/** Adds rows until there are so many. Whether any was added. */
async function takeRows(source: AsyncIterator<Row>, head: Row[], count: number): Promise<boolean> {
  const before = head.length
  let characters = 0
  while (head.length < count && characters < mostHeadCharacters) {
    const next = await source.next()
    if (next.done === true) break
    head.push(next.value)
    if ('value' in next.value)
      for (const value of Object.values(next.value.value)) characters += typeof value === 'string' ? value.length : 8
  }
  return head.length > before
}
