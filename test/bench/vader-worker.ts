import { createRequire } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import { mentions } from './corpus.ts'
import { sharedTexts } from './pipeline.ts'
import type { Measured } from './vader.ts'

// Classifies texts for so many ms, after a pass in which V8 compiles, and posts how many in how many CPU-seconds.

const { SentimentIntensityAnalyzer } = createRequire(import.meta.url)('vader-sentiment') as {
  SentimentIntensityAnalyzer: { polarity_scores(text: string): object }
}
const { forMs } = workerData as { forMs: number }
const texts = (sharedTexts('dev/airline_sentiment') ?? mentions(5_000)).slice(0, 5_000).map(({ text }) => text)
for (const text of texts.slice(0, 1_000)) SentimentIntensityAnalyzer.polarity_scores(text)
const before = process.threadCpuUsage()
const startedAt = performance.now()
let done = 0
while (performance.now() - startedAt < forMs) SentimentIntensityAnalyzer.polarity_scores(texts[done++ % texts.length]!)
const { user, system } = process.threadCpuUsage(before)
parentPort!.postMessage({ texts: done, cpuSeconds: (user + system) / 1e6 } satisfies Measured)
