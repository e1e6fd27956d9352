import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from '../logger.ts'
import { freePort } from '../process.ts'
import { launch, type Child } from './clickhouse-launch.ts'
import type { Login } from './clickhouse-config.ts'

export interface ClickHouseProcess {
  url: string
  /** Has all rights on databases whose names begin with `groundswell`, and may read `system`. */
  owner: Login
  /** May read the database `groundswell`. */
  reader: Login
  state(): 'ready' | 'restarting'
  /** Process id of the child; changes with a restart. */
  pid(): number | undefined
  /** Ends the child. Resolves when it is gone. */
  stop(): Promise<void>
}

/**
 * Runs a ClickHouse server in `<data>/clickhouse`: a child process on loopback that ends with this process. Resolves when it
 * answers. If it dies, it is started again on the same port, with backoff; no acknowledged row is lost.
 * @throws StoreLocked when another server uses the folder
 */
export async function startClickHouse({ data, logger }: { data: string; logger: Logger }): Promise<ClickHouseProcess> {
  const options = {
    path: join(data, 'clickhouse'),
    port: await freePort(),
    owner: { user: 'groundswell', password: randomBytes(24).toString('base64url') },
    reader: { user: 'reader', password: randomBytes(24).toString('base64url') },
    logger,
  }
  const stopping = new AbortController()
  let child: Child | undefined = await launch(options)

  async function supervise(): Promise<void> {
    for (let pauseMs = 0; !stopping.signal.aborted; pauseMs = Math.min(pauseMs * 2 || 100, 10_000)) {
      if (child) {
        const since = Date.now()
        const reason = await child.ended
        child = undefined
        if (stopping.signal.aborted) return
        logger.error({ reason }, 'the embedded store ended unexpectedly, starting it again')
        if (Date.now() - since > 30_000) pauseMs = 0
      }
      await pause(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      child = await relaunch()
    }
  }

  async function relaunch(): Promise<Child | undefined> {
    if (stopping.signal.aborted) return undefined
    try {
      const next = await launch(options)
      logger.warn({ pid: next.pid }, 'the embedded store runs again')
      return next
    } catch (error) {
      // After an abort the kernel may hold the lock for another moment; the next attempt follows after the backoff.
      logger.error({ err: error }, 'the embedded store could not be started')
      return undefined
    }
  }

  const supervised = supervise()
  return {
    url: `http://127.0.0.1:${options.port}`,
    owner: options.owner,
    reader: options.reader,
    state: () => (child ? 'ready' : 'restarting'),
    pid: () => child?.pid,
    async stop() {
      stopping.abort()
      await child?.stop()
      await supervised
      // A start may have been in progress when `stop` was called.
      await child?.stop()
    },
  }
}
