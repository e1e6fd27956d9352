import { readExamples } from './examples.ts'
import { writeModel } from '../linear/model-file.ts'
import { trainLinear } from '../linear/train-linear.ts'
import { readModels } from '../linear/models.ts'
import { secondOpinionModel } from '../review/opinion.ts'
import type { SentenceEncoder } from '../text/sentence-encoder.ts'
import { reader } from '../linear/reader.ts'

/** Chosen by results on `calibration.jsonl`. */
const halves = { bits: 17, characters: true, characterWeight: 0.7 }
const settings = { cost: 0.3, rarity: 0.5 }
const sentenceWeight = 1

/** Trains the model of second opinions on the examples in `enrich/examples`. Takes two minutes of CPU, nearly all in the encoder. @param at the day, for the model card */
export async function trainSecondOpinion(at: string, encoder: SentenceEncoder): Promise<void> {
  const { readings } = readModels()
  const mentions = readExamples()
  const read = await reader(readings, encoder)(mentions.map(({ text }) => text))
  const extras = readings.extras(['sentence']).map((extra) => ({ ...extra, weight: sentenceWeight }))
  const { card, weights } = trainLinear(
    mentions.map(({ text, departments }, i) => ({ text, labels: departments, reading: read[i]! })),
    { task: 'department', several: true, recipe: { ...halves, extras }, ...settings, at },
  )
  writeModel(secondOpinionModel, card, weights)
}
