import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const headerBytes = 32
const frameHeaderBytes = 24
const magic = 0x377f0682

/** What is readable in a write-ahead log of SQLite (https://sqlite.org/fileformat2.html#walformat). */
export interface Wal {
  /** Where the newest readable image of each page begins in the file. */
  pages: ReadonlyMap<number, number>
  /** Unreadable frames that are followed by readable ones: SQLite would drop the later ones too, without a word. */
  damaged: number
}

const nothing: Wal = { pages: new Map(), damaged: 0 }

/**
 * Reads the frames of the newest generation. SQLite ends at the first frame whose checksum is wrong; here each frame is
 * judged by itself, from the checksum of the frame before, so that one damaged frame costs one page. An unreadable end is
 * no damage: a transaction that was never acknowledged looks the same.
 */
export function readWal(file: string, pageBytes: number): Wal {
  const fd = openIfThere(file)
  if (fd === undefined) return nothing
  try {
    const frameBytes = frameHeaderBytes + pageBytes
    const count = Math.floor((fstatSync(fd).size - headerBytes) / frameBytes)
    if (count <= 0) return nothing
    const header = readAt(fd, 0, headerBytes)
    const isHeaderGood = (header.readUInt32BE(0) & ~1) === magic && isHeaderSum(header)
    const at = (frame: number) => headerBytes + frame * frameBytes
    // A damaged header does not say which generation is the newest: it is that of the first frame.
    const salt = isHeaderGood ? header.subarray(16, 24) : readAt(fd, at(0) + 8, 8)
    const isNewest = (frame: number) => readAt(fd, at(frame) + 8, 8).equals(salt)
    const last = lastOf(count, isNewest)
    return framesOf(last + 1, {
      sumBefore: isHeaderGood ? sumIn(header, 24) : undefined,
      isBigEndian: isHeaderGood && (header.readUInt32BE(0) & 1) === 1,
      frame: (n) => ({ at: at(n), bytes: readAt(fd, at(n), frameBytes) }),
      isNewest,
    })
  } finally {
    closeSync(fd)
  }
}

type Sum = readonly [number, number]

interface Frames {
  /** The checksum in the header; undefined when the header is damaged. */
  sumBefore: Sum | undefined
  isBigEndian: boolean
  frame(n: number): { at: number; bytes: Buffer }
  isNewest(n: number): boolean
}

function framesOf(count: number, { sumBefore, isBigEndian, frame, isNewest }: Frames): Wal {
  const pages = new Map<number, number>()
  let pending: [number, number][] = []
  let damaged = sumBefore === undefined && count > 0 ? 1 : 0
  let sinceGood = 0
  let before = sumBefore
  for (let n = 0; n < count; n++) {
    const { at, bytes } = frame(n)
    const own = sumIn(bytes, 16)
    const isGood = isNewest(n) && (before === undefined || isSum(own, frameSum(bytes, before, isBigEndian)))
    before = own
    if (!isGood) {
      sinceGood++
      continue
    }
    pending.push([bytes.readUInt32BE(0), at + frameHeaderBytes])
    // A size in the header ends a transaction.
    if (bytes.readUInt32BE(4) === 0) continue
    damaged += sinceGood
    sinceGood = 0
    for (const [page, where] of pending) pages.set(page, where)
    pending = []
  }
  return { pages, damaged }
}

function lastOf(count: number, isNewest: (frame: number) => boolean): number {
  for (let n = count - 1; n >= 0; n--) if (isNewest(n)) return n
  return -1
}

const sumIn = (bytes: Buffer, at: number): Sum => [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)]
const isSum = (a: Sum, b: Sum) => a[0] === b[0] && a[1] === b[1]

const isHeaderSum = (header: Buffer) =>
  isSum(sumIn(header, 24), added([0, 0], header.subarray(0, 24), (header.readUInt32BE(0) & 1) === 1))

const frameSum = (frame: Buffer, before: Sum, isBigEndian: boolean): Sum =>
  added(added(before, frame.subarray(0, 8), isBigEndian), frame.subarray(frameHeaderBytes), isBigEndian)

function added([first, second]: Sum, bytes: Buffer, isBigEndian: boolean): Sum {
  let [a, b] = [first, second]
  for (let i = 0; i < bytes.length; i += 8) {
    a = (a + (isBigEndian ? bytes.readUInt32BE(i) : bytes.readUInt32LE(i)) + b) >>> 0
    b = (b + (isBigEndian ? bytes.readUInt32BE(i + 4) : bytes.readUInt32LE(i + 4)) + a) >>> 0
  }
  return [a, b]
}

function openIfThere(file: string): number | undefined {
  try {
    return openSync(file, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function readAt(fd: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  readSync(fd, bytes, 0, length, position)
  return bytes
}
