/** A mention without a topic. */
export interface TermMention {
  id: string
  /** Epoch ms. */
  at: number
  departments: readonly string[]
  text: string
  /** '' if unknown; then each mention counts as a different author. */
  author: string
  /** The same for copies of a text. */
  cluster: string
  /** False for backfill and for clamped times. Only live mentions let a term emerge; expected counts are learnt from all mentions. */
  live: boolean
}
