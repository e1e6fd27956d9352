/** What is counted: everything, a topic (leaf or ancestor) or a department, alone or × one value of one cut. */
export interface Subject {
  kind: 'all' | 'topic' | 'department'
  /** Topic or department id; '' for everything. */
  id: string
  /** '' and '' for the subject alone. */
  dimension: string
  value: string
}

/** Counts are kept per five minutes; every other width adds them up. */
export const baseBucketMs = 5 * 60_000

/** The entity kinds that are cuts; source, sentiment and stage are cuts too. */
export const entityCuts = ['product', 'version', 'region', 'carrier', 'supplier', 'lot'] as const

export const subjectKey = ({ kind, id, dimension, value }: Subject): string =>
  [kind, id, dimension, value].join('\u0001')

export const alone = (subject: Subject): Subject => ({ ...subject, dimension: '', value: '' })

export const isCut = (subject: Subject): boolean => subject.dimension !== ''
