import { blended, fitBlend, opinions, type Blend } from '../linear/blend.ts'
import { ownerFeatures, ownersOf } from '../enrichers/departments.ts'
import { topicCutOff, topicFeatures } from '../enrichers/topics.ts'
import { readCalibration, type LabelledMention } from './examples.ts'
import type { Reading } from '../linear/dataset.ts'
import { linearModel, type ModelPart } from '../linear/linear-model.ts'
import type { Task } from '../linear/models.ts'
import type { Readings } from '../linear/readings.ts'
import { fitReliability } from '../linear/reliability.ts'
import type { Taxonomy } from '../labels/taxonomy.ts'
import { toTokens, type Token } from '../text/token.ts'
import { toneReader } from '../analysis/tone.ts'
import { topicPhrases } from '../analysis/topic-phrases.ts'

interface Known {
  readings: Readings
  taxonomy: Taxonomy
}
interface Read {
  mention: LabelledMention
  tokens: Token[]
  reading: Reading
  weight: number
}
type Parts = Readonly<Record<Task, ModelPart>>

/**
 * Every topic and department of a text is a pair of its own; so many of all mentions are taken to be without a topic. What a company
 * listens to differs: its reviews and tickets have fewer of them, a brand's name on a social network has more.
 */
const withoutTopic = 0.2

/**
 * How the classifiers' opinions are joined with what the taxonomy says, fitted on hand-labelled mentions that no model has learnt
 * from (`calibration.jsonl`): so confidence is calibrated on mentions as they come, not on examples that were made to be hard.
 */
export function fitBlends(parts: Parts, known: Known): { topic: Blend; department: Blend } {
  const mentions = readCalibration()
  const none = mentions.filter(({ topics }) => topics.length === 0).length
  const weightOfNone = (withoutTopic / (1 - withoutTopic)) * ((mentions.length - none) / none)
  const all = mentions.map((mention): Read => {
    const tokens = toTokens(mention.text)
    const weight = mention.topics.length === 0 ? weightOfNone : 1
    return { mention, tokens, reading: known.readings.read(tokens), weight }
  })
  const topic = fitTopics(parts, all, known)
  return { topic: topic.blend, department: fitDepartments(parts.department, all, { ...known, found: topic.found }) }
}

/** Below it a pair of text and topic says nothing new. */
const negligible = 0.003

interface Pair {
  id: string
  features: number[]
  isRight: boolean
  weight: number
  /** Nobody would have asked. */
  isIdle: boolean
}

function fitTopics(parts: Parts, all: readonly Read[], { taxonomy }: Known) {
  const { card } = parts.topic
  const [topic, intent, sentiment] = [parts.topic, parts.intent, parts.sentiment].map((part) =>
    linearModel(part.card, part.weights),
  )
  const find = topicPhrases(taxonomy)
  const readTone = toneReader(parts.intent.card, parts.sentiment.card)
  const rows = all.map(({ mention, tokens, reading, weight }) => {
    const said = find(tokens)
    const p = topic!.probabilities(reading)
    const opinionOn = opinions(p)
    const tone = readTone({ intent: intent!.margins(reading), sentiment: sentiment!.margins(reading) })
    return card.labels.map((id, k): Pair => {
      const isRight = mention.topics.includes(id)
      const features = topicFeatures(opinionOn(k), said.get(id), tone)
      return { id, features, isRight, weight, isIdle: !isRight && !said.has(id) && p[k]! <= negligible }
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
  all: readonly Read[],
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
      isIdle: false,
    }))
  })
  return fitted(rows)
}

/** The blend over all pairs, and what it is worth where it says which label is the first of a text. */
function fitted(rows: readonly Pair[][]): Blend {
  const blend = fitBlend(rows.flat().filter(({ isIdle }) => !isIdle))
  const firsts = rows.map((row) =>
    row
      .map(({ features, isRight, weight }) => ({ confidence: blended(blend, features), isRight, weight }))
      .reduce((first, next) => (next.confidence > first.confidence ? next : first)),
  )
  return { ...blend, reliability: fitReliability(firsts) }
}
