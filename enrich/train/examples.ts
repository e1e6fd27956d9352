import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { intents, sentimentLabels } from '../labels/enriched-mention.ts'

/** A mention written for this project, with every label it teaches (enrich/examples/README.md). */
export const LabelledMention = Type.Object({
  text: Type.String({ minLength: 1 }),
  topics: Type.Array(Type.String()),
  departments: Type.Array(Type.String()),
  intent: Type.Enum([...intents]),
  sentiment: Type.Enum([...sentimentLabels]),
})
export type LabelledMention = Static<typeof LabelledMention>

const shippedExamples = new URL('../examples/', import.meta.url)

/** @throws Error that names the file and the line of what is no example. */
export function readExamples(folder: URL = shippedExamples): LabelledMention[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted()
    .flatMap((name) => readLabelledMentions(new URL(name, folder)))
}

/** Mentions on which confidence is fitted; no model has learnt from them. */
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
          `${fileURLToPath(file)}:${i + 1} is no example: ${Value.Errors(LabelledMention, example)[0]?.message}`,
        )
      return [example]
    })
}
