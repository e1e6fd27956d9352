import { Type } from 'typebox'
import { chunksBy } from '../../infra/store/chunks.ts'

/**
 * What is counted: everything, a topic (leaf or ancestor) or a department, whole or cut by one value of one dimension. Everything cut by a
 * `term` is the mentions that contain a phrase and are no spam; only these cuts are not in the count tables (term-counts.ts).
 */
export interface Subject {
  kind: 'all' | 'topic' | 'department'
  /** Topic or department id; '' for everything. */
  id: string
  /** '' and '' for the whole subject. */
  dimension: string
  value: string
}

/** Counts are stored per five minutes; every other width adds them up. */
export const baseBucketMs = 5 * 60_000

export const subjectKey = ({ kind, id, dimension, value }: Subject): string =>
  [kind, id, dimension, value].join('\u0001')

/** The subject of a `subjectKey`. */
export function subjectOfKey(key: string): Subject {
  const [kind, id, dimension, value] = key.split('\u0001') as [Subject['kind'], string, string, string]
  return { kind, id, dimension, value }
}

export const withoutCut = (subject: Subject): Subject => ({ ...subject, dimension: '', value: '' })

export const isCut = (subject: Subject): boolean => subject.dimension !== ''

/** All mentions that contain a phrase. */
export const termSubject = (phrase: string): Subject => ({ kind: 'all', id: '', dimension: 'term', value: phrase })

export const isTerm = ({ dimension }: Subject): boolean => dimension === 'term'

/** The subject whose alert covers this one: the topic or department of a cut, and a term itself. */
export const coveringSubject = (subject: Subject): Subject => (isTerm(subject) ? subject : withoutCut(subject))

/** A subject as columns of the count tables, and the same as a SELECT list. */
export const SubjectRow = {
  kind: Type.Enum(['all', 'topic', 'department']),
  id: Type.String(),
  dimension: Type.String(),
  value: Type.String(),
}
export const subjectColumns =
  'toString(subject_kind) AS kind, toString(subject) AS id, toString(dimension) AS dimension, value'

/**
 * SQL condition: the row belongs to one of the subjects of `subjectParams`. Four arrays, because the client cannot send tuples as a
 * parameter.
 */
export const isOfSubjects =
  '(subject_kind, dimension, subject, value) IN arrayZip({kinds: Array(String)}, {dimensions: Array(String)}, {ids: Array(String)}, {values: Array(String)})'

/** Divides subjects so that the parameters of each part fit into a query: a value may be long. */
export const subjectChunks = <T extends Subject>(subjects: readonly T[], most: number): T[][] =>
  chunksBy(subjects, ({ kind, id, dimension, value }) => [kind, id, dimension, value], most)

export function subjectParams(subjects: readonly Subject[]) {
  return {
    kinds: subjects.map((s) => s.kind),
    ids: subjects.map((s) => s.id),
    dimensions: subjects.map((s) => s.dimension),
    values: subjects.map((s) => s.value),
  }
}
