import { setImmediate as turn } from 'node:timers/promises'

/**
 * For long work on the main thread: a function to await between its steps. After `everyMs` of work it lets the event loop turn, so
 * that requests are answered meanwhile; otherwise it resolves at once.
 */
export function openTurns(everyMs = 25): () => Promise<void> {
  let last = performance.now()
  return async () => {
    if (performance.now() - last < everyMs) return
    await turn()
    last = performance.now()
  }
}
