import { writeFileSync } from 'node:fs'
import type { Logger } from '../../logger.ts'
import { backoff } from '../backoff.ts'
import type { EventLog } from '../event-log.ts'
import { isDamage } from './damage.ts'
import { suspectedOf } from './recover.ts'
import { openSession } from './session.ts'

interface SessionsOptions {
  file: string
  logger: Logger
  /** Called with the new session when the file was mended while it was in use. */
  onReopened: (log: EventLog) => Promise<void>
}

/** One session after another on the same file: one that meets damage is closed, and the next one opens the mended file. */
export interface Sessions {
  current(): EventLog
  /** Calls again when the file was found damaged, and has been mended, in between. */
  call<R>(work: (log: EventLog) => Promise<R>): Promise<R>
  /** Resolves when no repair is under way. */
  settled(): Promise<void>
  close(): Promise<void>
}

export async function openSessions({ file, logger, onReopened }: SessionsOptions): Promise<Sessions> {
  const closing = new AbortController()
  let repairing: Promise<void> | undefined
  let session = await open()

  function open(): Promise<EventLog> {
    return openSession({ file, logger, onError, onSuspected: repair })
  }

  function onError(error: unknown): void {
    if (!isDamage(error) || repairing || closing.signal.aborted) return
    logger.error({ file, err: error }, 'the log is damaged; closing it to copy what is readable')
    suspect(file, logger)
    repair()
  }

  function repair(): void {
    if (closing.signal.aborted) return
    repairing ??= reopen()
      .catch((err: unknown) => logger.error({ err }, 'the log could not be opened again'))
      .finally(() => (repairing = undefined))
  }

  async function reopen(): Promise<void> {
    await session.close().catch((err: unknown) => logger.warn({ err }, 'the damaged log did not close in order'))
    for (const pause = backoff(); !closing.signal.aborted; await pause.wait(closing.signal)) {
      try {
        session = await open()
        return await onReopened(session)
      } catch (err) {
        logger.error({ err, file }, 'the log cannot be opened, trying again')
      }
    }
  }

  return {
    current: () => session,
    async call(work) {
      for (;;) {
        await repairing
        const asked = session
        try {
          return await work(asked)
        } catch (error) {
          onError(error)
          if (closing.signal.aborted || (repairing === undefined && asked === session)) throw error
        }
      }
    },
    settled: async () => repairing,
    async close() {
      closing.abort(new Error('the log is closed'))
      await repairing
      await session.close()
    },
  }
}

/** Tells whoever uses the file next, other processes too. */
function suspect(file: string, logger: Logger): void {
  try {
    writeFileSync(suspectedOf(file), '')
  } catch (err) {
    logger.error({ err }, 'the suspicion could not be written down: the next start may not check the log')
  }
}
