import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fuse, labelOffsets } from './fused.ts'
import type { Reading } from './dataset.ts'
import { hashOf, hashOfPair } from './hash-features.ts'
import type { ModelCard, ModelPart } from './linear-model.ts'
import { readModelParts } from './model-file.ts'
import { openReadings, type Readings } from './readings.ts'
import type { Token } from '../text/token.ts'
import { readWordVectors, type WordVectors } from '../text/word-vectors.ts'

/** In the order of their labels in the fused table; those that read the lexicons come first, those that read meanings last. */
export const tasks = ['sentiment', 'intent', 'department', 'topic', 'spam'] as const
export type Task = (typeof tasks)[number]

/** For each task, the margins of its labels, in the order of its card. */
export type Margins = Readonly<Record<Task, Float32Array>>

/** All models that the enrichers need. */
export interface Models {
  cards: Readonly<Record<Task, ModelCard>>
  margins(reading: Reading): Margins
  /** The words and pairs of words with the highest contributions to a label's margin, highest first. Exact, because the model is linear. */
  reasons(task: Task, label: number, tokens: readonly Token[]): string[]
  readings: Readings
  words: WordVectors
  /** Changes with any of the models. Labels of different versions must not be compared. */
  version: string
}

export const shippedModels = new URL('../models/', import.meta.url)
export const wordsFile = 'words.gz'
export const modelFile = (task: Task): string => `${task}.model`
const mostReasons = 3
/** Reasons are searched in this many tokens of a text. */
const mostTokens = 300

/**
 * @param folder of models made by `train --shadow`. When absent: the shipped models
 * @throws Error that names the file, when it is missing or not a model
 */
export function readModels(folder?: string): Models {
  const from = folder === undefined ? shippedModels : pathToFileURL(join(folder, '/'))
  return modelsOf(tasks.map((task) => readModelParts(new URL(modelFile(task), from))))
}

export const readShippedWords = (): WordVectors => readWordVectors(new URL(wordsFile, shippedModels))

/**
 * @param parts in the order of `tasks`
 * @throws Error when they were not trained together
 */
export function modelsOf(parts: readonly ModelPart[]): Models {
  const words = readShippedWords()
  const fused = fuse(parts, words)
  const offsets = labelOffsets(parts)
  const copyOf = copier(fused.size)
  return {
    cards: cardsOf(parts),
    margins(reading) {
      const all = copyOf(fused.margins(reading))
      const margins = {} as Record<Task, Float32Array>
      for (let i = 0; i < tasks.length; i++) margins[tasks[i]!] = all.subarray(offsets[i], offsets[i + 1])
      return margins
    },
    reasons(task, label, tokens) {
      const at = offsets[tasks.indexOf(task)]! + label
      const heaviest: { words: string; weight: number }[] = []
      const weigh = (weight: number, token: Token, before?: Token) => {
        if (weight <= (heaviest.length < mostReasons ? 0 : heaviest.at(-1)!.weight)) return
        const words = before ? `${before.text} ${token.text}` : token.text
        if (heaviest.some((other) => other.words === words)) return
        heaviest.push({ words, weight })
        heaviest.sort((a, b) => b.weight - a.weight)
        if (heaviest.length > mostReasons) heaviest.pop()
      }
      for (let i = 0; i < Math.min(tokens.length, mostTokens); i++) {
        const token = tokens[i]!
        const before = tokens[i - 1]
        weigh(fused.weightOf(hashOf(token), at), token)
        if (before) weigh(fused.weightOf(hashOfPair(before, token), at), token, before)
      }
      return heaviest.map(({ words }) => words)
    },
    readings: openReadings(words, fused),
    words,
    version: versionOf(parts),
  }
}

// Outside `modelsOf`: its closures would keep the weights in memory besides the fused ones.
const cardsOf = (parts: readonly ModelPart[]) =>
  Object.fromEntries(tasks.map((task, i) => [task, parts[i]!.card])) as Record<Task, ModelCard>

function versionOf(parts: readonly ModelPart[]): string {
  const versions = parts.map(({ card }) => card.version).join()
  return `linear-${createHash('sha256').update(versions).digest('hex').slice(0, 8)}`
}

const textsPerBlock = 64
/** Copies margins into blocks for many texts: an array of more than 64 bytes is expensive to make and to collect. */
function copier(size: number): (margins: Float32Array) => Float32Array {
  let block = new Float32Array(0)
  let at = 0
  return (margins) => {
    if (at === block.length) {
      block = new Float32Array(size * textsPerBlock)
      at = 0
    }
    block.set(margins, at)
    return block.subarray(at, (at += size))
  }
}
