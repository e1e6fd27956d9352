import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../../infra/verb.ts'
import type { Blend } from '../linear/blend.ts'
import { fitBlends } from './fit-blends.ts'
import { evaluate } from './evaluate.ts'
import { readCalibration, readExamples, type LabelledMention } from './examples.ts'
import { readPublicTexts, type PublicMention } from './public-texts.ts'
import { hashFeatures } from '../linear/hash-features.ts'
import { idfOf, type ExtraKind } from '../linear/dataset.ts'
import { writeModel } from '../linear/model-file.ts'
import { trainLinear, type Example, type Trained, type TrainOptions } from '../linear/train-linear.ts'
import { modelFile, readShippedWords, shippedModels, tasks, type Task } from '../linear/models.ts'
import { openReadings, type Readings } from '../linear/readings.ts'
import { spamFigures, spamLabel, withLinks, withoutSpam } from './spam-texts.ts'
import { openSentenceEncoder, type SentenceEncoder } from '../text/sentence-encoder.ts'
import { readTaxonomy } from '../labels/taxonomy.ts'
import { toTokens } from '../text/token.ts'
import { trainSecondOpinion } from './train-second-opinion.ts'
import { trainWords } from './train-words.ts'

interface PublicText {
  text: string
  label?: string
  score?: number
}
interface TrainingTexts {
  readings: Readings
  /** Inverse document frequencies over all texts, shared by all models. */
  idf: Float32Array
  own: LabelledMention[]
  /** The taxonomy's own examples: topic and departments only. */
  ofTaxonomy: Pick<LabelledMention, 'text' | 'topics' | 'departments'>[]
  /** Public texts that were labelled by hand. */
  labelled: PublicMention[]
  /** Public texts about anything, as examples without a topic. */
  background: PublicText[]
  sentiment: { text: string; label: string }[]
  /** Public texts that are no spam. */
  noSpam: string[]
}

/** One in this many SemEval texts is background. */
const backgroundShare = 12
/** VADER's Amazon sentences have a mean score in −4…4. Scores between `unclear` and `clear` are not used. */
const clear = 0.8
const unclear = 0.4

export interface ShippedTraining {
  /** The day, for the model card. */
  at: string
  /** Also train the word vectors, with the sentence encoder. Otherwise the current ones stay. */
  words: boolean
  /** Also train the model of second opinions, with the sentence encoder. */
  secondOpinion: boolean
  print(line: string): void
}

/**
 * Trains the shipped models on the examples in `enrich/examples` and the public sets in `folder` (semeval_train.jsonl,
 * vader_amazon.jsonl; see MODEL-CARD.md). Prints the classifiers' figures on texts that they have not seen.
 */
export async function trainShipped(
  folder: string,
  { at, words, secondOpinion, print }: ShippedTraining,
): Promise<void> {
  const read = (name: string): PublicText[] =>
    readFileSync(join(folder, name), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as PublicText)
  const own = readExamples()
  const encoder = words || secondOpinion ? await requireEncoder() : undefined
  if (words)
    await trainWords(
      folder,
      own.map(({ text }) => text),
      encoder!,
    )
  const taxonomy = readTaxonomy()
  const semeval = read('semeval_train.jsonl')
  const readings = openReadings(readShippedWords())
  const labelled = readPublicTexts(folder)
  const isLabelled = new Set(labelled.map(({ text }) => text))
  const hashed = [...own, ...semeval].map(({ text }) => ({ hashed: hashFeatures(toTokens(text)) }))
  const source: TrainingTexts = {
    readings,
    idf: idfOf(hashed, halves),
    own,
    labelled: labelled.filter(({ use }) => use === 'training'),
    ofTaxonomy: taxonomy.topics.flatMap((topic) =>
      topic.examples.map((text) => ({ text, topics: [topic.id], departments: topic.owners })),
    ),
    background: semeval.filter(({ text }, i) => i % backgroundShare === 0 && !isLabelled.has(text)),
    sentiment: [...semeval, ...read('vader_amazon.jsonl').flatMap(toLabelled)].map(({ text, label }) => ({
      text,
      label: label!,
    })),
    noSpam: withoutSpam(folder, isLabelled),
  }
  const trained = Object.fromEntries(tasks.map((task) => [task, train(source, task, at)])) as Record<Task, TrainedTask>
  const parts = Object.fromEntries(tasks.map((task) => [task, trained[task].trained])) as Record<Task, Trained>
  const mentions = [...readCalibration(), ...labelled.filter(({ use }) => use === 'calibration')].filter(isNoSpam)
  const blends = fitBlends(parts, { readings, taxonomy, mentions })
  for (const task of tasks) {
    save(task, trained[task].trained, task === 'topic' || task === 'department' ? blends[task] : undefined)
    print(task === 'spam' ? spamFigures(trained.spam.trained, trained.spam.examples) : figures(task, trained[task]))
  }
  if (secondOpinion) await trainSecondOpinion(at, encoder!)
}

const isNoSpam = ({ intent }: { intent?: string | undefined }) => intent !== spamLabel

async function requireEncoder(): Promise<SentenceEncoder> {
  const encoder = await openSentenceEncoder()
  if (!encoder)
    throw new UsageError(
      'train: --words and --second-opinion need @energetic-ai/embeddings and its model to be installed',
    )
  return encoder
}

function toLabelled({ text, score = 0 }: PublicText): PublicText[] {
  if (score > clear) return [{ text, label: 'positive' }]
  if (score < -clear) return [{ text, label: 'negative' }]
  return Math.abs(score) < unclear ? [{ text, label: 'neutral' }] : []
}

/** Equal for all models: otherwise they could not be fused. */
const halves = { bits: 17, characters: true, characterWeight: 0.7 }
const extras: Record<Task, ExtraKind[]> = {
  topic: ['meaning'],
  spam: ['meaning'],
  department: ['meaning', 'lexicon'],
  intent: ['meaning', 'lexicon'],
  sentiment: ['lexicon'],
}
/** Chosen on held-out folds of the examples; for sentiment on the evaluation sets (MODEL-CARD.md). */
const settings: Record<Task, Pick<TrainOptions, 'cost' | 'rarity'>> = {
  topic: { cost: 0.5, rarity: 0.5 },
  spam: { cost: 0.5, rarity: 0.5 },
  department: { cost: 0.3, rarity: 0.5 },
  intent: { cost: 0.5, rarity: 0.5 },
  sentiment: { cost: 0.1, rarity: 0.5 },
}
/**
 * The documented bias of the sentiment model, added to its margins, and the weights of this project's examples. Most of our
 * examples are complaints: public posts about brands are less often positive than SemEval's and less often negative than ours.
 */
const sentimentBias = { negative: 0, neutral: 0, positive: -0.24 }
const ownSentimentWeight = { negative: 0.35, neutral: 1.5, positive: 1.5 }

/** Weights of labelled public texts: they are fewer than the written examples, and more like what people write. */
const labelledWeight: Record<Task, number> = { topic: 3, department: 3, intent: 3, sentiment: 1, spam: 1 }

type PartlyLabelled = Pick<LabelledMention, 'topics' | 'departments'> & Partial<LabelledMention>

interface TrainedTask {
  trained: Trained
  examples: Example[]
}

function train(
  { readings, idf, own, labelled, ofTaxonomy, background, sentiment, noSpam }: TrainingTexts,
  task: Task,
  at: string,
): TrainedTask {
  const toExample = (text: string, labels: readonly string[]): Example => ({
    text,
    labels,
    reading: readings.read(toTokens(task === 'spam' ? withLinks(text) : text)),
  })
  const labelsOf = {
    topic: (mention: PartlyLabelled) => mention.topics,
    department: (mention: PartlyLabelled) => mention.departments,
    intent: (mention: PartlyLabelled) => [mention.intent ?? []].flat(),
    sentiment: (mention: PartlyLabelled) => [mention.sentiment ?? []].flat(),
    spam: (mention: PartlyLabelled) => (isNoSpam(mention) ? [] : [spamLabel]),
  }
  const several = task !== 'intent' && task !== 'sentiment'
  const others = {
    sentiment,
    intent: [],
    topic: background,
    department: background,
    spam: noSpam.map((text): PublicText => ({ text })),
  }[task]
  // The other models never meet spam: its labels are taken away.
  const isWanted = (mention: PartlyLabelled) => task === 'spam' || isNoSpam(mention)
  // A SemEval text has its own sentiment.
  const isOther = new Set(others.map(({ text }) => text))
  const examples = [
    ...own.filter(isWanted).map((mention) => ({
      ...toExample(mention.text, labelsOf[task](mention)),
      ...(task === 'sentiment' && { weight: ownSentimentWeight[mention.sentiment] }),
    })),
    ...labelled
      .filter((mention) => isWanted(mention) && (several || !isOther.has(mention.text)))
      .map((mention) => ({ ...toExample(mention.text, labelsOf[task](mention)), weight: labelledWeight[task] }))
      .filter(({ labels }) => several || labels.length > 0),
    ...(several ? ofTaxonomy.map((mention) => toExample(mention.text, labelsOf[task](mention))) : []),
    ...others.map(({ text, label }) => toExample(text, several ? [] : [label!])),
  ]
  const trained = trainLinear(examples, {
    task,
    several,
    recipe: { ...halves, extras: readings.extras(extras[task]) },
    idf,
    ...settings[task],
    ...(task === 'sentiment' && { bias: sentimentBias }),
    at,
  })
  return { trained, examples }
}

function save(task: Task, { card, weights }: Trained, blend?: Blend): void {
  writeModel(new URL(modelFile(task), shippedModels), { ...card, ...(blend && { blend }) }, weights)
}

/** The figures of a classifier's first guesses on texts that it has not seen. */
function figures(task: string, { trained: { card, unseen }, examples }: TrainedTask): string {
  const guesses = examples.flatMap(({ text, labels }, i) => {
    const p = unseen[i]
    if (!p || labels.length === 0) return []
    const first = p.indexOf(p.reduce((a, b) => Math.max(a, b)))
    return [{ text, right: labels, guess: card.labels[first]!, confidence: p[first]! }]
  })
  const { accuracy, macroF1, n, calibrationError } = evaluate(task, guesses)
  return `${task}: ${n} held-out texts, first guess right ${accuracy.toFixed(3)}, macro F1 ${macroF1.toFixed(3)}, calibration error ${calibrationError.toFixed(3)}`
}
