import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { intents, sentimentLabels } from '../labels/enriched-mention.ts'

/**
 * The labels of a text in a public set. The text itself is not ours to ship: `id` are the first twelve digits of its SHA-256. Two readers
 * who did not see each other's labels gave the same first topic and first department; intent and sentiment are there where they agreed too.
 */
const PublicLabels = Type.Object({
  from: Type.String(),
  id: Type.String(),
  topics: Type.Array(Type.String()),
  departments: Type.Array(Type.String()),
  intent: Type.Optional(Type.Enum([...intents])),
  sentiment: Type.Optional(Type.Enum([...sentimentLabels])),
})

/** What a text is for: three in five for training, one for fitting confidences, one for measuring only. */
type Use = 'training' | 'calibration' | 'measuring'

export interface PublicMention extends Omit<Static<typeof PublicLabels>, 'from' | 'id'> {
  text: string
  use: Use
}

const labelsFile = new URL('../public-labels.jsonl', import.meta.url)

/** The labelled texts of the public sets in `folder` (JSONL with `text`, named by `from`). Sets that are not there are left out. */
export function readPublicTexts(folder: string): PublicMention[] {
  const labels = linesOf(labelsFile).map((line) => Value.Parse(PublicLabels, JSON.parse(line)))
  const sets = [...new Set(labels.map(({ from }) => from))].filter((from) => existsSync(fileOf(folder, from)))
  const texts = new Map(sets.flatMap((from) => linesOf(fileOf(folder, from)).map(toIdentified)))
  return labels.flatMap(({ id, topics, departments, intent, sentiment }) => {
    const text = texts.get(id)
    if (text === undefined) return []
    return [{ text, topics, departments, ...(intent && { intent }), ...(sentiment && { sentiment }), use: useOf(id) }]
  })
}

const fileOf = (folder: string, from: string) => join(folder, `${from}.jsonl`)
const linesOf = (file: string | URL) => readFileSync(file, 'utf8').trimEnd().split('\n')

function toIdentified(line: string): [id: string, text: string] {
  const { text } = JSON.parse(line) as { text: string }
  return [createHash('sha256').update(text).digest('hex').slice(0, 12), text]
}

const uses: readonly Use[] = ['measuring', 'calibration', 'training', 'training', 'training']
const useOf = (id: string): Use => uses[Number.parseInt(id.slice(0, 4), 16) % uses.length]!
