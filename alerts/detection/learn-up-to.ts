import { learn, skip } from '../detector/detector.ts'
import type { Bucket, DetectorState } from '../detector/state.ts'
import type { Gap } from '../series/coverage.ts'

export interface Learnt {
  /** Epoch ms: buckets that end before this are closed. */
  closed: number
  gaps: readonly Gap[]
  /** The bucket that starts then, epoch ms; called in order. */
  bucketAt(at: number): Bucket
}

/** The state after every closed bucket, empty ones too. Gaps are unknown: nothing is learnt of them. Reuses the memory of `state`. */
export function learnUpTo(state: DetectorState, { closed, gaps, bucketAt }: Learnt): DetectorState {
  let current = state
  while (current.nextAt < closed) {
    const at = current.nextAt
    const gap = gaps.find(({ from, to }) => at >= from && at < to)
    current = gap ? skip(current, Math.min(gap.to, closed)) : learn(current, bucketAt(at))
  }
  return current
}
