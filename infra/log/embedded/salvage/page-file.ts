import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { readWal } from './wal.ts'

/** SQLite's default, which the log uses. */
export const pageBytes = 4_096

/** The pages of a damaged SQLite file as they were committed: from its write-ahead log, otherwise from the file. Nothing is written. */
export interface PageFile {
  /** The number of the last page. Pages begin at 1. */
  count: number
  /** Undefined when the page cannot be read. */
  page(number: number): Buffer | undefined
  close(): void
}

export function openPageFile(file: string): PageFile {
  const base = existsSync(file) ? openSync(file, 'r') : undefined
  const wal = existsSync(`${file}-wal`) ? openSync(`${file}-wal`, 'r') : undefined
  const { pages } = readWal(`${file}-wal`, pageBytes)
  const basePages = base === undefined ? 0 : Math.ceil(fstatSync(base).size / pageBytes)
  return {
    count: Math.max(basePages, ...pages.keys()),
    page(number) {
      const inWal = pages.get(number)
      if (inWal !== undefined) return read(wal!, inWal)
      return base === undefined || number < 1 || number > basePages ? undefined : read(base, (number - 1) * pageBytes)
    },
    close() {
      for (const fd of [base, wal]) if (fd !== undefined) closeSync(fd)
    },
  }
}

/** A page that ends early, or on a sector that the disk cannot read, is missing. */
function read(fd: number, position: number): Buffer | undefined {
  const bytes = Buffer.alloc(pageBytes)
  try {
    return readSync(fd, bytes, 0, pageBytes, position) === pageBytes ? bytes : undefined
  } catch {
    return undefined
  }
}
