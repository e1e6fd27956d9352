import { severities } from '../../enrich/labels/enriched-mention.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { Alert } from './alert.ts'
import type { Driver } from './driver.ts'
import type { Subject } from '../series/subject.ts'

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

const highRatio = 4
const highObserved = 15
const lowRatio = 2.5

/** The topic's own severity where it has one; otherwise how far and how much it is above usual. */
export function severityOf(
  taxonomy: Taxonomy,
  subject: Subject,
  { observed, expected }: Pick<Alert, 'observed' | 'expected'>,
): Alert['severity'] {
  const own = taxonomy.topics.find((topic) => topic.id === subject.id)?.severity ?? 'low'
  const ratio = observed / Math.max(expected, 0.5)
  const bySize =
    ratio >= highRatio && observed >= highObserved
      ? 'high'
      : ratio < lowRatio && observed < highObserved
        ? 'low'
        : 'medium'
  return severities.indexOf(own) > severities.indexOf(bySize) ? own : bySize
}

/** A term as people said it, in quotation marks; a name as it is. */
export const spoken = ({ dimension, value }: Pick<Driver, 'dimension' | 'value'>): string =>
  dimension === 'term' ? `“${value}”` : value
