import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from '../../infra/logger.ts'
import { mayBeStale, relabel, type RelabelDeps } from './relabel.ts'
import type { Stop } from '../../infra/stop.ts'

interface StartDeps extends RelabelDeps {
  /** Epoch ms. */
  since: number
  logger: Logger
  consume: () => Promise<Stop>
}

const againMs = 10_000
const logEveryMs = 10_000

/**
 * Calls `consume` once all mentions since `since` have labels of the current version: two versions side by side would
 * look like a spike. Meanwhile everything else runs, and published mentions wait in the log. Calls `consume` at once if
 * nothing might need relabelling; otherwise resolves before relabelling is finished. A failed relabelling is repeated.
 */
export async function startRelabelled(deps: StartDeps): Promise<Stop> {
  if (!(await mayBeStale(deps.store, deps.since))) return deps.consume()
  const stopping = new AbortController()
  const started = consumeWhenRelabelled(deps, stopping.signal)
  return async () => {
    stopping.abort()
    const stop = await started
    await stop?.()
  }
}

async function consumeWhenRelabelled(deps: StartDeps, signal: AbortSignal): Promise<Stop | undefined> {
  const { since, logger, consume } = deps
  while (!signal.aborted) {
    try {
      const startedAt = performance.now()
      const rows = await relabel(deps, { since, signal, onProgress: logProgress(logger) })
      const seconds = Math.round((performance.now() - startedAt) / 1000)
      if (rows > 0) logger.info({ rows, seconds }, 'stored mentions now have the labels of the current version')
      if (!signal.aborted) return await consume()
    } catch (error) {
      if (signal.aborted) return undefined
      logger.error({ err: error }, 'stored mentions could not be relabelled, trying again; enrich waits for it')
      await pause(againMs, undefined, { signal }).catch(() => {})
    }
  }
  return undefined
}

/** Logs the progress every 10 s at most. */
function logProgress(logger: Logger): (progress: object) => void {
  let loggedAt = 0
  return (progress) => {
    if (performance.now() - loggedAt < logEveryMs) return
    loggedAt = performance.now()
    logger.info(progress, 'stored labels have another version: relabelling stored mentions before new ones are stored')
  }
}
