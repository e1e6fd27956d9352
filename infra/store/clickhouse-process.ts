import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from '../logger.ts'
import { freePort } from '../process.ts'
import { launch, type Child, type LaunchOptions } from './clickhouse-launch.ts'
import { hangs, type HangTimes } from './ping.ts'
import type { Login } from './clickhouse-config.ts'

export interface ClickHouseProcess {
  url: string
  /** Has all rights on databases whose names begin with `groundswell`, and may read `system`. */
  owner: Login
  /** May read the database `groundswell`. */
  reader: Login
  /** May read the views of docs/sql.md. */
  sql: Login
  /** The only URL path on which it takes queries. */
  queryPath: string
  state(): 'ready' | 'restarting'
  /** Process id of the child; changes with a restart. */
  pid(): number | undefined
  /** Ends the child. Resolves when it is gone. */
  stop(): Promise<void>
}

export interface StartOptions {
  data: string
  logger: Logger
  /** When it counts as hung; absent: after half a minute. */
  hangTimes?: HangTimes
  /** Absent: one that nobody can guess. */
  queryPath?: string
}

/** It may be busy with everything else that runs on the machine, so it has half a minute. */
const usualHangTimes: HangTimes = { pauseMs: 5_000, timeoutMs: 6_000, pings: 4 }

/**
 * Runs a ClickHouse server in `<data>/clickhouse`: a child process on loopback that ends with this process. Resolves when it
 * answers. If it dies, or answers nothing for half a minute, it is started again on the same port, with backoff; no acknowledged row is lost.
 * @throws StoreLocked when another server uses the folder
 */
export async function startClickHouse(start: StartOptions): Promise<ClickHouseProcess> {
  const { data, logger, hangTimes = usualHangTimes, queryPath = `/${randomBytes(24).toString('base64url')}` } = start
  const options = {
    path: join(data, 'clickhouse'),
    port: await freePort(),
    owner: { user: 'groundswell', password: randomBytes(24).toString('base64url') },
    reader: { user: 'reader', password: randomBytes(24).toString('base64url') },
    sql: { user: 'sql', password: randomBytes(24).toString('base64url') },
    queryPath,
    logger,
  }
  const url = `http://127.0.0.1:${options.port}`
  const stopping = new AbortController()
  let child: Child | undefined = await launch(options)

  async function supervise(): Promise<void> {
    for (let pauseMs = 0; !stopping.signal.aborted; pauseMs = Math.min(pauseMs * 2 || 100, 10_000)) {
      if (child) {
        const since = Date.now()
        const reason = await untilGone(child, { url, hangTimes, logger })
        child = undefined
        if (stopping.signal.aborted) return
        logger.error({ reason }, 'the embedded store ended unexpectedly, starting it again')
        if (Date.now() - since > 30_000) pauseMs = 0
      }
      await pause(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (!stopping.signal.aborted) child = await relaunch(options)
    }
  }

  const supervised = supervise()
  return {
    url,
    owner: options.owner,
    reader: options.reader,
    sql: options.sql,
    queryPath,
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

/** Resolves with the reason when the child is gone. Ends one that answers nothing any more: it would hold its place for ever. */
async function untilGone(
  child: Child,
  { url, hangTimes, logger }: { url: string; hangTimes: HangTimes; logger: Logger },
): Promise<string> {
  const gone = new AbortController()
  const watch = async () => {
    if (!(await hangs(url, { ...hangTimes, signal: gone.signal }))) return
    logger.error({ pid: child.pid }, 'the embedded store does not answer, ending it')
    child.kill()
  }
  const watching = watch()
  const reason = await child.ended
  gone.abort()
  await watching
  return reason
}

async function relaunch(options: LaunchOptions): Promise<Child | undefined> {
  const { logger } = options
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
