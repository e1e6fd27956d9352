import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import { holidayKey } from '../../infra/holidays.ts'
import type { Baseline, Locality } from '../detector/baseline.ts'
import type { Subject } from '../series/subject.ts'

/** The time zone and the holidays that a subject's series follows. */
export type LocalityOf = (subject: Subject) => Locality

export const inUtc: LocalityOf = () => ({ zone: 'UTC' })

/** As configured: an IANA time zone, and the codes of countries and regions whose public holidays are kept. */
interface Place {
  timeZone: string
  holidays: readonly string[]
}

/**
 * A department's series and its cuts follow the department's own time zone and holidays, a topic's those of its first owner; everything
 * else, and what a department leaves open, those of the company.
 */
export function toLocalities(
  company: Place,
  departments: ReadonlyMap<string, { [Key in keyof Place]: Place[Key] | undefined }>,
  taxonomy: Pick<Taxonomy, 'topics'>,
): LocalityOf {
  const ofCompany = localityOf(company)
  const localities = new Map(
    [...departments].map(([id, { timeZone = company.timeZone, holidays = company.holidays }]) => [
      id,
      localityOf({ timeZone, holidays }),
    ]),
  )
  const firstOwners = new Map(taxonomy.topics.map(({ id, owners }) => [id, owners[0]]))
  return ({ kind, id }) => {
    const department = kind === 'department' ? id : kind === 'topic' ? firstOwners.get(id) : undefined
    return (department !== undefined && localities.get(department)) || ofCompany
  }
}

const localityOf = ({ timeZone, holidays }: Place): Locality => ({ zone: timeZone, holidays: holidayKey(holidays) })

/** Whether a baseline learnt in this time zone and with these holidays. */
export const isOfLocality = (baseline: Baseline, { zone, holidays }: Locality): boolean =>
  baseline.zone === zone && baseline.holidays === holidays
