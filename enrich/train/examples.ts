import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { intents, sentimentLabels } from '../labels/enriched-mention.ts'

/** A mention written for this project, with its labels (enrich/examples/README.md). */
export const LabelledMention = Type.Object({
  text: Type.String({ minLength: 1 }),
  topics: Type.Array(Type.String()),
  departments: Type.Array(Type.String()),
  intent: Type.Enum([...intents]),
  sentiment: Type.Enum([...sentimentLabels]),
})
export type LabelledMention = Static<typeof LabelledMention>

const shippedExamples = new URL('../examples/', import.meta.url)

/** @throws Error that names the file and line of an invalid example */
export function readExamples(folder: URL = shippedExamples): LabelledMention[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted()
    .flatMap((name) => readLabelledMentions(new URL(name, folder)))
}

/** Mentions for fitting confidences. No model was trained on them. */
export const readCalibration = (): LabelledMention[] =>
  readLabelledMentions(new URL('../calibration.jsonl', import.meta.url))

export function readLabelledMentions(file: URL): LabelledMention[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, i) => {
      if (line === '') return []
      const example: unknown = JSON.parse(line)
      if (!Value.Check(LabelledMention, example))
        throw new Error(
          `${fileURLToPath(file)}:${i + 1} is not an example: ${Value.Errors(LabelledMention, example)[0]?.message}`,
        )
      return [example]
    })
}
