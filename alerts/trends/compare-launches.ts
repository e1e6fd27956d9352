import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { VisibleMentions } from '../../enrich/mentions/visible-mentions.ts'
import type { Store } from '../../infra/store/store.ts'
import { bucketOf, type Sides } from './choose-sides.ts'
import type { ComparedSide, ComparedTopic, Comparison } from './comparison.ts'
import { comparisonSentence } from './comparison-sentence.ts'
import { topicChange, type TopicChange } from './rates.ts'
import { countSide } from './side-query.ts'

interface Comparing {
  taxonomy: Taxonomy
  visible: VisibleMentions
  /** What the complaints are about, in words; '' = everything. */
  about: string
}

/** Counts every side over the same span, and says what differs. The first side is the one in question. */
export async function compareSides(
  store: Store,
  { sides, spanMs, leftOut }: Sides,
  { taxonomy, visible, about }: Comparing,
): Promise<Comparison> {
  const bucketMs = bucketOf(spanMs)
  const compared = await Promise.all(
    sides.map(async (side) => ({
      ...side,
      counts: await countSide(store, { has: side.has, from: side.at, to: side.at + spanMs }, { bucketMs, visible }),
    })),
  )
  const topics = comparedTopics(compared)
  const nameOf = (id: string) => taxonomy.topics.find((topic) => topic.id === id)?.name ?? id
  const sentence = comparisonSentence(compared, { spanMs, about, topics, nameOf })
  return { sentence, sides: compared, spanMs, bucketMs, topics, leftOut }
}

const rank: Record<TopicChange, number> = { new: 0, worse: 1, same: 2, better: 3 }

/** A topic of the shipped taxonomies' branch `praise`: a mention that also complains does not complain about that. */
const isPraise = (topic: string): boolean => topic === 'praise' || topic.startsWith('praise.')

/** Every topic with complaints on a side. Pure. */
export function comparedTopics(sides: readonly Pick<ComparedSide, 'counts'>[]): ComparedTopic[] {
  const ids = new Set(sides.flatMap(({ counts }) => [...counts.topics.keys()]))
  return [...ids]
    .filter((id) => !isPraise(id))
    .map((id): ComparedTopic => {
      const complaints = sides.map(({ counts }) => counts.topics.get(id)?.complaints ?? 0)
      const change = sides.length < 2 ? 'same' : topicChange(complaints[0]!, complaints[1]!)
      return { id, change, complaints }
    })
    .filter(({ complaints }) => complaints.some((n) => n > 0))
    .toSorted(
      (a, b) => rank[a.change] - rank[b.change] || b.complaints[0]! - a.complaints[0]! || a.id.localeCompare(b.id),
    )
}
