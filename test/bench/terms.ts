import { emergingTerms } from '../../alerts/terms/emerging-terms.ts'
import { packed } from '../../alerts/terms/snapshot.ts'
import { mentions } from './corpus.ts'
import { throughput, type StageResult } from './measure.ts'
import { sharedTexts } from './pipeline.ts'

const batchSize = 500
const apartMs = 20_000
const departments = ['support', 'logistics', 'product']

/** Tweets to airlines where they are at hand, all as if without a topic, and what it takes to write the state down. */
export async function terms(): Promise<StageResult[]> {
  const tweets = sharedTexts('dev/airline_sentiment')
  const all = tweets ?? mentions(5_000)
  const heard = emergingTerms()
  let told = 0
  const hear = () => {
    const n = told++
    heard.add({
      id: `${n}`,
      at: Date.UTC(2026, 0, 5) + n * apartMs,
      departments: [departments[n % departments.length]!],
      text: all[n % all.length]!.text,
      author: `a${(n * 7919) % 20_000}`,
      cluster: `${n}`,
      live: true,
    })
  }
  // The first pass, in which V8 compiles, is not counted.
  for (let i = 0; i < all.length; i++) hear()
  const hearing = await throughput(`terms: ${tweets ? 'airline tweets' : 'mentions of the demo'}`, 60, async () => {
    for (let i = 0; i < batchSize; i++) hear()
    return batchSize
  })
  const saving = await throughput('terms: written down', 5, async () => {
    await packed(heard.state(), { storedAt: 0, id: '' })
    return 1
  })
  return [hearing, { ...saving, unit: 'snapshots' }]
}
