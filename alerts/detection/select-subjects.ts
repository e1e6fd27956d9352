import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import { coveringSubject, isCut, isTerm, subjectKey, type Subject } from '../series/subject.ts'

/**
 * Selects the spiking subjects that get an alert: the most specific topic rather than its ancestors and departments, the whole subject
 * rather than its cuts, and the strongest of several cuts. Pure.
 * @param spiking strongest first
 * @param open subjects that have an open alert already: they cover their ancestors, departments and cuts. A cut covers other cuts, but not
 * the whole subject, which takes its alert over
 */
export function selectSubjects(taxonomy: Taxonomy, spiking: readonly Subject[], open: readonly Subject[]): Subject[] {
  const topics = new Map(taxonomy.topics.map((topic) => [topic.id, topic]))
  const spikingTopics = [...open, ...spiking].filter(({ kind }) => kind === 'topic').map(({ id }) => id)
  const isCoveredByTopic = ({ kind, id }: Subject) =>
    spikingTopics.some((other) => topics.get(other)?.[kind === 'topic' ? 'ancestors' : 'owners'].includes(id))
  const openSubjects = new Set(open.map(subjectKey))
  const openWholes = new Set(open.map((subject) => subjectKey(coveringSubject(subject))))
  const covered = new Set<string>()
  const selected: Subject[] = []
  for (const subject of [...spiking.filter((each) => !isCut(each)), ...spiking.filter(isCut)]) {
    const key = subjectKey(coveringSubject(subject))
    if ((isCut(subject) ? openWholes : openSubjects).has(key) || covered.has(key)) continue
    if (!isTerm(subject) && isCoveredByTopic(subject)) continue
    covered.add(key)
    selected.push(subject)
  }
  return selected
}
