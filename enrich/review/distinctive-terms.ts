import type { Term } from './content-terms.ts'

/** A term of a group. */
export interface NamedTerm {
  term: Term
  /** The share (0…1) of the group's texts that contain it. */
  share: number
  /** The share (0…1) of the texts with it that are in the group, the background included. */
  precision: number
}

/**
 * The returned function takes the indices of a group's texts and returns the terms of at least two of them by tf-idf over
 * groups: number of its texts × rarity in the others. A pair of words replaces its words where it is nearly as frequent.
 * @param texts the terms of every text
 * @param background the terms of other texts, which are in no group
 */
export function distinctiveTerms(
  texts: readonly (readonly Term[])[],
  background: readonly (readonly Term[])[],
): (members: readonly number[]) => NamedTerm[] {
  const everywhere = countsOf([...texts, ...background])
  const all = texts.length + background.length
  return (members) => {
    const own = countsOf(members.map((i) => texts[i]!))
    const weighed = [...own]
      .filter(([, { texts: count }]) => count > 1)
      .map(([key, { texts: count, written }]) => {
        const others = everywhere.get(key)!.texts - count
        const weight = count * Math.log((1 + all) / (1 + others)) * (key.includes(' ') ? pairBonus : 1)
        return { term: { key, written }, share: count / members.length, precision: count / (count + others), weight }
      })
      .toSorted((a, b) => b.weight - a.weight || (a.term.key < b.term.key ? -1 : 1))
    return withoutParts(weighed)
  }
}

/** A pair of words says more than one of them. */
const pairBonus = 1.5

/** Of a pair and its words only the first in order. */
function withoutParts(terms: readonly NamedTerm[]): NamedTerm[] {
  const kept: NamedTerm[] = []
  for (const one of terms) {
    const words = one.term.key.split(' ')
    const overlaps = kept.some(({ term }) => term.key.split(' ').some((other) => words.includes(other)))
    if (!overlaps) kept.push(one)
  }
  return kept
}

function countsOf(texts: readonly (readonly Term[])[]): Map<string, { texts: number; written: string }> {
  const forms = new Map<string, Map<string, number>>()
  for (const terms of texts)
    for (const { key, written } of terms) {
      const counts = forms.get(key) ?? new Map<string, number>()
      counts.set(written, (counts.get(written) ?? 0) + 1)
      forms.set(key, counts)
    }
  return new Map(
    [...forms].map(([key, counts]) => {
      const [[written] = ['']] = [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      return [key, { texts: [...counts.values()].reduce((sum, count) => sum + count, 0), written }]
    }),
  )
}
