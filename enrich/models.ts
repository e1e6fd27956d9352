import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { LinearModel } from './linear/linear-model.ts'
import { readModel } from './linear/model-file.ts'
import { openReadings, type Readings } from './readings.ts'
import { readWordVectors } from './word-vectors.ts'

export const tasks = ['sentiment', 'topic', 'department', 'intent'] as const
export type Task = (typeof tasks)[number]

/** Everything learnt that the enrichers need. */
export interface Models extends Record<Task, LinearModel> {
  readings: Readings
  /** Changes when any of the models does, so that labels of two versions are never compared as one. */
  version: string
}

export const shippedModels = new URL('./models/', import.meta.url)
export const wordsFile = 'words.gz'
export const modelFile = (task: Task): string => `${task}.model`

/**
 * @param folder of models trained by `train --shadow`; absent: those that ship
 * @throws Error that names the file that is missing or no model
 */
export function readModels(folder?: string): Models {
  const from = folder === undefined ? shippedModels : pathToFileURL(join(folder, '/'))
  const [sentiment, topic, department, intent] = tasks.map((task) => readModel(new URL(modelFile(task), from)))
  const all = { sentiment: sentiment!, topic: topic!, department: department!, intent: intent! }
  const words = readWordVectors(new URL(wordsFile, shippedModels))
  return {
    ...all,
    readings: openReadings(words, tasks.map((task) => all[task])),
    version: `linear-${createHash('sha256')
      .update(tasks.map((task) => all[task].card.version).join())
      .digest('hex')
      .slice(0, 8)}`,
  }
}
