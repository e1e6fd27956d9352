/** A mention without a topic. */
export interface TermMention {
  id: string
  /** Epoch ms. */
  at: number
  departments: readonly string[]
  text: string
  /** '' if unknown; then each mention counts as another author. */
  author: string
  /** Equal in copies. */
  cluster: string
  /** False for backfill and for clamped times. Only live mentions let a term emerge; all of them teach the expected counts. */
  live: boolean
}
