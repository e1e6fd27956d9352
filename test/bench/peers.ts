import { createRequire } from 'node:module'
import { evaluate } from '../../enrich/train/evaluate.ts'
import { readExamples, readLabelledMentions } from '../../enrich/train/examples.ts'
import { linearModel } from '../../enrich/linear/linear-model.ts'
import { trainLinear } from '../../enrich/linear/train-linear.ts'
import { readModels } from '../../enrich/linear/models.ts'
import { readTaxonomy } from '../../enrich/labels/taxonomy.ts'
import { toTokens } from '../../enrich/text/token.ts'
import { openPipeline } from '../../enrich/enrichers/pipeline.ts'
import { cpuSeconds, pssMb } from './measure.ts'
import { sharedTexts } from './pipeline.ts'

const require = createRequire(import.meta.url)

interface Labelled {
  text: string
  label: string
}
/** Guesses the labels of texts, in order. */
type Guess = (texts: readonly string[]) => string[] | Promise<string[]>

export interface PeerRow {
  name: string
  /** Text a CPU-second, on the first set of the table. */
  perCpuSecond: number
  /** CPU-seconds of learning, where it learns. */
  trainSeconds?: number
  /** Set → macro F1, or accuracy for topics. */
  quality: Record<string, number>
}

const mentions = readLabelledMentions(new URL('../enrich/labelled/mentions.jsonl', import.meta.url))

/** Sentiment: nobody has learnt from any of these sets. Ours is the whole pipeline with all its enrichers. */
export async function sentimentPeers(): Promise<PeerRow[]> {
  const sets = sentimentSets()
  const pipeline = openPipeline(readTaxonomy(), {})
  const ours: Guess = async (texts) => (await pipeline(texts.map((text) => ({ text })))).map((f) => f.sentiment.label)
  const peers = [
    { name: 'groundswell, everything', guess: inBatches(ours) },
    { name: 'vader-sentiment', guess: each(vader(), 0.05) },
    { name: 'wink-sentiment', guess: each(winkSentiment(), 0) },
    { name: 'wink-nlp sentiment', guess: each(winkNlp(), 0) },
    { name: 'natural AFINN', guess: each(naturalAfinn(), 0) },
  ]
  return measured(peers, sets, ofSentiment)
}

/** Topics (55): all learn from `enrich/examples` and are asked about mentions written independently of it. */
export async function topicPeers(): Promise<PeerRow[]> {
  const taught = readExamples().flatMap(({ text, topics }) => (topics[0] ? [{ text, label: topics[0] }] : []))
  const set = {
    mentions: mentions.flatMap(({ text, topics }) => (topics.length > 0 ? [{ text, label: topics.join('|') }] : [])),
  }
  const peers = Object.entries({ 'groundswell train': ownTraining, ...bayes }).map(([name, learn]) => {
    const before = process.cpuUsage()
    const guess = learn(taught)
    return { name, guess, trainSeconds: cpuSeconds(before) }
  })
  return measured(peers, set, firstRight)
}

export const memoryMb = (): number => pssMb([process.pid])

function sentimentSets(): Record<string, Labelled[]> {
  const files = { airline: 'airline_sentiment', tweeteval: 'tweeteval_val', sanders: 'sanders', brands: 'brands' }
  const sets: Record<string, Labelled[]> = {}
  for (const [name, file] of Object.entries(files)) {
    const found = sharedTexts(`dev/${file}`)
    if (found) sets[name] = found
  }
  return { ...sets, mentions: mentions.map(({ text, sentiment }) => ({ text, label: sentiment })) }
}

type Score = (set: readonly Labelled[], guesses: readonly string[], name: string) => number
/** TweetEval's own measure is recall. */
const ofSentiment: Score = (set, guesses, name) =>
  evaluate('', toJudged(set, guesses))[name === 'tweeteval' ? 'macroRecall' : 'macroF1']
const firstRight: Score = (set, guesses) =>
  guesses.filter((guess, i) => set[i]!.label.split('|').includes(guess)).length / guesses.length
const toJudged = (set: readonly Labelled[], guesses: readonly string[]) =>
  set.map(({ text, label }, i) => ({ text, right: [label], guess: guesses[i]!, confidence: 1 }))

interface Peer {
  name: string
  guess: Guess
  trainSeconds?: number
}
const rounds = 5

/** Quality on each set, in a first pass in which V8 compiles; then speed on the first set, round by round in turn, the median of each. */
async function measured(peers: readonly Peer[], sets: Record<string, Labelled[]>, score: Score): Promise<PeerRow[]> {
  const texts = Object.values(sets)[0]!.map(({ text }) => text)
  const speeds = peers.map((): number[] => [])
  const qualities = peers.map((): Record<string, number> => ({}))
  for (const [p, { guess }] of peers.entries())
    for (const [set, labelled] of Object.entries(sets))
      qualities[p]![set] = score(labelled, await guess(labelled.map(({ text }) => text)), set)
  for (let round = 0; round < rounds; round++)
    for (const [p, { guess }] of peers.entries()) {
      const before = process.cpuUsage()
      await guess(texts)
      speeds[p]!.push(texts.length / cpuSeconds(before))
    }
  return peers.map(({ name, trainSeconds }, p) => ({
    name,
    ...(trainSeconds !== undefined && { trainSeconds }),
    perCpuSecond: speeds[p]!.toSorted((a, b) => a - b)[Math.floor(rounds / 2)]!,
    quality: qualities[p]!,
  }))
}

const batchSize = 500
const inBatches =
  (guess: Guess): Guess =>
  async (texts) => {
    const all: string[] = []
    for (let i = 0; i < texts.length; i += batchSize) all.push(...(await guess(texts.slice(i, i + batchSize))))
    return all
  }

const each =
  (score: (text: string) => number, neutral: number): Guess =>
  (texts) =>
    texts.map((text) => {
      const found = score(text)
      return found > neutral ? 'positive' : found < -neutral ? 'negative' : 'neutral'
    })

function vader(): (text: string) => number {
  const { SentimentIntensityAnalyzer } = require('vader-sentiment') as {
    SentimentIntensityAnalyzer: { polarity_scores(text: string): { compound: number } }
  }
  return (text) => SentimentIntensityAnalyzer.polarity_scores(text).compound
}

function winkSentiment(): (text: string) => number {
  const sentiment = require('wink-sentiment') as (text: string) => { normalizedScore: number }
  return (text) => sentiment(text).normalizedScore
}

function winkNlp(): (text: string) => number {
  const nlp = require('wink-nlp')(require('wink-eng-lite-web-model'), ['sbd', 'negation', 'sentiment'])
  return (text) => nlp.readDoc(text).out(nlp.its.sentiment) as number
}

function naturalAfinn(): (text: string) => number {
  const SentimentAnalyzer = require('natural/lib/natural/sentiment/SentimentAnalyzer.js')
  const stemmer = require('natural/lib/natural/stemmers/porter_stemmer.js')
  const analyzer = new SentimentAnalyzer('English', stemmer, 'afinn')
  return (text) => analyzer.getSentiment(text.toLowerCase().match(/[a-z']+/g) ?? []) as number
}

function ownTraining(taught: readonly Labelled[]): Guess {
  const { readings } = readModels()
  const read = (text: string) => readings.read(toTokens(text))
  const { card, weights } = trainLinear(
    taught.map(({ text, label }) => ({ text, labels: [label], reading: read(text) })),
    {
      task: 'topic',
      several: false,
      recipe: { bits: 16, characters: true, characterWeight: 0.7, extras: readings.extras(['meaning']) },
      cost: 0.5,
      rarity: 0.5,
      at: '',
    },
  )
  const model = linearModel(card, weights)
  return (texts) =>
    texts.map((text) => {
      const margins = model.margins(read(text))
      return card.labels[margins.indexOf(margins.reduce((a, b) => Math.max(a, b)))]!
    })
}

const bayes: Record<string, (taught: readonly Labelled[]) => Guess> = {
  'wink-naive-bayes': (taught) => {
    const classifier = require('wink-naive-bayes-text-classifier')()
    const nlp = require('wink-nlp-utils')
    classifier.definePrepTasks([nlp.string.tokenize0, nlp.tokens.removeWords, nlp.tokens.stem])
    classifier.defineConfig({ considerOnlyPresence: true, smoothingFactor: 0.5 })
    for (const { text, label } of taught) classifier.learn(text, label)
    classifier.consolidate()
    return (texts) => texts.map((text) => classifier.predict(text) as string)
  },
  'natural Bayes': (taught) => {
    const BayesClassifier = require('natural/lib/natural/classifiers/bayes_classifier.js')
    const classifier = new BayesClassifier()
    for (const { text, label } of taught) classifier.addDocument(text, label)
    classifier.train()
    return (texts) => texts.map((text) => classifier.classify(text) as string)
  },
}
