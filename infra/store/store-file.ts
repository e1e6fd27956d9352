import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { isAlive } from '../process.ts'
import { answers } from './clickhouse-launch.ts'

const Login = Type.Object({ user: Type.String(), password: Type.String() })

/** `<data>/store.json`: which process runs the embedded server, and how another process connects to it. */
const StoreFile = Type.Object({
  pid: Type.Integer(),
  role: Type.Enum(['start', 'command']),
  port: Type.Integer(),
  queryPath: Type.String(),
  owner: Login,
  reader: Login,
  sql: Login,
})
export type StoreFile = Static<typeof StoreFile>

const validator = Compile(StoreFile)

/** The file's content, or undefined when the process that wrote it is dead. */
export function readStoreFile(data: string): StoreFile | undefined {
  const file = parse(join(data, 'store.json'))
  return file && isAlive(file.pid) ? file : undefined
}

export function writeStoreFile(data: string, file: StoreFile): void {
  const path = join(data, 'store.json')
  const temporary = `${path}.${process.pid}`
  // Renamed into place: readers see the whole file or none. Other users can never read it.
  writeFileSync(temporary, JSON.stringify(file, undefined, 2), { mode: 0o600 })
  renameSync(temporary, path)
}

export function removeStoreFile(data: string): void {
  rmSync(join(data, 'store.json'), { force: true })
}

/** The file of an owner that is alive and answers. Waits up to 3 s for an owner that is alive but restarting its server. */
export async function livingOwner(data: string): Promise<StoreFile | undefined> {
  for (const until = Date.now() + 3_000; ; await pause(100)) {
    const file = readStoreFile(data)
    if (!file) return undefined
    if (await answers(file)) return file
    // Our own process id with a server that does not answer: an earlier process had the same id (in a container it is always the same).
    if (file.pid === process.pid || Date.now() > until) return undefined
  }
}

function parse(path: string): StoreFile | undefined {
  try {
    const file: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return validator.Check(file) ? file : undefined
  } catch {
    return undefined
  }
}
