import { adapt } from './adapt.ts'
import type { ModelPart } from '../linear/linear-model.ts'
import type { Correction } from '../mentions/correction.ts'
import { compare, isRight, type Comparison, type Judged } from './evaluate.ts'
import { readExamples } from './examples.ts'
import { pipelineJudge } from './judge.ts'
import { spamLabel } from './spam-texts.ts'
import type { LabelledText } from './labelled-texts.ts'
import type { Reading } from '../linear/dataset.ts'
import { readModelParts } from '../linear/model-file.ts'
import { foldOf, folds } from '../linear/train-linear.ts'
import { modelFile, modelsOf, readModels, shippedModels, tasks, type Models, type Task } from '../linear/models.ts'
import { openPipeline, type Pipeline, type PipelineOutput, type PipelineSettings } from '../enrichers/pipeline.ts'
import { reader } from '../linear/reader.ts'

interface TaskLessons {
  texts: LabelledText[]
  readings: Reading[]
}

/** The effect of adapting a model to the corrections. */
export interface ShadowFigures {
  task: Task
  corrections: number
  /** Right first guesses among them: by the current models, and by models adapted to the other folds. */
  presentRight: number
  adaptedRight: number
  /** Results on the project's own examples, compared with the current models. */
  onExamples: Comparison
}

/**
 * Adapts the shipped models to all corrections at once. Always starts from the shipped models: the same corrections give
 * the same models, whatever was learnt before. `parts` are in the order of `tasks`.
 */
export async function trainShadow(
  corrections: readonly Correction[],
  settings: PipelineSettings,
): Promise<{ parts: ModelPart[]; figures: ShadowFigures[] }> {
  const current = readModels(settings.models)
  const lessons = await Promise.all(tasks.map((task) => lessonsOf(corrections, task)))
  const start = tasks.map((task) => readModelParts(new URL(modelFile(task), shippedModels)))
  const adapted = (takes: (text: string) => boolean) =>
    start.map((part, i) => {
      const { texts, readings } = lessons[i]!
      const rows = texts.flatMap(({ text }, row) => (takes(text) ? [row] : []))
      if (rows.length === 0) return part
      return adapt(
        part,
        rows.map((row) => texts[row]!),
        rows.map((row) => readings[row]!),
      )
    })
  const parts = adapted(() => true)
  const unseen = tasks.map((): Judged[] => [])
  for (let fold = 0; fold < folds; fold++) {
    const held = lessons.map(({ texts }) => texts.filter(({ text }) => foldOf(text) === fold))
    if (held.every((texts) => texts.length === 0)) continue
    const judged = await judgedBy(modelsOf(adapted((text) => foldOf(text) !== fold)), settings, held)
    judged.forEach((some, i) => unseen[i]!.push(...some))
  }
  const seen = await judgedBy(
    current,
    settings,
    lessons.map(({ texts }) => texts),
  )
  const examples = tasks.map(examplesOf)
  const before = await judgedBy(current, settings, examples)
  const after = await judgedBy(modelsOf(parts), settings, examples)
  const figures = tasks.map((task, i) => ({
    task,
    corrections: lessons[i]!.texts.length,
    presentRight: seen[i]!.filter(isRight).length,
    adaptedRight: unseen[i]!.filter(isRight).length,
    onExamples: compare(after[i]!, before[i]!),
  }))
  return { parts, figures }
}

async function lessonsOf(corrections: readonly Correction[], task: Task): Promise<TaskLessons> {
  const texts = corrections.flatMap(({ text, right }) => {
    const labels = {
      topic: right.topics,
      department: right.departments,
      intent: right.intent === spamLabel ? undefined : one(right.intent),
      sentiment: one(right.sentiment),
      spam: right.intent && spamLabels(right.intent),
    }[task]
    return labels ? [{ text, labels }] : []
  })
  return { texts, readings: await reader(readModels().readings)(texts.map(({ text }) => text)) }
}

const spamLabels = (intent: string): string[] => (intent === spamLabel ? [spamLabel] : [])
const one = (label: string | undefined): string[] | undefined => (label === undefined ? undefined : [label])

/** Judges the texts of each task (in the order of `tasks`) by the whole pipeline. */
async function judgedBy(
  models: Models,
  { taxonomy, lists }: PipelineSettings,
  texts: readonly LabelledText[][],
): Promise<Judged[][]> {
  const pipeline = remembering(openPipeline(taxonomy, lists, models))
  const judged: Judged[][] = []
  for (const [i, task] of tasks.entries()) judged.push(await pipelineJudge(task, pipeline)(texts[i]!))
  return judged
}

/** The pipeline, which labels equal texts once: the tasks share most of theirs. Reads the text of a mention only. */
function remembering(pipeline: Pipeline): Pipeline {
  const known = new Map<string, PipelineOutput>()
  return async (mentions) => {
    const fresh = mentions.filter(({ text }) => !known.has(text))
    const found = await pipeline(fresh)
    fresh.forEach(({ text }, i) => known.set(text, found[i]!))
    return mentions.map(({ text }) => known.get(text)!)
  }
}

function examplesOf(task: Task): LabelledText[] {
  return readExamples().map(({ text, topics, departments, intent, sentiment }) => ({
    text,
    labels: {
      topic: topics,
      department: departments,
      intent: [intent],
      sentiment: [sentiment],
      spam: spamLabels(intent),
    }[task],
  }))
}
