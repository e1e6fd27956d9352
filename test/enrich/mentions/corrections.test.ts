import { everyMention } from '../../../enrich/mentions/visible-mentions.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { baseBucketMs } from '../../../alerts/series/subject.ts'
import { correctGroup, startCorrections } from '../../../enrich/mentions/corrections.ts'
import { correctionsTopic, type CorrectionCommand, type RightLabels } from '../../../enrich/mentions/correction.ts'
import { loadCorrections } from '../../../enrich/mentions/correction-table.ts'
import { enrichGroup, startEnrich } from '../../../enrich/enrich.ts'
import { findMention } from '../../../enrich/mentions/mention-query.ts'
import { insertMentions, toMentionRow } from '../../../enrich/mentions/mention-table.ts'
import { relabel } from '../../../enrich/relabel/relabel.ts'
import { doubtsAbout, findUnsure } from '../../../enrich/review/review-query.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openPipeline } from '../../../enrich/enrichers/pipeline.ts'
import { mentionsTopic, type Deletion, type Mention } from '../../../ingest/mention/mention.ts'
import { redaction } from '../../../ingest/redact/redact.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { countsAt } from './counts-at.ts'
import type { Stop } from '../../../infra/stop.ts'

const taxonomy = readTaxonomy()
const pipeline = openPipeline(taxonomy, {})
const toMention = redaction(Buffer.from('secret'))
const now = Date.UTC(2026, 5, 1, 12)
const late = 'My parcel is late again, where is it?'
let platform: Awaited<ReturnType<typeof openLogAndStore>>
const stops: Stop[] = []

beforeAll(async () => {
  platform = await openLogAndStore()
  const { log, store } = platform
  stops.push(await startEnrich({ log, store, taxonomy, pipeline }), await startCorrections({ log, store, taxonomy }))
})
afterAll(async () => {
  for (const stop of stops) await stop()
  await platform.close()
})

const mention = (nativeId: string, text = late, observedAt = now): Mention =>
  toMention({ nativeId, createdAt: now - 60_000, text, author: { id: nativeId } }, 't', observedAt)
const deletion = (nativeId: string): Deletion => ({
  type: 'deletion',
  id: `t:${nativeId}`,
  source: 't',
  reason: 'deleted',
  at: now,
})
const command = (nativeId: string, right: RightLabels, commandId = `${nativeId} 1`): CorrectionCommand => ({
  commandId,
  mentionId: `t:${nativeId}`,
  right,
  reason: '',
  by: 'ann',
  at: now,
})

async function file(...events: (Mention | Deletion)[]): Promise<void> {
  await platform.log.reached(enrichGroup, await platform.log.publish(mentionsTopic, events))
}
async function correct(...commands: CorrectionCommand[]): Promise<void> {
  await platform.log.reached(correctGroup, await platform.log.publish(correctionsTopic, commands))
}
const stored = (nativeId: string) => findMention(platform.store, `t:${nativeId}`, everyMention)
const unsure = (department?: string) =>
  findUnsure(platform.store, { department, from: 0, to: now + 1, limit: 100, visible: everyMention })

describe('a correction', () => {
  const crash = { topics: ['app.crash'], departments: ['product'], sentiment: 'positive', intent: 'praise' } as const
  const right: RightLabels = { ...crash, topics: [...crash.topics], departments: [taxonomy.departments[0]!.id] }

  test('changes the labels and the counts of that mention only', async () => {
    await file(mention('one'), mention('other'))
    const [before, other] = [await stored('one'), await stored('other')]
    const bucket = Math.floor(before!.createdAt / baseBucketMs) * baseBucketMs
    const lateBefore = await countsAt(platform.store, bucket, 'delivery.late')
    await correct(command('one', right))
    expect(await stored('one')).toEqual({
      ...before,
      topics: ['app.crash'],
      topicConfidences: [1],
      topicTree: ['app.crash', 'app'],
      topicReasons: ['corrected by ann'],
      topicSentiments: [''],
      topicSentimentScores: [0],
      topicGuess: 'app.crash',
      topicGuessConfidence: 1,
      departments: right.departments,
      departmentConfidences: [1],
      departmentsBy: ['person'],
      departmentGuess: right.departments![0],
      departmentGuessConfidence: 1,
      sentiment: 'positive',
      sentimentScore: 1,
      intent: 'praise',
      version: before!.version + 1,
    })
    expect(await stored('other')).toEqual(other)
    expect(lateBefore).toBe(2)
    expect(await countsAt(platform.store, bucket, 'delivery.late')).toBe(1)
    expect(await countsAt(platform.store, bucket, 'app.crash')).toBe(1)
  })

  test('survives its redelivery and that of the mention, also by a source that observed it later', async () => {
    const before = await stored('one')
    await correct(command('one', right))
    await file(mention('one'))
    expect(await stored('one')).toEqual(before)
    await file(mention('one', late, now + 5_000))
    await correct(command('one', right))
    expect(await stored('one')).toMatchObject({ ...right, version: now + 5_000 })
  })

  test('adds to earlier ones, and a redelivery of an earlier one does not undo it', async () => {
    await correct(command('one', { intent: 'question' }, 'one 2'))
    await correct(command('one', right))
    expect(await stored('one')).toMatchObject({ ...right, intent: 'question' })
    const [learnt] = await loadCorrections(platform.store)
    expect(learnt).toMatchObject({ text: late, right: { ...right, intent: 'question' } })
  })

  test('stays when new models replace the other labels', async () => {
    const { store } = platform
    const newer = { ...taxonomy, version: 'newer' }
    await relabel({ store, taxonomy: newer, pipeline }, { since: now - 86_400_000 })
    expect(await stored('one')).toMatchObject({ topics: ['app.crash'], intent: 'question', taxonomyVersion: 'newer' })
    expect(await stored('other')).toMatchObject({
      topics: expect.arrayContaining(['delivery.late']),
      taxonomyVersion: 'newer',
    })
  })

  test('with an empty list leaves no topic', async () => {
    await file(mention('none'))
    const before = await stored('none')
    await correct(command('none', { topics: [] }))
    const row = await stored('none')
    expect(row).toMatchObject({ topics: [], topicTree: [], topicGuess: '' })
    expect(row!.departments).toEqual(before!.departments)
  })

  test('is valid for its text only: an edit gets new labels', async () => {
    await file(mention('edited'))
    await correct(command('edited', right))
    await file(mention('edited', 'The app crashes on start', now + 9_000))
    expect(await stored('edited')).toMatchObject({ text: 'The app crashes on start', sentiment: 'negative' })
  })

  test('keeps no text of a deleted mention, and no longer changes it', async () => {
    await file(mention('gone'))
    await correct(command('gone', right))
    await file(deletion('gone'))
    await correct(command('gone', { topics: [] }, 'gone 2'))
    expect(await stored('gone')).toMatchObject({ text: '', topics: ['app.crash'], removedAt: now })
    expect((await loadCorrections(platform.store)).map(({ mentionId }) => mentionId)).not.toContain('t:gone')
    await correct(command('never told', right))
  })
})

describe('the review queue', () => {
  /** The models' labels of these texts do not matter here. */
  const doubtful = { topics: [], topicGuess: 'delivery.late', topicGuessConfidence: 0.41, intent: 'complaint' as const }
  const certain = {
    topics: ['delivery.late'],
    topicConfidences: [0.9],
    topicGuessConfidence: 0.9,
    departments: ['logistics'],
    departmentConfidences: [0.9],
  }
  const sureText = 'The parcel is four days late'
  const vague = ['It is just bad, honestly', 'Not what I had hoped for at all, so disappointed']

  test('has the unsure mentions with their reasons, one per text, and no sure ones', async () => {
    const mentions = vague.flatMap((text, i) => [mention(`vague ${i}`, text), mention(`vague copy ${i}`, text)])
    const understood = await pipeline(mentions)
    await insertMentions(
      platform.store,
      mentions.map((each, i) => ({ ...toMentionRow(taxonomy)(each, understood[i]!), ...doubtful })),
    )
    const known = mention('sure', sureText)
    const [found0] = await pipeline([known])
    await insertMentions(platform.store, [{ ...toMentionRow(taxonomy)(known, found0!), ...certain }])
    const found = await unsure()
    const texts = found.map(({ text }) => text)
    expect(texts.filter((text) => vague.includes(text)).length).toBe(vague.length)
    expect(texts).not.toContain(sureText)
    for (const row of found) expect(doubtsAbout(row, taxonomy)).not.toEqual([])
    expect(doubtsAbout((await stored('vague 0'))!, taxonomy)).toContain(
      'No topic: the best guess, “Parcel late”, is only 41 % sure',
    )
  })

  test('has no text of which a copy was corrected', async () => {
    const one = (await unsure()).find(({ text }) => text === vague[0])!
    await correct(command(one.id.slice(2), { topics: [] }))
    expect((await unsure()).map(({ text }) => text)).not.toContain(vague[0])
  })

  test('has pages without loss or repetition', async () => {
    const all = (await unsure()).map(({ id }) => id)
    expect(all.length).toBeGreaterThan(0)
    const paged: string[] = []
    for (let after: { createdAt: number; id: string } | undefined; ;) {
      const [row] = await findUnsure(platform.store, { from: 0, to: now + 1, limit: 1, after, visible: everyMention })
      if (!row) break
      paged.push(row.id)
      after = row
    }
    expect(paged).toEqual(all)
  })
})
