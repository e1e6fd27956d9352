import { everyMention } from '../../../enrich/mentions/visible-mentions.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { enrichGroup, startEnrich } from '../../../enrich/enrich.ts'
import { findMention } from '../../../enrich/mentions/mention-query.ts'
import { loadRelabels } from '../../../enrich/relabel/relabel-table.ts'
import { startRelabelled } from '../../../enrich/relabel/start-relabelled.ts'
import { readTaxonomy, type Taxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openPipeline, type Pipeline } from '../../../enrich/enrichers/pipeline.ts'
import { mentionsTopic, type Mention } from '../../../ingest/mention/mention.ts'
import { openLogAndStore } from '../../open-platform.ts'

const now = Date.UTC(2026, 5, 1)
const taxonomy = readTaxonomy()
const fresh: Taxonomy = { ...taxonomy, version: '2-test' }
const pipeline = openPipeline(taxonomy, {})
let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => void (platform = await openLogAndStore()))
afterAll(() => platform.close())

const mention = (id: string): Mention => ({
  type: 'mention',
  id,
  source: 's',
  text: 'My parcel is late',
  createdAt: now,
  observedAt: now,
  timeClamped: false,
  backfill: false,
})
const publish = (id: string) => platform.log.publish(mentionsTopic, [mention(id)])
const versionOf = async (id: string) => (await findMention(platform.store, id, everyMention))?.taxonomyVersion
const start = (by: { taxonomy: Taxonomy; pipeline: Pipeline }) => {
  const { log, store, logger } = platform
  const consume = () => startEnrich({ log, store, ...by })
  return startRelabelled({ store, logger, ...by, since: now - 1000, consume })
}

test('new mentions are stored only when the stored ones have the current labels, even after interruptions', async () => {
  const first = await start({ taxonomy, pipeline })
  await platform.log.reached(enrichGroup, await publish('s:1'))
  await first()
  expect(await loadRelabels(platform.store)).toEqual([])

  let asked: () => void
  const isAsked = new Promise<void>((resolve) => (asked = resolve))
  let answer: () => void
  const mayAnswer = new Promise<void>((resolve) => (answer = resolve))
  const slowly: Pipeline = async (texts) => {
    asked()
    await mayAnswer
    return pipeline(texts)
  }
  const stop = await start({ taxonomy: fresh, pipeline: slowly })
  const positions = await publish('s:2')
  await isAsked
  const stopped = stop()
  answer!()
  await stopped
  expect([await versionOf('s:1'), await versionOf('s:2')]).toEqual([taxonomy.version, undefined])

  const order: string[] = []
  const noted: Pipeline = async (texts) => {
    order.push((await versionOf('s:1'))!)
    return pipeline(texts)
  }
  const last = await start({ taxonomy: fresh, pipeline: noted })
  await platform.log.reached(enrichGroup, positions)
  await last()
  expect([await versionOf('s:1'), await versionOf('s:2')]).toEqual(['2-test', '2-test'])
  expect(order.at(-1)).toBe('2-test')
  expect(await loadRelabels(platform.store)).toMatchObject([{ taxonomyVersion: '2-test', rows: 1 }])
})
