import { basename } from 'node:path'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import { reloaded } from '../../infra/reloaded.ts'
import { isStorable, parseTime } from '../../infra/time-reader.ts'
import { readRows } from '../../ingest/read/read-rows.ts'
import { yamlRows } from '../../ingest/read/yaml-rows.ts'
import { eventKinds, knownIssueFault, type KnownIssue } from './known-issue.ts'

export interface KnownIssueList {
  issues: KnownIssue[]
  /** Rows that could not be read, each as a sentence with file and line; at most 100. The other rows count. */
  faults: string[]
}

const required = ['id', 'kind', 'name', 'from'] as const
const times = ['from', 'until', 'fixedAt'] as const
const lists = ['topics', 'departments', 'products', 'versions'] as const
/** The columns of the file, named as in the API. */
const columns: readonly string[] = [...required, 'until', 'fixedAt', 'fixes', ...lists]
const mostFaults = 100
const mostCharacters = 200

/**
 * The known issues of a YAML or CSV file (none without a file), read again when it changes. In CSV, the values of a list stand between `|`.
 * An unreadable file is a fault; nothing is thrown.
 */
export const knownIssueFile = (file: string | undefined, taxonomy: Taxonomy): (() => Promise<KnownIssueList>) =>
  reloaded(file, { read: (path) => readKnownIssues(path, taxonomy), none: { issues: [], faults: [] } })

async function readKnownIssues(file: string, taxonomy: Taxonomy): Promise<KnownIssueList> {
  const name = basename(file)
  const rows = /\.ya?ml$/i.test(file) ? yamlRows(file) : readRows(file)
  const { issues, faults } = await issuesIn(rows, { taxonomy, withoutPath: (text) => text.replaceAll(file, name) })
  return { issues, faults: faults.map(({ line, fault }) => `${name}:${line === undefined ? '' : `${line}:`} ${fault}`) }
}

type IssueRow = { line: number; value: Values } | { line: number; fault: string }

interface ReadOptions {
  taxonomy: Taxonomy
  withoutPath?: (message: string) => string
  /** Whether a row may lack an id, and has then one of its kind, time and name: the same row is the same event. */
  withoutId?: boolean
}

/** A row that cannot be read; without a line it concerns all rows from there on. */
interface RowFault {
  line?: number
  fault: string
}

interface IssueRows {
  issues: KnownIssue[]
  faults: RowFault[]
  /** The line of each event by its id. */
  lines: ReadonlyMap<string, number>
}

/** The events in rows. A faulty row does not stop the others; at most 100 faults. Nothing is thrown. */
export async function issuesIn(
  rows: AsyncIterable<IssueRow>,
  { taxonomy, withoutPath = (text) => text, withoutId = false }: ReadOptions,
): Promise<IssueRows> {
  const lines = new Map<string, number>()
  const list: IssueRows = { issues: [], faults: [], lines }
  try {
    for await (const row of rows) {
      const read = 'value' in row ? toIssue(withoutId ? withOwnId(row.value) : row.value, taxonomy) : row
      const fault = 'fault' in read ? read.fault : repeatedIn(lines, read.issue.id)
      if (fault !== undefined) list.faults.push({ line: row.line, fault })
      else if ('issue' in read) lines.set(read.issue.id, list.issues.push(read.issue) && row.line)
    }
  } catch (error) {
    list.faults.push({ fault: withoutPath((error as Error).message).split('\n')[0]! })
  }
  const more = list.faults.splice(mostFaults).length
  if (more > 0) list.faults.push({ fault: `${more} more rows cannot be read` })
  return list
}

function repeatedIn(lines: ReadonlyMap<string, number>, id: string): string | undefined {
  const before = lines.get(id)
  return before === undefined ? undefined : `repeats the id of line ${before}`
}

const withOwnId = (row: Values): Values =>
  textOf(row.id) === '' ? { ...row, id: ['kind', 'from', 'name'].map((key) => textOf(row[key])).join(':') } : row

type Values = Record<string, unknown>

function toIssue(row: Values, taxonomy: Taxonomy): { issue: KnownIssue } | { fault: string } {
  const fault = faultOf(row)
  if (fault !== undefined) return { fault }
  const at = (column: string) => timeOf(row[column])
  const [untilAt, fixedAt] = [at('until'), at('fixedAt')]
  const list = (column: string) => listOf(row[column])!
  const issue: KnownIssue = {
    id: textOf(row.id)!,
    kind: textOf(row.kind) as KnownIssue['kind'],
    name: textOf(row.name)!,
    fromAt: at('from')!,
    ...(untilAt !== undefined && { untilAt }),
    ...(fixedAt !== undefined && { fixedAt }),
    fixes: textOf(row.fixes)!,
    topics: list('topics'),
    departments: list('departments'),
    products: list('products'),
    versions: list('versions'),
  }
  const invalid = knownIssueFault(issue, taxonomy)
  return invalid === undefined ? { issue } : { fault: invalid }
}

/** Why a row cannot be read; undefined if it can. */
function faultOf(row: Values): string | undefined {
  const unknown = Object.keys(row).find((column) => !columns.includes(column))
  if (unknown !== undefined) return `unknown column ${quoted(unknown)}; the columns are ${columns.join(', ')}`
  const unreadable = columns.find((column) => listOf(row[column]) === undefined)
  if (unreadable !== undefined) return `${unreadable} must be text of at most ${mostCharacters} characters`
  const notText = columns.find((column) => !isList(column) && textOf(row[column]) === undefined)
  if (notText !== undefined) return `${notText} must be one value`
  const missing = required.find((column) => textOf(row[column]) === '')
  if (missing !== undefined) return `has no ${missing}`
  if (!eventKinds.some((kind) => kind === textOf(row.kind)))
    return `kind ${quoted(textOf(row.kind)!)} is none of ${eventKinds.join(', ')}`
  const notTime = times.find((column) => textOf(row[column]) && timeOf(row[column]) === undefined)
  if (notTime === undefined) return undefined
  const isTime = !Number.isNaN(parseTime(textOf(row[notTime])))
  return `${notTime} ${quoted(textOf(row[notTime])!)} is not ${isTime ? 'between 1970 and 2200' : 'a time (ISO 8601)'}`
}

/** Epoch ms; undefined for an empty cell, for what is not a time, and for one that the store cannot hold. */
function timeOf(cell: unknown): number | undefined {
  const at = parseTime(textOf(cell))
  return isStorable(at) ? at : undefined
}

const isList = (column: string) => lists.some((name) => name === column)
const quoted = (text: string) => JSON.stringify(text.slice(0, 60))

/** A cell as text, '' if absent; undefined for anything else. */
function textOf(cell: unknown): string | undefined {
  if (cell === undefined || cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  return typeof cell === 'string' && cell.trim().length <= mostCharacters ? cell.trim() : undefined
}

/** A list, or text with `|` between the values; undefined for anything else. */
function listOf(cell: unknown): string[] | undefined {
  const texts = Array.isArray(cell) ? cell.map(textOf) : textOf(cell)?.split('|')
  if (!texts || texts.includes(undefined)) return undefined
  return texts.map((text) => text!.trim()).filter((text) => text !== '')
}
