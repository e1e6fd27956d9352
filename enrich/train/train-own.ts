import { UsageError } from '../../infra/verb.ts'
import { noLabel, type Judged } from './evaluate.ts'
import type { LabelledText } from './labelled-texts.ts'
import type { ExtraKind, Reading } from '../linear/dataset.ts'
import type { ModelCard } from '../linear/linear-model.ts'
import { trainLinear, type Trained } from '../linear/train-linear.ts'
import { readModels } from '../linear/models.ts'
import type { SentenceEncoder } from '../text/sentence-encoder.ts'
import { reader } from '../linear/reader.ts'

/** Up to this many examples the sentence encoder's vectors are worth 15 ms per text. With more examples the words suffice. */
export const sentencesUpTo = 5_000
/** The same for the meaning of the words: its 128 dense columns take more time than all other features. */
const meaningUpTo = 20_000
const bits = 18
const readAtOnce = 500

export interface Training {
  task: string
  examples: readonly LabelledText[]
  /** Undefined: train without sentence vectors. */
  encoder: SentenceEncoder | undefined
  /** The day, for the model card. */
  at: string
  onProgress(read: number): void
}

/**
 * Trains a model on a user's labelled texts. Features: hashed words and characters, the shipped models' margins, the meaning
 * of the words and, for small sets, the sentence encoder's vector.
 * @throws UsageError when the examples have fewer than two labels
 */
export async function trainOwn({
  task,
  examples,
  encoder,
  at,
  onProgress,
}: Training): Promise<{ trained: Trained; judged: Judged[] }> {
  const { readings } = readModels()
  const read = reader(readings, encoder)
  const extras: ExtraKind[] = ['known']
  if (examples.length <= meaningUpTo) extras.push('meaning')
  if (encoder) extras.push('sentence')
  const all: Reading[] = []
  for (let i = 0; i < examples.length; i += readAtOnce) {
    const some = examples.slice(i, i + readAtOnce)
    all.push(...(await read(some.map(({ text }) => text))))
    onProgress(all.length)
  }
  try {
    const trained = trainLinear(
      examples.map((example, i) => ({ ...example, reading: all[i]! })),
      {
        task,
        several: examples.some(({ labels }) => labels.length !== 1),
        recipe: { bits, characters: true, characterWeight: 0.7, extras: readings.extras(extras) },
        at,
      },
    )
    return { trained, judged: unseenGuesses(examples, trained) }
  } catch (error) {
    throw new UsageError(`train: ${(error as Error).message}`, { cause: error })
  }
}

/** The guesses of models that have not seen the text. */
function unseenGuesses(examples: readonly LabelledText[], { card, unseen, guesses }: Trained): Judged[] {
  return examples.flatMap(({ text, labels }, i) =>
    unseen[i] ? [toJudged({ text, labels }, card, { p: unseen[i], guess: guesses[i]! })] : [],
  )
}

function toJudged(
  { text, labels }: LabelledText,
  card: ModelCard,
  { p, guess }: { p: Float32Array; guess: string },
): Judged {
  const k = card.labels.indexOf(guess)
  const isNone = labels.length === 0 && p[k]! < card.cutOffs[k]!
  return { text, right: labels, guess: isNone ? noLabel : guess, confidence: p[k]! }
}
