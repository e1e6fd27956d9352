import { promisify } from 'node:util'
import { zstdCompress, zstdDecompress } from 'node:zlib'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { TermMemory, type TermColumn, type TermState } from './emerging-terms.ts'

const [compress, decompress] = [promisify(zstdCompress), promisify(zstdDecompress)]

/** Version of the layout and of the meaning of columns. Snapshots of other versions are ignored, and the history is learnt again. */
const version = 2

/** The last mention that was processed, in the order in which they were stored. */
export const Position = Type.Object({ storedAt: Type.Integer(), id: Type.String() })
export type Position = Static<typeof Position>

const head = Compile(
  Type.Object({
    version: Type.Literal(version),
    position: Position,
    memory: TermMemory,
    columns: Type.Array(Type.Object({ name: Type.String(), bytes: Type.Integer() })),
  }),
)

/** Length of the head, the head as JSON, and the columns in its order; compressed, as base64. */
export async function packed({ memory, columns }: TermState, position: Position): Promise<string> {
  const named = Object.entries(columns).map(([name, column]) => ({ name, bytes: column.byteLength }))
  const json = Buffer.from(JSON.stringify({ version, position, memory, columns: named }))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(json.length)
  const parts = Object.values(columns).map((column) => Buffer.from(column.buffer, column.byteOffset, column.byteLength))
  return (await compress(Buffer.concat([length, json, ...parts]))).toString('base64')
}

/** Undefined for a snapshot of another version or with tables of another size. */
export async function unpacked(
  body: string,
  own: TermState['columns'],
): Promise<{ state: TermState; position: Position } | undefined> {
  const bytes = await decompress(Buffer.from(body, 'base64'))
  const end = 4 + bytes.readUInt32LE()
  const parsed: unknown = JSON.parse(bytes.subarray(4, end).toString())
  if (!head.Check(parsed)) return undefined
  let at = end
  const columns: Record<string, TermColumn> = {}
  for (const { name, bytes: length } of parsed.columns) {
    const like = own[name]
    if (like?.byteLength !== length) return undefined
    columns[name] = columnFrom(like, bytes.subarray(at, (at += length)))
  }
  return { state: { memory: parsed.memory, columns }, position: parsed.position }
}

/** Copied, because a column must begin at a multiple of its own width. */
function columnFrom(like: TermColumn, bytes: Buffer): TermColumn {
  const column = like.slice()
  new Uint8Array(column.buffer).set(bytes)
  return column
}

/** The terms in a snapshot of any version; none if it is unreadable. */
export async function termsIn(body: string): Promise<string[]> {
  try {
    const bytes = await decompress(Buffer.from(body, 'base64'))
    const { memory } = JSON.parse(bytes.subarray(4, 4 + bytes.readUInt32LE()).toString()) as {
      memory: { texts: string[]; emergences: { emergingTerm: { term: string } }[] }
    }
    return [...memory.texts, ...memory.emergences.map(({ emergingTerm }) => emergingTerm.term)].filter(
      (term) => term !== '',
    )
  } catch {
    return []
  }
}
