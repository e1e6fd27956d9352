import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import { alone, isCut, subjectKey, type Subject } from '../series/subject.ts'

/**
 * Which of the spiking subjects speak: the most specific topic for its ancestors and its departments, the subject alone for
 * its cuts, and of several cuts the first (callers put the strongest first). `standing` subjects have an open alert already.
 */
export function selectSubjects(taxonomy: Taxonomy, spiking: readonly Subject[], active: readonly Subject[]): Subject[] {
  const topics = new Map(taxonomy.topics.map((topic) => [topic.id, topic]))
  const loud = [...active, ...spiking].filter((subject) => subject.kind === 'topic').map((subject) => subject.id)
  const coveredByTopic = ({ kind, id }: Subject) =>
    kind === 'topic'
      ? loud.some((other) => topics.get(other)?.ancestors.includes(id))
      : loud.some((other) => topics.get(other)?.owners.includes(id))
  const speaking = new Set(active.map((subject) => subjectKey(alone(subject))))
  const chosen: Subject[] = []
  for (const subject of [...spiking.filter((s) => !isCut(s)), ...spiking.filter(isCut)]) {
    const key = subjectKey(alone(subject))
    if (speaking.has(key) || coveredByTopic(subject)) continue
    speaking.add(key)
    chosen.push(subject)
  }
  return chosen
}
