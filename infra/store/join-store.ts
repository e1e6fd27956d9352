import { mkdirSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from '../logger.ts'
import type { Access } from './clickhouse.ts'
import { StoreLocked } from './clickhouse-launch.ts'
import { startClickHouse, type ClickHouseProcess } from './clickhouse-process.ts'
import { livingOwner, readStoreFile, removeStoreFile, writeStoreFile, type StoreFile } from './store-file.ts'

interface Accesses {
  owner: Access
  reader: Access
  sql: Access
}

export interface JoinedStore {
  access(): Accesses
  /** Call it when the server is out of reach. Resolves to its current access. Starts a server when the owner's is gone. */
  moved(): Promise<Accesses>
  state(): 'ready' | 'restarting'
  owned(): boolean
  leave(): Promise<void>
}

export interface JoinOptions {
  data: string
  role: 'start' | 'command'
  logger: Logger
}

const retryForMs = 60_000

/**
 * Access to the embedded server of a data folder, which another process runs or this one starts. When two processes start
 * at the same time, the server's lock on its folder decides which one owns it; the other joins or waits.
 */
export async function joinStore(options: JoinOptions): Promise<JoinedStore> {
  const { data } = options
  mkdirSync(data, { recursive: true, mode: 0o700 })
  let own: ClickHouseProcess | undefined
  let left = false
  let moving: Promise<Accesses> | undefined
  const announceWaiting = announceOnce(options)

  async function settle(): Promise<Accesses> {
    for (const until = Date.now() + retryForMs; ; await pause(200)) {
      if (left) throw new Error('the store was closed')
      const owner = await livingOwner(data)
      if (owner && options.role === 'command') return accessesOf(owner)
      if (owner?.role === 'start') throw alreadyStarted(owner, data)
      const started = owner ? undefined : await start(options)
      if (started) {
        own = started.server
        return accessesOf(started.file)
      }
      if (Date.now() > until) throw stillInUse(data, owner)
      announceWaiting(owner)
    }
  }

  let accesses = await settle()
  return {
    access: () => accesses,
    async moved() {
      // Our own child restarts on the same port.
      if (own || left) return accesses
      const file = readStoreFile(data)
      if (file) return (accesses = accessesOf(file))
      moving ??= settle().finally(() => (moving = undefined))
      return (accesses = await moving)
    },
    state: () => own?.state() ?? 'ready',
    owned: () => own !== undefined,
    async leave() {
      left = true
      await moving?.catch(() => undefined)
      if (!own) return
      // Removes the file first: once the lock is free, the next owner writes its own.
      removeStoreFile(data)
      await own.stop()
      own = undefined
    },
  }
}

/** Resolves to undefined when another process has the server's lock. */
async function start({
  data,
  role,
  logger,
}: JoinOptions): Promise<{ server: ClickHouseProcess; file: StoreFile } | undefined> {
  try {
    const server = await startClickHouse({ data, logger })
    const port = Number(new URL(server.url).port)
    const { owner, reader, sql, queryPath } = server
    const file = { pid: process.pid, role, port, queryPath, owner, reader, sql }
    writeStoreFile(data, file)
    return { server, file }
  } catch (error) {
    if (error instanceof StoreLocked) return undefined
    throw error
  }
}

function announceOnce({ data, logger }: JoinOptions): (owner: StoreFile | undefined) => void {
  let announced = false
  return (owner) => {
    if (announced || !owner) return
    announced = true
    logger.info(
      { pid: owner.pid, data },
      'a command uses the store of this data folder; waiting for that command to end',
    )
  }
}

function accessesOf({ port, queryPath, owner, reader, sql }: StoreFile): Accesses {
  const at = { url: `http://127.0.0.1:${port}`, queryPath }
  return { owner: { ...at, ...owner }, reader: { ...at, ...reader }, sql: { ...at, ...sql } }
}

function alreadyStarted({ pid }: StoreFile, data: string): Error {
  return new Error(`groundswell start is already running on the data folder ${data} (process ${pid}): stop it first`)
}

function stillInUse(data: string, owner: StoreFile | undefined): Error {
  const who = owner ? `process ${owner.pid}` : 'another process'
  return new Error(`${who} still uses the store in the data folder ${data} after ${retryForMs / 1000} s`)
}
