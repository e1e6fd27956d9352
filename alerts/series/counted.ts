/** The counts of a subject in one bucket; buckets without mentions are left out. */
export interface Counted {
  at: number
  mentions: number
  live: number
}
