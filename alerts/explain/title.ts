import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { Driver } from '../alert/driver.ts'
import { displayValue } from '../alert/display-value.ts'
import type { DistinctCounts } from '../series/distinct-counts.ts'
import { isTerm, type Subject } from '../series/subject.ts'

/**
 * `App pairing lost · v4.2`: name of the topic or department, the value of a cut, and the first driver that is neither that value nor a
 * source. Of a term: `Emerging: “subscription”`, or the topic of most of its mentions in place of `Emerging`.
 * Of a department also the most frequent topic: `Support: volume above expected · Product not working`.
 * @param topic most frequent topic of the mentions of a term or a department; '' if it is too rare to stand for them
 */
export function titleOf(
  taxonomy: Taxonomy,
  subject: Subject,
  { drivers, topic = '' }: { drivers: readonly Driver[]; topic?: string },
): string {
  const driver = drivers.find(
    ({ dimension, value }) =>
      dimension !== 'source' && (dimension !== subject.dimension || (value !== subject.value && dimension !== 'term')),
  )
  const nameOf = (id: string) => taxonomy.topics.find((each) => each.id === id)?.name ?? id
  const details = [...(subject.value ? [subject] : []), ...(driver ? [driver] : [])].map(displayValue)
  if (isTerm(subject) && topic === '') return `Emerging: ${details.join(' · ')}`
  if (subject.kind === 'department') {
    const name = `${departmentName(taxonomy, subject)}: volume above expected`
    return [name, ...(topic === '' ? [] : [nameOf(topic)]), ...details].join(' · ')
  }
  return [nameOf(isTerm(subject) ? topic : subject.id), ...details].join(' · ')
}

/** The title of a drop: `Support: volume below expected`. */
export const dropTitleOf = (taxonomy: Taxonomy, subject: Subject): string =>
  `${departmentName(taxonomy, subject)}: volume below expected`

const departmentName = ({ departments }: Taxonomy, { id }: Subject) =>
  departments.find((department) => department.id === id)?.name ?? id

/** A department watches the alert of a term or of another department from this share of its mentions on. */
const watchingShare = 0.3

/**
 * The topic's owning departments in the order of the taxonomy, but one with clearly more of the mentions first: by more than one
 * standard deviation of a count. For a department, itself and those that many of its mentions belong to; for a term, those that its
 * mentions belong to.
 * @param counted the share of the mentions of each department, and the number of mentions
 */
export function departmentsOf(
  taxonomy: Taxonomy,
  subject: Subject,
  { departments: shares, mentions }: Pick<DistinctCounts, 'departments' | 'mentions'>,
): string[] {
  const byShare = (a: string, b: string) => (shares.get(b) ?? 0) - (shares.get(a) ?? 0)
  if (subject.kind === 'department' || isTerm(subject)) {
    const largest = [...shares.keys()].toSorted(byShare)
    const owner = subject.kind === 'department' ? subject.id : (largest[0] ?? taxonomy.departments[0]!.id)
    return [owner, ...largest.filter((id) => id !== owner && shares.get(id)! >= watchingShare)]
  }
  const owners = taxonomy.topics.find((topic) => topic.id === subject.id)?.owners ?? []
  const isClear = (a: string, b: string) =>
    ((shares.get(a) ?? 0) - (shares.get(b) ?? 0)) * mentions > Math.sqrt(mentions)
  const first = owners.find((id) => !owners.some((other) => isClear(other, id)))
  return first === undefined ? [] : [first, ...owners.filter((id) => id !== first)]
}
