import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'

/** The files of a folder that contain one of the words, in any case, also in what ClickHouse compressed. */
export function filesWith(folder: string, words: readonly string[]): string[] {
  const found: string[] = []
  for (const name of namesIn(folder)) {
    const file = join(folder, name)
    const bytes = contentOf(file)
    if (bytes === undefined) continue
    const text = `${bytes.toString('latin1')}${uncompressed(bytes)}`.toLowerCase()
    if (words.some((word) => text.includes(word.toLowerCase()))) found.push(name)
  }
  return found
}

/** The store deletes folders while they are listed: then they are listed again. */
function namesIn(folder: string): string[] {
  for (let tries = 1; ; tries++) {
    try {
      return readdirSync(folder, { recursive: true }) as string[]
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || tries === 20) throw error
    }
  }
}

/** A file may end to exist while it is searched. */
function contentOf(file: string): Buffer | undefined {
  try {
    return statSync(file).isFile() ? readFileSync(file) : undefined
  } catch {
    return undefined
  }
}

const lz4 = 0x82
const zstd = 0x90
const headBytes = 25

/** The blocks of ClickHouse in a file: checksum (16), method (1), size with this head (4), size before (4), content. */
function uncompressed(bytes: Buffer): string {
  let text = ''
  for (let at = 0; at + headBytes < bytes.length;) {
    const method = bytes[at + 16]
    const size = bytes.readUInt32LE(at + 17)
    const plain = bytes.readUInt32LE(at + 21)
    if ((method !== lz4 && method !== zstd) || size < 9 || at + 16 + size > bytes.length || plain > 2 ** 28) {
      at++
      continue
    }
    const block = bytes.subarray(at + headBytes, at + 16 + size)
    try {
      text += (method === lz4 ? lz4Block(block, plain) : zstdDecompressSync(block)).toString('latin1')
      at += 16 + size
    } catch {
      at++
    }
  }
  return text
}

/** A block of LZ4 (lz4_Block_format.md). @throws RangeError when it is none */
function lz4Block(block: Buffer, size: number): Buffer {
  const out = Buffer.alloc(size)
  let [at, to] = [0, 0]
  const long = (start: number): number => {
    let length = start
    if (start === 15)
      for (let byte = 255; byte === 255; length += byte) {
        if (at >= block.length) throw new RangeError('no LZ4')
        byte = block[at++]!
      }
    return length
  }
  while (at < block.length) {
    const token = block[at++]!
    const literals = long(token >> 4)
    if (to + literals > size || at + literals > block.length) throw new RangeError('no LZ4')
    block.copy(out, to, at, at + literals)
    ;[at, to] = [at + literals, to + literals]
    if (at >= block.length) break
    const offset = block.readUInt16LE(at)
    at += 2
    const length = long(token & 15) + 4
    if (offset === 0 || offset > to || to + length > size) throw new RangeError('no LZ4')
    for (let i = 0; i < length; i++, to++) out[to] = out[to - offset]!
  }
  return out
}
