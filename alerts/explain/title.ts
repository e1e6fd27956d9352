import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { Driver } from '../alert/driver.ts'
import { displayValue } from '../alert/display-value.ts'
import type { Subject } from '../series/subject.ts'

/**
 * `App pairing lost · v4.2`: name of the topic or department, the value of a cut, and the first driver that is neither that value nor a
 * source.
 */
export function titleOf(taxonomy: Taxonomy, subject: Subject, drivers: readonly Driver[]): string {
  const driver = drivers.find(
    ({ dimension, value }) => dimension !== 'source' && (dimension !== subject.dimension || value !== subject.value),
  )
  const name =
    subject.kind === 'topic'
      ? (taxonomy.topics.find(({ id }) => id === subject.id)?.name ?? subject.id)
      : `${departmentName(taxonomy, subject)}: volume above expected`
  const details = [...(subject.value ? [subject] : []), ...(driver ? [driver] : [])].map(displayValue)
  return [name, ...details].join(' · ')
}

/** The title of a drop: `Support: volume below expected`. */
export const dropTitleOf = (taxonomy: Taxonomy, subject: Subject): string =>
  `${departmentName(taxonomy, subject)}: volume below expected`

const departmentName = ({ departments }: Taxonomy, { id }: Subject) =>
  departments.find((department) => department.id === id)?.name ?? id

/** The topic's owning departments, ordered by their share of the mentions (largest first); for a department, only itself. */
export function departmentsOf(taxonomy: Taxonomy, subject: Subject, shares: ReadonlyMap<string, number>): string[] {
  if (subject.kind === 'department') return [subject.id]
  const owners = taxonomy.topics.find((topic) => topic.id === subject.id)?.owners ?? []
  return owners.toSorted((a, b) => (shares.get(b) ?? 0) - (shares.get(a) ?? 0))
}
