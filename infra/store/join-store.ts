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
}

export interface JoinedStore {
  access(): Accesses
  /** To be asked when the server is out of reach: where it is now. Starts one when its owner is gone for good. */
  moved(): Promise<Accesses>
  state(): 'ready' | 'restarting'
  owned(): boolean
  leave(): Promise<void>
}

const patienceMs = 60_000

/**
 * A way into the embedded server of a data folder: beside its owner, or as its owner. Which of two that start at the
 * same time becomes the owner is decided by the server's lock on its folder; the other joins or waits.
 */
export async function joinStore(options: {
  data: string
  role: 'start' | 'command'
  logger: Logger
}): Promise<JoinedStore> {
  const { data, role, logger } = options
  mkdirSync(data, { recursive: true })
  let own: ClickHouseProcess | undefined
  let left = false
  let said = false
  let moving: Promise<Accesses> | undefined
  let accesses = await settle()

  async function settle(): Promise<Accesses> {
    for (const until = Date.now() + patienceMs; ; await pause(200)) {
      if (left) throw new Error('the store was closed')
      const owner = await livingOwner(data)
      if (owner && role === 'command') return toAccesses(owner)
      if (owner?.role === 'start') throw taken(owner, data)
      const file = owner ? undefined : await start()
      if (file) return toAccesses(file)
      if (Date.now() > until) throw waitedInVain(data, owner)
      sayOnce(owner)
    }
  }

  async function start(): Promise<StoreFile | undefined> {
    try {
      own = await startClickHouse({ data, logger })
    } catch (error) {
      if (error instanceof StoreLocked) return undefined
      throw error
    }
    const file = { pid: process.pid, role, port: Number(new URL(own.url).port), owner: own.owner, reader: own.reader }
    writeStoreFile(data, file)
    return file
  }

  function sayOnce(owner: StoreFile | undefined): void {
    if (said || !owner) return
    said = true
    logger.info({ pid: owner.pid, data }, 'a command uses the store of this data folder, waiting for it to end')
  }

  return {
    access: () => accesses,
    async moved() {
      // Our own child comes back where it was.
      if (own || left) return accesses
      const file = readStoreFile(data)
      if (file) return (accesses = toAccesses(file))
      moving ??= settle().finally(() => (moving = undefined))
      return (accesses = await moving)
    },
    state: () => own?.state() ?? 'ready',
    owned: () => own !== undefined,
    async leave() {
      left = true
      await moving?.catch(() => undefined)
      if (!own) return
      // First the file: once the lock is free the next owner writes its own.
      removeStoreFile(data)
      await own.stop()
      own = undefined
    },
  }
}

function toAccesses({ port, owner, reader }: StoreFile): Accesses {
  const url = `http://127.0.0.1:${port}`
  return { owner: { url, ...owner }, reader: { url, ...reader } }
}

function taken({ pid }: StoreFile, data: string): Error {
  return new Error(`groundswell start is already running on the data folder ${data} (process ${pid}): stop it first`)
}

function waitedInVain(data: string, owner: StoreFile | undefined): Error {
  const who = owner ? `process ${owner.pid}` : 'another process'
  return new Error(`${who} still uses the store in the data folder ${data} after ${patienceMs / 1000} s`)
}
