/** A mention that no topic explains. */
export interface TermMention {
  id: string
  /** Epoch ms. */
  at: number
  departments: readonly string[]
  text: string
  /** '' when nobody is named: then every mention is somebody's own. */
  author: string
  /** Equal in copies. */
  cluster: string
  /** Neither backfill nor of a time that was made up: only such mentions make a term emerge; all teach what is usual. */
  live: boolean
}
