import { pageBytes } from './page-file.ts'

/** A row as SQLite stores it. Whole numbers only: the log has no others. */
export interface StoredRow {
  rowid: number
  values: (string | number | null)[]
}

const leafTable = 0x0d
const interiorTable = 0x05
/** The header of the file stands before the first page's own. */
const startOf = (number: number) => (number === 1 ? 100 : 0)

export const isLeaf = (page: Buffer, number: number): boolean => page[startOf(number)] === leafTable

/** The pages below an interior page of a table; none for other pages. */
export function childrenOf(page: Buffer, number: number): number[] {
  const start = startOf(number)
  if (page[start] !== interiorTable) return []
  const cells = cellsOf(page, start, 12).map((at) => page.readUInt32BE(at))
  return [...cells, page.readUInt32BE(start + 8)]
}

/** The readable rows of a leaf. `overflow` reads the pages on which long rows go on. */
export function rowsOf(page: Buffer, number: number, overflow: (page: number) => Buffer | undefined): StoredRow[] {
  return cellsOf(page, startOf(number), 8).flatMap((at) => {
    try {
      const row = rowAt(page, at, overflow)
      return row === undefined ? [] : [row]
    } catch {
      // The cell points outside the page, or its text is no UTF-8.
      return []
    }
  })
}

function cellsOf(page: Buffer, start: number, headerBytes: number): number[] {
  const most = Math.floor((pageBytes - start - headerBytes) / 2)
  const count = Math.min(page.readUInt16BE(start + 3), most)
  const pointers = Array.from({ length: count }, (_, i) => page.readUInt16BE(start + headerBytes + 2 * i))
  return pointers.filter((at) => at >= start + headerBytes && at <= pageBytes - 4)
}

function rowAt(page: Buffer, at: number, overflow: (page: number) => Buffer | undefined): StoredRow | undefined {
  const [length, afterLength] = varint(page, at)
  const [rowid, begin] = varint(page, afterLength)
  const local = localBytes(length)
  if (begin + local > pageBytes) return undefined
  const parts = [page.subarray(begin, begin + local)]
  let missing = length - local
  let next = missing > 0 ? page.readUInt32BE(begin + local) : 0
  for (const seen = new Set<number>(); missing > 0;) {
    const more = seen.has(next) ? undefined : overflow(next)
    if (more === undefined) return undefined
    seen.add(next)
    parts.push(more.subarray(4, 4 + Math.min(missing, pageBytes - 4)))
    missing -= pageBytes - 4
    next = more.readUInt32BE(0)
  }
  return { rowid, values: valuesOf(Buffer.concat(parts)) }
}

/** How much of a row stands on its leaf. */
function localBytes(length: number): number {
  const most = pageBytes - 35
  if (length <= most) return length
  const least = Math.floor(((pageBytes - 12) * 32) / 255) - 23
  const some = least + ((length - least) % (pageBytes - 4))
  return some <= most ? some : least
}

function valuesOf(record: Buffer): StoredRow['values'] {
  const [headerEnd, first] = varint(record, 0)
  const values: StoredRow['values'] = []
  let position = headerEnd
  for (let at = first; at < headerEnd;) {
    const [type, next] = varint(record, at)
    const [value, bytes] = valueOf(record, position, type)
    values.push(value)
    position += bytes
    at = next
  }
  return values
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const integerBytes = [0, 1, 2, 3, 4, 6]

/** @throws Error when the value ends outside the record or is of a kind that the log does not store */
function valueOf(record: Buffer, at: number, type: number): [string | number | null, number] {
  if (type === 0) return [null, 0]
  if (type >= 1 && type <= 5) return [record.readIntBE(at, integerBytes[type]!), integerBytes[type]!]
  if (type === 6) return [Number(record.readBigInt64BE(at)), 8]
  if (type === 8 || type === 9) return [type - 8, 0]
  if (type < 13 || type % 2 === 0) throw new Error(`a value of type ${type}`)
  const bytes = (type - 13) / 2
  if (at + bytes > record.length) throw new Error('a text ends outside its record')
  return [utf8.decode(record.subarray(at, at + bytes)), bytes]
}

/** The number, and where it ends. @throws RangeError outside the bytes */
function varint(bytes: Buffer, at: number): [number, number] {
  let value = 0
  for (let i = 0; i < 8; i++) {
    const byte = bytes.readUInt8(at + i)
    value = value * 128 + (byte & 0x7f)
    if (byte < 0x80) return [value, at + i + 1]
  }
  return [value * 256 + bytes.readUInt8(at + 8), at + 9]
}
