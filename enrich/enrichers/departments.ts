import type { Enrichment } from '../enriched-mention.ts'
import type { Enricher } from '../enricher.ts'
import type { Taxonomy } from '../taxonomy.ts'

const departmentCutOff = 0.5

/** A topic's first owner is as likely as the topic, each further one less so. */
const laterOwner = 0.75
/** No topic was found: a complaint or a question still wants an answer, a purchase wants a seller, praise a thank-you. */
const withoutTopic: Partial<Record<Enrichment['intent'], [department: string, confidence: number]>> = {
  complaint: ['support', 0.6],
  question: ['support', 0.55],
  request: ['support', 0.5],
  'purchase intent': ['sales', 0.6],
  comparison: ['sales', 0.55],
  praise: ['marketing', 0.55],
}

/** Who can act: the owners of the topics found, strongest first. */
export function departments(taxonomy: Taxonomy): Enricher {
  const owners = new Map(taxonomy.topics.map((topic) => [topic.id, topic.owners]))
  const known = new Set(taxonomy.departments.map((department) => department.id))
  const departmentsOf = (mention: Partial<Enrichment>): Enrichment['departments'] => {
    const doubts = new Map<string, number>()
    for (const topic of mention.topics ?? []) {
      owners.get(topic.id)?.forEach((owner, rank) => {
        const confidence = topic.confidence * laterOwner ** rank
        doubts.set(owner, (doubts.get(owner) ?? 1) * (1 - confidence))
      })
    }
    const guess = doubts.size === 0 ? withoutTopic[mention.intent ?? 'unknown'] : undefined
    if (guess && known.has(guess[0])) doubts.set(guess[0], 1 - guess[1])
    return [...doubts]
      .map(([id, doubt]) => ({ id, confidence: Math.round((1 - doubt) * 1000) / 1000 }))
      .filter((department) => department.confidence >= departmentCutOff)
      .toSorted((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1))
  }
  return {
    name: 'departments',
    enrich: (_, known) => Promise.resolve(known.map((k) => ({ departments: departmentsOf(k) }))),
  }
}
