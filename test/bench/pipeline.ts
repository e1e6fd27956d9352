import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { readTaxonomy } from '../../enrich/labels/taxonomy.ts'
import { trainOwn } from '../../enrich/train/train-own.ts'
import { openPipeline } from '../../enrich/enrichers/pipeline.ts'
import { demoLists } from '../../ingest/sources/demo/world.ts'
import { mentions } from './corpus.ts'
import { cpuSeconds, throughput, type StageResult } from './measure.ts'

const batchSize = 500
const passes = 5
const shared = (file: string) => new URL(`../../../shared/data/text/${file}.jsonl`, import.meta.url)

/** Texts of a set beside the project; undefined on a machine without it. */
export function sharedTexts(file: string): { text: string; label: string }[] | undefined {
  if (!existsSync(shared(file))) return undefined
  return readFileSync(shared(file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { text: string; label: string })
}

/** Every enricher, on tweets to airlines where they are at hand. The first pass, in which V8 compiles, is not counted. */
export async function enrich(): Promise<StageResult[]> {
  const tweets = sharedTexts('dev/airline_sentiment')
  const all = tweets ?? mentions(5_000)
  const pipeline = openPipeline(readTaxonomy(), demoLists)
  const batches = Math.ceil(all.length / batchSize)
  const batch = async (i: number) =>
    (await pipeline(all.slice((i % batches) * batchSize, ((i % batches) + 1) * batchSize))).length
  for (let i = 0; i < batches; i++) await batch(i)
  return [await throughput(`enrich: ${tweets ? 'airline tweets' : 'mentions of the demo'}`, passes * batches, batch)]
}

/** A process of its own, from its start to the first labelled mention, and what it holds after 20,000 more. */
export function start(): Promise<StageResult[]> {
  const rounds = 5
  const program = new URL('./pipeline-alone.ts', import.meta.url).pathname
  const seen = Array.from({ length: rounds }, () => {
    const startedAt = performance.now()
    const { stdout, stderr, status } = spawnSync(process.execPath, [...process.execArgv, program], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`understand-alone: ${stderr}`)
    const { startedMs, mb } = JSON.parse(stdout) as { startedMs: number; mb: number }
    return { startedMs, mb, wholeMs: performance.now() - startedAt }
  })
  const middle = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(rounds / 2)]!
  const ms = middle(seen.map((one) => one.startedMs))
  return Promise.resolve([
    {
      name: 'start of a process to its first label',
      unit: 'starts',
      n: rounds,
      seconds: ms / 1000,
      perSecond: 1000 / ms,
      p50Ms: ms,
      rssMb: middle(seen.map((one) => one.mb)),
    },
  ])
}

/** `train` on 50,000 texts of three classes. */
export async function train(): Promise<StageResult[]> {
  const count = 50_000
  const own = sharedTexts('train/semeval_train') ?? mentions(count).map(({ text }, i) => ({ text, label: `${i % 3}` }))
  const examples = Array.from({ length: count }, (_, i) => own[i % own.length]!)
  const before = process.cpuUsage()
  const startedAt = performance.now()
  await trainOwn({
    task: 'sentiment',
    examples: examples.map(({ text, label }) => ({ text, labels: [label] })),
    encoder: undefined,
    at: new Date(0).toISOString(),
    onProgress: () => {},
  })
  const seconds = (performance.now() - startedAt) / 1000
  const perCpuSecond = count / cpuSeconds(before)
  return [
    { name: 'train: 50,000 of 3 classes', unit: 'texts', n: count, seconds, perSecond: count / seconds, perCpuSecond },
  ]
}
