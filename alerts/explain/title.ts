import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { Driver } from '../alert/driver.ts'
import { displayValue } from '../alert/display-value.ts'
import type { Subject } from '../series/subject.ts'

/** `App pairing lost · v4.2`: name of the topic or department, and the first driver that is not a source. */
export function titleOf(taxonomy: Taxonomy, subject: Subject, drivers: readonly Driver[]): string {
  const driver = drivers.find(({ dimension }) => dimension !== 'source')
  const name =
    subject.kind === 'topic'
      ? (taxonomy.topics.find(({ id }) => id === subject.id)?.name ?? subject.id)
      : `${departmentName(taxonomy, subject)}: volume above expected`
  const detail = driver ? displayValue(driver) : subject.value && displayValue(subject)
  return detail ? `${name} · ${detail}` : name
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
