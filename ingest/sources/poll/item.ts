import { parseTime } from '../../../infra/time-reader.ts'
import { valueAt } from '../../read/columns.ts'
import { plainText } from '../../read/html-to-text.ts'
import { deepest, isDeeperThan, tooDeep } from '../../../infra/nesting.ts'
import { shown } from '../../../infra/shown.ts'
import type { Deletion } from '../../mention/mention.ts'
import { SourceFailed, type Answer, type RawMention, type RejectedItem } from '../../mention/source.ts'

/** What is wrong with an item: a sentence without a subject that names the field. */
class ItemFault extends Error {
  constructor(fault: string) {
    super(fault)
    this.name = 'ItemFault'
  }
}

/** Rejects the item that is being read. */
export function fault(sentence: string): never {
  throw new ItemFault(sentence)
}

/** A JSON object of a response. Paths have dots: `user.login`. What is absent and may be absent is '' or undefined. */
export interface Item {
  /** Where it is: `the response`, `tickets[3]`. */
  name: string
  raw: unknown
  /** @throws ItemFault unless there is a number or a text that is not empty */
  id(path: string): string
  /** Epoch ms of an ISO time, or of epoch seconds or ms. @throws ItemFault */
  time(path: string): number
  /** The text as it is; a number is written out. '' for anything else. */
  text(path: string): string
  /** The visible text of a field that may hold HTML. */
  plain(path: string): string
  number(path: string): number | undefined
  /** Whether the field is exactly `true`. */
  is(path: string): boolean
  /** An object, also an empty one where there is none. */
  item(path: string): Item
  /** The objects of a list; '' is the value itself. An element that is no object has no fields. @throws ItemFault unless it is a list */
  list(path: string): Item[]
}

export function openItem(raw: unknown, name: string): Item {
  const row = isObject(raw) ? raw : {}
  const at = (path: string) => (path === '' ? raw : valueAt(row, path))
  const text = (path: string) => {
    const value = at(path)
    return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
  }
  return {
    name,
    raw,
    text,
    id(path) {
      const id = text(path).trim()
      if (id === '') throw new ItemFault(`has no ${path}`)
      return id
    },
    time(path) {
      const value = at(path)
      const time = parseTime(value)
      if (Number.isNaN(time)) throw new ItemFault(`has no readable time (${path}: ${quoted(value)})`)
      return time
    },
    plain: (path) => plainText(text(path)),
    number(path) {
      const value = at(path)
      return typeof value === 'number' ? value : undefined
    },
    is: (path) => at(path) === true,
    item: (path) => openItem(at(path), `${name}.${path}`),
    list(path) {
      const value = at(path)
      if (!Array.isArray(value)) throw new ItemFault(`${name} has no list${path && ` ${path}`}: ${quoted(value)}`)
      return value.map((each: unknown, i) => openItem(each, `${path || 'item'}[${i}]`))
    },
  }
}

/** What an item is: mentions (an author's text that is not blank), an id to delete, an answer of the company, or nothing for us. */
export type Reading =
  | Omit<RawMention, 'backfill'>
  | { deleted: string; reason?: Deletion['reason']; withReplies?: boolean }
  | { answer: Answer }
  | undefined

export interface ReadItems {
  mentions: Omit<RawMention, 'backfill'>[]
  deletions: { id: string; reason: Deletion['reason']; withReplies?: boolean }[]
  rejected: RejectedItem[]
  answers?: Answer[]
}

const keptOfRaw = 2000

/** Reads each item by itself: an item with a fault is rejected with its position, and the others are read. Leaves out blank mentions. */
export function readItems(items: readonly Item[], read: (item: Item, i: number) => Reading | Reading[]): ReadItems {
  const found: ReadItems = { mentions: [], deletions: [], rejected: [] }
  for (const [i, item] of items.entries()) {
    try {
      if (isDeeperThan(deepest, item.raw)) throw new ItemFault(tooDeep)
      if (!isObject(item.raw)) throw new ItemFault('is not a JSON object')
      for (const reading of [read(item, i)].flat()) {
        if (reading === undefined) continue
        if ('answer' in reading) (found.answers ??= []).push(reading.answer)
        else if ('deleted' in reading) found.deletions.push(toDeletion(reading))
        else if (reading.text.trim() !== '') found.mentions.push(reading)
      }
    } catch (error) {
      if (error instanceof SourceFailed) throw error
      // Whatever else a strange item does to its reader, it is the fault of that item and stops no other.
      const reason = error instanceof ItemFault ? error.message : `cannot be read: ${String(error)}`
      found.rejected.push({ at: item.name, reason, raw: shown(item.raw, keptOfRaw) })
    }
  }
  return found
}

const toDeletion = ({ deleted: id, reason = 'deleted', withReplies }: Extract<Reading, { deleted: string }>) => ({
  id,
  reason,
  ...(withReplies && { withReplies }),
})

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const quoted = (value: unknown) => shown(value, 60) || 'nothing'
