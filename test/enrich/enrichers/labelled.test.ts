import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { evaluate } from '../../../enrich/train/evaluate.ts'
import { readLabelledMentions } from '../../../enrich/train/examples.ts'
import { pipelineJudge } from '../../../enrich/train/judge.ts'
import type { LabelledText } from '../../../enrich/train/labelled-texts.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openPipeline } from '../../../enrich/enrichers/pipeline.ts'

/** Written by hand, independently of the training examples. */
const mentions = readLabelledMentions(new URL('../labelled/mentions.jsonl', import.meta.url))
const pipeline = openPipeline(readTaxonomy(), {})
const judged = (task: string, texts: readonly LabelledText[]) =>
  pipelineJudge(task, pipeline)(texts).then((guesses) => evaluate(task, guesses))

test('the set is large and has every topic', () => {
  const leaves = readTaxonomy().topics.filter((topic) => topic.ancestors.length > 0)
  expect(mentions.length).toBeGreaterThanOrEqual(400)
  for (const { id } of leaves)
    expect(mentions.filter(({ topics }) => topics[0] === id).length).toBeGreaterThanOrEqual(5)
})

test('of unseen mentions, the first topic is right in seven of ten', async () => {
  const { accuracy } = await judged(
    'topic',
    mentions.filter(({ topics }) => topics.length > 0).map(({ text, topics }) => ({ text, labels: topics })),
  )
  expect(accuracy).toBeGreaterThanOrEqual(0.7)
})

test('of unseen mentions, the first department is right in eight of ten, with a calibrated confidence', async () => {
  const { accuracy, calibrationError } = await judged(
    'department',
    mentions
      .filter(({ departments }) => departments.length > 0)
      .map(({ text, departments }) => ({ text, labels: departments })),
  )
  expect(accuracy).toBeGreaterThanOrEqual(0.8)
  expect(calibrationError).toBeLessThan(0.08)
})

const dev = (name: string) => new URL(`../../../../shared/data/text/dev/${name}.jsonl`, import.meta.url)
const floors = [
  ['airline_sentiment', 'macroF1', 0.67],
  ['tweeteval_val', 'macroRecall', 0.67],
  ['sanders', 'macroF1', 0.57],
  ['brands', 'macroF1', 0.52],
] as const

test.skipIf(!existsSync(dev('sanders'))).each(floors)(
  'sentiment on %s, never trained on: %s of at least %d',
  async (name, figure, floor) => {
    const texts = readFileSync(dev(name), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { text: string; label: string })
    const evaluation = await judged(
      'sentiment',
      texts.map(({ text, label }) => ({ text, labels: [label] })),
    )
    expect(evaluation[figure]).toBeGreaterThanOrEqual(floor)
  },
)
