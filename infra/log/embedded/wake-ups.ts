import type { Database } from './database.ts'

/** Notifies waiters when the file changes: at once after a write by this process, within 25 ms after a write by another. */
export function openWakeUps(
  db: Database,
  onError: (error: unknown) => void,
): {
  wake(): void
  changed(signal: AbortSignal): Promise<void>
  close(): void
} {
  const waiters = new Set<() => void>()
  const version = db.prepare('PRAGMA data_version')
  let seen = current()

  // SQLite changes `data_version` with every commit by another connection. The query takes a few microseconds.
  function current(): number {
    return (version.get() as { data_version: number }).data_version
  }

  function wake(): void {
    for (const awake of waiters) awake()
  }

  function poll(): void {
    if (waiters.size === 0) return
    try {
      const now = current()
      if (now !== seen) wake()
      seen = now
    } catch (error) {
      onError(error)
    }
  }

  const polling = setInterval(poll, 25).unref()
  return {
    wake,
    changed: (signal) =>
      new Promise((resolve) => {
        function awake(): void {
          waiters.delete(awake)
          signal.removeEventListener('abort', awake)
          resolve()
        }
        if (signal.aborted) return resolve()
        waiters.add(awake)
        signal.addEventListener('abort', awake)
      }),
    close: () => clearInterval(polling),
  }
}
