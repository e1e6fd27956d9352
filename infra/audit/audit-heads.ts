import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { macOf, type ChainEnd } from './audit-row.ts'

/** The folder of the heads, within the data folder. Whoever can write the table alone cannot write it. */
export const headsFolder = 'audit-heads'

const Head = Type.Object({ writer: Type.String(), number: Type.Integer(), hash: Type.String(), mac: Type.String() })

/** Signs how far a chain reaches, after its rows are stored: a cut end is noticed. Replaced atomically, mode 0600. */
export function writeHead(data: string, secret: Buffer, end: ChainEnd): void {
  const folder = join(data, headsFolder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, end.writer)
  const { writer, number, hash } = end
  const content = JSON.stringify({ writer, number, hash, mac: macOf(secret, 'head', end) })
  writeFileSync(`${file}.new`, content, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
}

/** The heads by writer; undefined for one that cannot be read or was not signed with the secret. */
export function readHeads(data: string, secret: Buffer): Map<string, ChainEnd | undefined> {
  const folder = join(data, headsFolder)
  return new Map(namesIn(folder).map((writer) => [writer, readHead(join(folder, writer), secret, writer)]))
}

export const removeHead = (data: string, writer: string): void =>
  rmSync(join(data, headsFolder, writer), { force: true })

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => !name.endsWith('.new'))
  } catch {
    return []
  }
}

function readHead(file: string, secret: Buffer, writer: string): ChainEnd | undefined {
  try {
    const head: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return Value.Check(Head, head) && head.writer === writer && head.mac === macOf(secret, 'head', head)
      ? head
      : undefined
  } catch {
    return undefined
  }
}
