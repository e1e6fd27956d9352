import type { Database } from './database.ts'

/** Wakes who waits for the file to change: at once for this process's own writes, within 25 ms for another's. */
export function openWakeUps(db: Database): {
  wake(): void
  changed(signal: AbortSignal): Promise<void>
  close(): void
} {
  const sleepers = new Set<() => void>()
  const version = db.prepare('PRAGMA data_version')
  let seen = current()

  // Counts the commits of every other connection to the file, and costs a few microseconds.
  function current(): number {
    return (version.get() as { data_version: number }).data_version
  }

  function wake(): void {
    for (const awake of sleepers) awake()
  }

  function poll(): void {
    if (sleepers.size === 0) return
    const now = current()
    if (now !== seen) wake()
    seen = now
  }

  const polling = setInterval(poll, 25).unref()
  return {
    wake,
    changed: (signal) =>
      new Promise((resolve) => {
        function awake(): void {
          sleepers.delete(awake)
          signal.removeEventListener('abort', awake)
          resolve()
        }
        if (signal.aborted) return resolve()
        sleepers.add(awake)
        signal.addEventListener('abort', awake)
      }),
    close: () => clearInterval(polling),
  }
}
