/**
 * What an instance hears. `department`: mentions without a topic, as those of their departments: what the taxonomy may lack. `company`:
 * all mentions, as those of one department without a name (''): what the company hears for the first time.
 */
export type TermScope = 'department' | 'company'

/** A mention with what is counted of it. */
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
