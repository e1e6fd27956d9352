import { noLabel, type Judged } from './evaluate.ts'
import { spamLabel } from './spam-texts.ts'
import type { LabelledText } from './labelled-texts.ts'
import type { LinearModel } from '../linear/linear-model.ts'
import type { Pipeline, PipelineOutput } from '../enrichers/pipeline.ts'
import type { ReadTexts } from '../linear/reader.ts'

/** Makes first guesses for labelled texts, in order. */
export type Judge = (texts: readonly LabelledText[]) => Promise<Judged[]>

interface Guess {
  label: string
  confidence: number
  /** Above the cut-off. */
  counts: boolean
}

/** The confidence of guesses by a lexicon, which has none. */
const unsure = 0.5

const guessOf: Record<string, (found: PipelineOutput) => Guess> = {
  sentiment: ({ sentiment }) => ({ label: sentiment.label, confidence: sentiment.confidence ?? unsure, counts: true }),
  intent: ({ intent, intentConfidence }) => ({ label: intent, confidence: intentConfidence ?? unsure, counts: true }),
  topic: ({ topicGuess, topics }) => first(topicGuess, topics.length > 0),
  department: ({ departmentGuess, departments }) => first(departmentGuess, departments.length > 0),
  spam: ({ intent, intentConfidence = unsure }) => ({
    label: intent === spamLabel ? spamLabel : noLabel,
    confidence: intentConfidence,
    counts: intent === spamLabel,
  }),
}
export const judgedTasks = Object.keys(guessOf)

const first = (guess: { id: string; confidence: number } | undefined, counts: boolean): Guess =>
  guess ? { label: guess.id, confidence: guess.confidence, counts } : { label: noLabel, confidence: 0, counts: false }

/** Judges by the whole pipeline, as mentions are labelled. */
export function pipelineJudge(task: string, pipeline: Pipeline): Judge {
  const guess = guessOf[task]!
  return async (texts) => (await pipeline(texts)).map((found, i) => toJudged(texts[i]!, guess(found)))
}

/** Judges by one model alone. */
export function modelJudge({ card, probabilities }: LinearModel, read: ReadTexts): Judge {
  const additions = card.several ? card.labels.map(() => 0) : card.cutOffs
  return async (texts) =>
    (await read(texts.map(({ text }) => text))).map((reading, i) => {
      const p = probabilities(reading)
      const best = card.labels.reduce(
        (top, _, k) => (decision(p, additions, k) > decision(p, additions, top) ? k : top),
        0,
      )
      const counts = !card.several || p[best]! >= card.cutOffs[best]!
      return toJudged(texts[i]!, { label: card.labels[best]!, confidence: p[best]!, counts })
    })
}

const decision = (p: Float32Array, additions: readonly number[], k: number) => Math.log(p[k]! + 1e-9) + additions[k]!

/** For a text without labels, a guess below the cut-off is right. */
function toJudged({ text, labels }: LabelledText, { label, confidence, counts }: Guess): Judged {
  if (labels.length === 0 && !counts) return { text, right: [], guess: noLabel, confidence }
  return { text, right: labels, guess: label, confidence }
}
