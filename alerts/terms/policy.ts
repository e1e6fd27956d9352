export const hourMs = 3_600_000
export const dayMs = 24 * hourMs

export interface TermPolicy {
  /** Least number of distinct authors. */
  authors: number
  /** Least multiple of the expected count. */
  ratio: number
  /** Places in the term table, and 32-bit words of each Bloom filter; powers of two. */
  places: number
  filterWords: number
}

/** About 35 MB of memory. */
export const defaultTermPolicy: TermPolicy = { authors: 4, ratio: 2, places: 2 ** 17, filterWords: 2 ** 20 }

/** The policy under these gates. */
export const termPolicyFor = ({
  authors,
  texts,
  ratio,
}: Record<'authors' | 'texts' | 'ratio', number>): TermPolicy => ({
  ...defaultTermPolicy,
  authors: Math.max(authors, texts),
  ratio,
})

/** Accepted false emerging terms per department and week: one in five weeks. */
export const falsePerWeek = 0.2
/** The window ends at each full hour. Within the hour its count only grows, so testing it at each mention counts as one test. */
const chancesPerWeek = 7 * 24
/** Minimum number of terms in the correction of the threshold. */
const leastTerms = 1_000

/** The p-value threshold: the accepted false emerging terms divided by the number of terms and of tests in a week (Bonferroni). */
export const thresholdFor = (terms: number): number => falsePerWeek / (chancesPerWeek * Math.max(leastTerms, terms))

/** The highest of these thresholds. */
export const highestThreshold = thresholdFor(leastTerms)
