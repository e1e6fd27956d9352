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
  isRight: (mention: LabelledMention, found: PipelineOutput) => boolean,
): Promise<number> {
  const mentions = readLabelledMentions(labelled(name))
  const found = await pipeline(mentions)
  return mentions.filter((mention, i) => isRight(mention, found[i]!)).length / mentions.length
}

const sentiment = (mention: LabelledMention, found: PipelineOutput) => found.sentiment.label === mention.sentiment
const intent = (mention: LabelledMention, found: PipelineOutput) => found.intent === mention.intent
const topic = (mention: LabelledMention, found: PipelineOutput) =>
  mention.topics.length === 0 ? found.topics.length === 0 : mention.topics.includes(found.topicGuess?.id ?? '')

describe('accuracy on difficult texts does not fall', () => {
  test.each([
    ['sarcasm', 'sentiment', sentiment, 0.4],
    ['negation', 'sentiment', sentiment, 0.53],
    ['comparison', 'sentiment', sentiment, 0.35],
    ['policy-questions', 'sentiment', sentiment, 0.75],
    ['policy-questions', 'intent', intent, 0.65],
    ['policy-questions', 'first topic', topic, 0.75],
    ['several-topics', 'first topic', topic, 0.85],
  ] as const)('%s: %s', async (name, _, isRight, floor) => {
    expect(await shareRight(name, isRight)).toBeGreaterThanOrEqual(floor)
  })

  test('of several topics half are found, and of those found 85 in 100 are right', async () => {
    const mentions = readLabelledMentions(labelled('several-topics'))
    const found = await pipeline(mentions)
    const wanted = mentions.reduce((sum, { topics }) => sum + topics.length, 0)
    const guessed = found.reduce((sum, { topics }) => sum + topics.length, 0)
    const right = found.reduce(
      (sum, { topics }, i) => sum + topics.filter(({ id }) => mentions[i]!.topics.includes(id)).length,
      0,
    )
    expect(right / wanted).toBeGreaterThanOrEqual(0.5)
    expect(right / guessed).toBeGreaterThanOrEqual(0.85)
  })
})

test('of seven languages 97 in 100 texts are recognised, and no other text is called English', async () => {
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
