import { SourceFailed } from './mention/source.ts'

const baseMs = 1_000
const longestMs = 5 * 60_000
/** 2^n is large enough then, and does not overflow. */
const mostDoublings = 20

/**
 * The pause (ms) before a failed source is called again: full jitter, a random share of 1 s · 2^failures, of at most an interval of the
 * source and 5 minutes ("Exponential backoff and jitter", AWS Architecture Blog, 2015). Not less than the server's Retry-After; 5
 * minutes for a source that is gone.
 * @param failures how many there were in a row before this one
 */
export function retryPauseMs(
  error: unknown,
  { failures, everyMs = longestMs }: { failures: number; everyMs?: number | undefined },
  random: () => number = Math.random,
): number {
  if (error instanceof SourceFailed && error.state === 'gone') return longestMs
  const most = Math.min(baseMs * 2 ** Math.min(failures, mostDoublings), Math.max(baseMs, everyMs), longestMs)
  const askedMs = error instanceof SourceFailed ? error.retryAfterMs : 0
  return Math.max(askedMs, Math.round(random() * most))
}
