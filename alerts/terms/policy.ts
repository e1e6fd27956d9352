export const hourMs = 3_600_000
export const dayMs = 24 * hourMs

export interface TermPolicy {
  /** Voices below which nothing emerges. */
  authors: number
  /** So many times what is usual. */
  ratio: number
  /** Places for terms, and words in each filter of what was seen; powers of two. */
  places: number
  filterWords: number
}

/** About 35 MB, whatever is said. */
export const defaultTermPolicy: TermPolicy = { authors: 4, ratio: 2, places: 2 ** 17, filterWords: 2 ** 20 }

/** False proposals a department accepts in a week: one in five weeks. */
export const falsePerWeek = 0.2
/** The window ends at each hour; within the hour its count only grows, so testing it with every voice is one test. */
const chancesPerWeek = 7 * 24
/** A department watches at least so many terms. */
const leastTerms = 1_000

/** The p-value in force: the false proposals accepted, shared by all terms known and all times they are tested (Bonferroni). */
export const thresholdFor = (terms: number): number => falsePerWeek / (chancesPerWeek * Math.max(leastTerms, terms))
