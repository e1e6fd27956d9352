import { blended, fitBlend, opinions, type Blend } from './blend.ts'
import { ownerFeatures, ownersOf } from './enrichers/departments.ts'
import { phraseFeatures, topicCutOff } from './enrichers/topics.ts'
import { readCalibration, type LabelledMention } from './examples.ts'
import type { Reading } from './linear/dataset.ts'
import { linearModel, type ModelPart } from './linear/linear-model.ts'
import type { Readings } from './readings.ts'
import type { Taxonomy } from './taxonomy.ts'
import { toTokens, type Token } from './token.ts'
import { topicPhrases } from './topic-phrases.ts'

interface Known {
  readings: Readings
  taxonomy: Taxonomy
}
interface Read {
  mention: LabelledMention
  tokens: Token[]
  reading: Reading
}

/**
 * How the classifiers' opinions are joined with what the taxonomy says, fitted on hand-labelled mentions that no model has learnt
 * from (`calibration.jsonl`): so confidence is calibrated on mentions as they come, not on examples that were made to be hard.
 */
export function fitBlends(
  parts: { topic: ModelPart; department: ModelPart },
  known: Known,
): { topic: Blend; department: Blend } {
  const all = readCalibration().map((mention): Read => {
    const tokens = toTokens(mention.text)
    return { mention, tokens, reading: known.readings.read(tokens) }
  })
  const topic = fitTopics(parts.topic, all, known)
  return { topic: topic.blend, department: fitDepartments(parts.department, all, { ...known, found: topic.found }) }
}

/** Below it a pair of text and topic says nothing new. */
const negligible = 0.003

function fitTopics({ card, weights }: ModelPart, all: readonly Read[], { taxonomy }: Known) {
  const model = linearModel(card, weights)
  const find = topicPhrases(taxonomy)
  const rows = all.map(({ tokens, reading }) => {
    const said = find(tokens)
    const p = model.probabilities(reading)
    const opinionOn = opinions(p)
    return card.labels.map((id, k) => ({
      id,
      features: phraseFeatures(opinionOn(k), said.get(id)),
      matters: p[k]! > negligible || said.has(id),
    }))
  })
  const blend = fitBlend(
    rows.flatMap((row, i) =>
      row.flatMap(({ id, features, matters }) => {
        const isRight = all[i]!.mention.topics.includes(id)
        return matters || isRight ? [{ features, isRight }] : []
      }),
    ),
  )
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
  return fitBlend(
    all.flatMap(({ mention, reading }, i) => {
      const owned = owners(found[i]!)
      const opinionOn = opinions(model.probabilities(reading))
      return card.labels.map((id, k) => ({
        features: ownerFeatures(opinionOn(k), owned.get(id), found[i]!.length > 0),
        isRight: mention.departments.includes(id),
      }))
    }),
  )
}
