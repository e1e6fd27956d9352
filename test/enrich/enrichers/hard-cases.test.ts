import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readLabelledMentions, type LabelledMention } from '../../../enrich/train/examples.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openPipeline, type PipelineOutput } from '../../../enrich/enrichers/pipeline.ts'

// Each set was written by hand, independently of the training examples; MODEL-CARD.md has the figures.
const pipeline = openPipeline(readTaxonomy(), {})
const labelled = (name: string) => new URL(`../labelled/${name}.jsonl`, import.meta.url)

async function shareRight(
  name: string,
  isRight: (told: LabelledMention, found: PipelineOutput) => boolean,
): Promise<number> {
  const mentions = readLabelledMentions(labelled(name))
  const found = await pipeline(mentions)
  return mentions.filter((told, i) => isRight(told, found[i]!)).length / mentions.length
}

const mood = (told: LabelledMention, found: PipelineOutput) => found.sentiment.label === told.sentiment
const intent = (told: LabelledMention, found: PipelineOutput) => found.intent === told.intent
const topic = (told: LabelledMention, found: PipelineOutput) =>
  told.topics.length === 0 ? found.topics.length === 0 : told.topics.includes(found.topicGuess?.id ?? '')

describe('what is hard keeps the level it has reached', () => {
  test.each([
    ['sarcasm', 'mood', mood, 0.4],
    ['negation', 'mood', mood, 0.53],
    ['comparison', 'mood', mood, 0.35],
    ['policy-questions', 'mood', mood, 0.75],
    ['policy-questions', 'intent', intent, 0.65],
    ['policy-questions', 'first topic', topic, 0.75],
    ['several-topics', 'first topic', topic, 0.85],
  ] as const)('%s: %s', async (name, _, isRight, floor) => {
    expect(await shareRight(name, isRight)).toBeGreaterThanOrEqual(floor)
  })

  test('of several topics half are found, and nine of ten found are right', async () => {
    const mentions = readLabelledMentions(labelled('several-topics'))
    const found = await pipeline(mentions)
    const told = mentions.reduce((sum, { topics }) => sum + topics.length, 0)
    const said = found.reduce((sum, { topics }) => sum + topics.length, 0)
    const right = found.reduce(
      (sum, { topics }, i) => sum + topics.filter(({ id }) => mentions[i]!.topics.includes(id)).length,
      0,
    )
    expect(right / told).toBeGreaterThanOrEqual(0.5)
    expect(right / said).toBeGreaterThanOrEqual(0.85)
  })
})

test('of seven languages 97 in 100 are told, and nothing else is called English', async () => {
  const texts = readFileSync(labelled('languages'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { text: string; language: string })
  const found = await pipeline(texts)
  const right = texts.filter(({ language }, i) => found[i]!.language === language)
  const taken = texts.filter(({ language }, i) => language !== 'en' && found[i]!.language === 'en')
  expect(right.length / texts.length).toBeGreaterThanOrEqual(0.97)
  expect(taken).toEqual([])
})
