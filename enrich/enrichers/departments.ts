import type { AnalysedText } from '../analysis/analyse.ts'
import { blended, opinions, type Opinion } from '../linear/blend.ts'
import type { Enrichment } from '../labels/enriched-mention.ts'
import type { Enricher } from '../analysis/enricher.ts'
import { probabilities } from '../linear/calibrate.ts'
import type { ModelCard } from '../linear/linear-model.ts'
import type { Taxonomy } from '../labels/taxonomy.ts'

const departmentCutOff = 0.5

/** A topic's first owner is as likely as the topic; each further owner is less likely by this factor. */
const laterOwner = 0.75

/** For each department, the probability (0…1) that it owns one of the topics found. */
export function ownersOf(
  taxonomy: Taxonomy,
): (topics: readonly { id: string; confidence: number }[]) => Map<string, number> {
  const owners = new Map(taxonomy.topics.map((topic) => [topic.id, topic.owners]))
  return (topics) => {
    const doubts = new Map<string, number>()
    for (const topic of topics)
      owners.get(topic.id)?.forEach((owner, rank) => {
        doubts.set(owner, (doubts.get(owner) ?? 1) * (1 - topic.confidence * laterOwner ** rank))
      })
    return new Map([...doubts].map(([id, doubt]) => [id, 1 - doubt]))
  }
}

/** Features of the blend: the classifier's opinion, the owners' probability, and whether there are topics. */
export const ownerFeatures = (opinion: Opinion, owned: number | undefined, hasTopics: boolean): number[] => [
  ...opinion,
  owned ?? 0,
  hasTopics ? 1 : 0,
]

/** The departments that can act: a blend of the topics' owners and a classifier. Each result says which of the two chose it. */
export function departments(taxonomy: Taxonomy, card: ModelCard): Enricher {
  const owners = ownersOf(taxonomy)
  const firstOwner = new Map(taxonomy.topics.map((topic) => [topic.id, topic.owners[0]]))
  const labelOf = new Map(card.labels.map((label, k) => [label, k]))
  const blend = card.blend!
  const p = new Float32Array(card.labels.length)
  const departmentsOf = (
    text: AnalysedText,
    topics: Enrichment['topics'],
  ): Pick<Enrichment, 'departments' | 'departmentGuess'> => {
    const owned = owners(topics)
    // The taxonomy decides who acts on a topic, whatever the classifier says.
    const acting = new Set(topics.map((topic) => firstOwner.get(topic.id)))
    probabilities(text.margins.department, card.calibration, true, p)
    const opinionOn = opinions(p)
    const all = taxonomy.departments.map(({ id }) => {
      const label = labelOf.get(id)
      const own = owned.get(id)
      const estimate =
        label === undefined ? (own ?? 0) : blended(blend, ownerFeatures(opinionOn(label), own, topics.length > 0))
      const confidence = acting.has(id) ? Math.max(estimate, departmentCutOff) : estimate
      const by: Enrichment['departments'][number]['by'] =
        own === undefined || own < departmentCutOff
          ? 'text'
          : label !== undefined && p[label]! >= departmentCutOff
            ? 'both'
            : 'topic'
      return { id, confidence: Math.round(confidence * 1000) / 1000, by }
    })
    all.sort((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1))
    const first = all[0] && { id: all[0].id, confidence: all[0].confidence }
    return {
      departments: all.filter((department) => department.confidence >= departmentCutOff),
      ...(first && { departmentGuess: first }),
    }
  }
  return {
    name: 'departments',
    fields: ['departments', 'departmentGuess'],
    enrich: (texts, known) => Promise.resolve(texts.map((text, i) => departmentsOf(text, known[i]?.topics ?? []))),
  }
}
