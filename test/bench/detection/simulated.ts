/** A series of counts with outbreaks that we know of. */
export interface Simulated {
  name: string
  bucketMs: number
  counts: Float64Array
  /** What the counts were drawn from: for the oracle. */
  means: Float64Array
  dispersion: number
  /** Cases of the outbreaks that are looked for; the others are history. */
  cases: Float64Array
  /** First bucket that is judged. */
  testFrom: number
}

/** Where an outbreak lies: from its first to its last bucket with a case. */
export function outbreakOf({ cases, testFrom }: Simulated): { from: number; to: number } | undefined {
  const from = cases.findIndex((count, i) => i >= testFrom && count > 0)
  return from < 0 ? undefined : { from, to: cases.findLastIndex((count) => count > 0) }
}
