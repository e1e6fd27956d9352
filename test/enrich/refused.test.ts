import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { enrichGroup, startEnrich } from '../../enrich/enrich.ts'
import { openPipeline } from '../../enrich/enrichers/pipeline.ts'
import { readTaxonomy } from '../../enrich/labels/taxonomy.ts'
import { mentionsTopic } from '../../ingest/mention/mention.ts'
import { redaction } from '../../ingest/redact/redact.ts'
import { openLogAndStore } from '../open-platform.ts'

const taxonomy = readTaxonomy()
const toMention = redaction(Buffer.from('secret'))
const now = Date.UTC(2026, 5, 1, 12)

test('a mention that the store refuses for good is a dead letter with the reason, and its neighbours are stored', async () => {
  const { log, store, close } = await openLogAndStore()
  const pipeline = openPipeline(taxonomy, {})
  const stop = await startEnrich({
    log,
    store,
    taxonomy,
    pipeline: async (texts) =>
      (await pipeline(texts)).map((found, i) =>
        texts[i]!.text === 'wrong'
          ? { ...found, sentiment: { ...found.sentiment, score: 'much' as unknown as number } }
          : found,
      ),
  })
  const mentions = Array.from({ length: 1_200 }, (_, i) =>
    toMention({ nativeId: `m${i}`, createdAt: now, text: i % 500 === 3 ? 'wrong' : 'Where is my parcel?' }, 't', now),
  )
  await log.reached(enrichGroup, await log.publish(mentionsTopic, mentions))
  const [row] = await store.select(Type.Object({ n: Type.Integer() }), 'SELECT uniqExact(id) AS n FROM mentions')
  expect(row!.n).toBe(1_197)
  const letters = (await log.deadLetters(10)).map(({ event, reason }) => [(event as { id: string }).id, reason])
  expect(letters.toSorted(([a], [b]) => String(a).localeCompare(String(b)))).toEqual(
    ['t:m1003', 't:m3', 't:m503'].map((id): unknown[] => [
      id,
      expect.stringMatching(/^the store refuses it \([A-Z_]+\)$/),
    ]),
  )
  await stop()
  await close()
})
