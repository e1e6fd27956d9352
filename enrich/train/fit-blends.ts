import { blended, fitBlend, opinions, type Blend } from '../linear/blend.ts'
import { ownerFeatures, ownersOf } from '../enrichers/departments.ts'
import { topicCutOff, topicFeatures } from '../enrichers/topics.ts'
import type { LabelledMention } from './examples.ts'
import type { Reading } from '../linear/dataset.ts'
import { linearModel, type ModelPart } from '../linear/linear-model.ts'
import type { Task } from '../linear/models.ts'
import type { Readings } from '../linear/readings.ts'
import { fitReliability } from '../linear/reliability.ts'
import type { Taxonomy } from '../labels/taxonomy.ts'
import { toTokens, type Token } from '../text/token.ts'
import { toneReader } from '../analysis/tone.ts'
import { topicPhrases } from '../analysis/topic-phrases.ts'

type Labelled = Pick<LabelledMention, 'text' | 'topics' | 'departments'>
interface Known {
  readings: Readings
  taxonomy: Taxonomy
}
interface ReadMention {
  mention: Labelled
  tokens: Token[]
  reading: Reading
  weight: number
}
type Parts = Readonly<Record<Task, ModelPart>>

/**
 * The assumed share of mentions without a topic. The real share differs: reviews and tickets have fewer of them, searches for
 * a brand's name on a social network more.
 */
const withoutTopic = 0.2

/**
 * Fits the blends of classifiers and taxonomy on hand-labelled mentions that no model was trained on. So confidences are calibrated on
 * ordinary mentions, not on examples that were written to be difficult.
 */
export function fitBlends(
  parts: Parts,
  { mentions, ...known }: Known & { mentions: readonly Labelled[] },
): { topic: Blend; department: Blend } {
  const none = mentions.filter(({ topics }) => topics.length === 0).length
  const weightOfNone = (withoutTopic / (1 - withoutTopic)) * ((mentions.length - none) / none)
  const all = mentions.map((mention): ReadMention => {
    const tokens = toTokens(mention.text)
    const weight = mention.topics.length === 0 ? weightOfNone : 1
    return { mention, tokens, reading: known.readings.read(tokens), weight }
  })
  const topic = fitTopics(parts, all, known)
  return { topic: topic.blend, department: fitDepartments(parts.department, all, { ...known, found: topic.found }) }
}

/** Pairs of a text and a topic below this probability carry no information. */
const negligible = 0.003

/** A text and one of the labels. */
interface Pair {
  id: string
  features: number[]
  isRight: boolean
  weight: number
  /** The label is wrong and obviously so; the pair is not used for fitting. */
  isObvious: boolean
}

function fitTopics(parts: Parts, all: readonly ReadMention[], { taxonomy }: Known) {
  const { card } = parts.topic
  const [topic, intent, sentiment] = [parts.topic, parts.intent, parts.sentiment].map((part) =>
    linearModel(part.card, part.weights),
  )
  const find = topicPhrases(taxonomy)
  const readTone = toneReader(parts.intent.card, parts.sentiment.card)
  const rows = all.map(({ mention, tokens, reading, weight }) => {
    const phrases = find(tokens)
    const p = topic!.probabilities(reading)
    const opinionOn = opinions(p)
    const tone = readTone({ intent: intent!.margins(reading), sentiment: sentiment!.margins(reading) })
    return card.labels.map((id, k): Pair => {
      const isRight = mention.topics.includes(id)
      const features = topicFeatures(opinionOn(k), phrases.get(id), tone)
      return { id, features, isRight, weight, isObvious: !isRight && !phrases.has(id) && p[k]! <= negligible }
    })
  })
  const blend = fitted(rows)
  const found = rows.map((row) =>
    row
      .map(({ id, features }) => ({ id, confidence: blended(blend, features) }))
      .filter(({ confidence }) => confidence >= topicCutOff),
  )
  return { blend, found }
}

type Found = { id: string; confidence: number }[][]

function fitDepartments(
  { card, weights }: ModelPart,
  all: readonly ReadMention[],
  { taxonomy, found }: Known & { found: Found },
): Blend {
  const model = linearModel(card, weights)
  const owners = ownersOf(taxonomy)
  const rows = all.map(({ mention, reading, weight }, i) => {
    const owned = owners(found[i]!)
    const opinionOn = opinions(model.probabilities(reading))
    return card.labels.map((id, k): Pair => ({
      id,
      features: ownerFeatures(opinionOn(k), owned.get(id), found[i]!.length > 0),
      isRight: mention.departments.includes(id),
      weight,
      isObvious: false,
    }))
  })
  return fitted(rows)
}

/** The blend fitted to all pairs, and its reliability fitted to the first label of each text. */
function fitted(rows: readonly Pair[][]): Blend {
  const blend = fitBlend(rows.flat().filter(({ isObvious }) => !isObvious))
  const firsts = rows.map((row) =>
    row
      .map(({ features, isRight, weight }) => ({ confidence: blended(blend, features), isRight, weight }))
      .reduce((first, next) => (next.confidence > first.confidence ? next : first)),
  )
  return { ...blend, reliability: fitReliability(firsts) }
}
