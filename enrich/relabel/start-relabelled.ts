import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from '../../infra/logger.ts'
import { mayBeStale, relabel, type RelabelDeps } from './relabel.ts'
import type { Stop } from '../../infra/stop.ts'

interface Parts extends RelabelDeps {
  since: number
  logger: Logger
  consume: () => Promise<Stop>
}

const againMs = 10_000
const saidEveryMs = 10_000

/**
 * Consumes once no mention since then carries labels of another version: a new version beside the old one would look like
 * a spike. Meanwhile everything else runs and what is published waits in the log. A store with nothing that could be
 * relabelled is consumed into at once; otherwise this resolves before it is done, and what fails is tried again.
 */
export async function startRelabelled(parts: Parts): Promise<Stop> {
  if (!(await mayBeStale(parts.store, parts.since))) return parts.consume()
  const stopping = new AbortController()
  const started = consumeWhenRelabelled(parts, stopping.signal)
  return async () => {
    stopping.abort()
    const stop = await started
    await stop?.()
  }
}

async function consumeWhenRelabelled(parts: Parts, signal: AbortSignal): Promise<Stop | undefined> {
  const { since, logger, consume } = parts
  while (!signal.aborted) {
    try {
      const startedAt = performance.now()
      const rows = await relabel(parts, { since, signal, onProgress: said(logger) })
      const seconds = Math.round((performance.now() - startedAt) / 1000)
      if (rows > 0) logger.info({ rows, seconds }, 'stored mentions have the present labels')
      if (!signal.aborted) return await consume()
    } catch (error) {
      if (signal.aborted) return undefined
      logger.error({ err: error }, 'enrich has not begun: stored mentions could not be relabelled; it is tried again')
      await pause(againMs, undefined, { signal }).catch(() => {})
    }
  }
  return undefined
}

/** A line now and then, so that a wait of minutes is explained. */
function said(logger: Logger): (progress: object) => void {
  let saidAt = 0
  return (progress) => {
    if (performance.now() - saidAt < saidEveryMs) return
    saidAt = performance.now()
    logger.info(progress, 'labels are of another version: stored mentions are relabelled before new ones are filed')
  }
}
