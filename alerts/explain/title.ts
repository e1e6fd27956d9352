import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { Driver } from '../alert/driver.ts'
import type { Subject } from '../series/subject.ts'
import { spoken } from '../alert/spoken.ts'

/** In a person's words: the topic's or department's name and what stands out most. */
export function titleOf(taxonomy: Taxonomy, subject: Subject, drivers: readonly Driver[]): string {
  const name =
    subject.kind === 'topic'
      ? taxonomy.topics.find((topic) => topic.id === subject.id)?.name
      : `Unusually much for ${taxonomy.departments.find((department) => department.id === subject.id)?.name}`
  const driver = drivers.find(({ dimension }) => dimension !== 'source')
  const standsOut = driver ? spoken(driver) : subject.value
  return standsOut ? `${name ?? subject.id}: ${standsOut}` : (name ?? subject.id)
}

export const dropTitleOf = (taxonomy: Taxonomy, { id }: Subject) =>
  `Unusually little for ${taxonomy.departments.find((department) => department.id === id)?.name ?? id}`

/** The topic's owners, ordered by the share of the mentions that they got; a department's alert is its own. */
export function departmentsOf(taxonomy: Taxonomy, subject: Subject, shares: ReadonlyMap<string, number>): string[] {
  if (subject.kind === 'department') return [subject.id]
  const owners = taxonomy.topics.find((topic) => topic.id === subject.id)?.owners ?? []
  return owners.toSorted((a, b) => (shares.get(b) ?? 0) - (shares.get(a) ?? 0))
}
