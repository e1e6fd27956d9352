import { everyMention } from '../../enrich/mentions/visible-mentions.ts'
import { seesAll } from '../../alerts/alert/visibility.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findAlert, historyOf } from '../../alerts/alert/alert-table.ts'
import { judgedDismissals } from '../../alerts/terms/dismissal-table.ts'
import { savedViews } from '../../alerts/trends/saved-view-table.ts'
import { storedIssues } from '../../alerts/issues/known-issue-table.ts'
import type { StoredEdit } from '../../enrich/edits/edit.ts'
import { editedTaxonomy, storedEdits } from '../../enrich/edits/edit-table.ts'
import { taxonomyYaml } from '../../enrich/edits/to-yaml.ts'
import { readTaxonomy } from '../../enrich/labels/taxonomy.ts'
import { findMention } from '../../enrich/mentions/mention-query.ts'
import { enrichGroup } from '../../enrich/enrich.ts'
import { recount } from '../../alerts/series/count-table.ts'
import { exportAuthor } from '../../erasure/export-author.ts'
import { authorSecret } from '../../ingest/redact/author-secret.ts'
import { mentionsTopic } from '../../ingest/mention/mention.ts'
import { openEmbedded } from '../open-platform.ts'
import { until } from '../until.ts'
import {
  bucketAt,
  enriching,
  erasureOf,
  file,
  mentionsOf,
  now,
  plant,
  planted,
  words,
  type Embedded,
} from './planted.ts'
import { filesWith } from './search.ts'

const everyWord = Object.values(words)
let platform: Embedded
beforeAll(async () => {
  platform = await openEmbedded()
  await plant(platform)
})
afterAll(() => platform.close())

const held = async () => (await erasureOf(platform).preview({ kind: 'author', author: words.handle })).places
const countsNow = async () => {
  await recount(platform.store, [bucketAt])
  return platform.store.select(
    Type.Object({ subject: Type.String(), dimension: Type.String(), value: Type.String(), mentions: Type.Integer() }),
    "SELECT subject, dimension, value, mentions FROM series_counts FINAL WHERE mentions > 0 AND dimension != 'product' ORDER BY ALL",
  )
}

describe('erasing an author', () => {
  test('a dry run counts what each place holds, and changes nothing', async () => {
    const before = filesWith(platform.data, everyWord)
    const places = await held()
    expect(places.filter(({ found }) => found === 0).map(({ place }) => place)).toEqual([
      'term history',
      'detector states',
    ])
    expect(await held()).toEqual(places)
    expect((await findMention(platform.store, 'forum:one', everyMention))?.text).toBe(planted[0]!.text)
    expect(before.some((name) => name.startsWith('clickhouse'))).toBe(true)
    expect(before.some((name) => name.startsWith('log.sqlite'))).toBe(true)
    expect(before).toContain('rejects/forum.jsonl')
  })

  test('an export has all that is stored of them', async () => {
    const { store, log, data } = platform
    const deps = { store, log, secret: authorSecret(data) }
    const mentions = await exportAuthor(deps, { kind: 'author', author: `@${words.handle}` })
    expect(mentions.map(({ id, text }) => `${id} ${text}`).toSorted()).toEqual(
      planted.map(({ nativeId, text }) => `forum:${nativeId} ${text}`).toSorted(),
    )
  })

  test.each(['channel', 'reply'] as const)('--match finds the %s', async (place) => {
    const found = await erasureOf(platform).preview({ kind: 'match', text: words[place].toUpperCase() })
    expect(found.mentions).toBe(3)
  })

  test('leaves nothing of them in any file of the data folder, and the counts as they were', async () => {
    const before = await countsNow()
    const report = await erasureOf(platform).erase({ kind: 'author', author: words.handle }, 'kim')
    expect(report.mentions).toBe(3)
    expect(report.places.filter(({ remaining }) => remaining > 0)).toEqual([])
    expect(filesWith(platform.data, everyWord)).toEqual([])
    expect(await countsNow()).toEqual(before)
    expect(filesWith(platform.data, everyWord)).toEqual([])
  })

  test('what others wrote, and their drivers, quotes and rejected items stay', async () => {
    expect((await findMention(platform.store, 'forum:four', everyMention))?.text).toContain('Where is my parcel')
    const alert = (await findAlert(platform.store, 'planted', seesAll))!
    expect(alert.title).toBe('Parcel late · [erased]')
    expect(alert.drivers.map(({ value }) => value)).toEqual(['parcel'])
    expect(alert.evidence.map(({ mentionId, text }) => `${mentionId} ${text.slice(0, 5)}`)).toEqual([
      'forum:one ',
      'forum:four Where',
    ])
    expect((await historyOf(platform.store, 'planted')).map(({ reason }) => reason)).toEqual(['[erased] called'])
    expect(readFileSync(join(platform.data, 'rejects/forum.jsonl'), 'utf8').match(/entry \d/g)).toEqual([
      'entry 3',
      'entry 8',
    ])
  })

  test('what people set stays without their words', async () => {
    const { store } = platform
    const [{ edit }] = (await storedEdits(store)) as [StoredEdit]
    expect(edit).toEqual({
      kind: 'add',
      id: 'drivers',
      name: 'Drivers of [erased]',
      owners: ['logistics'],
      phrases: ['rude * driver'],
    })
    const { taxonomy, faults } = await editedTaxonomy(readTaxonomy(), store)
    expect(faults.size).toBe(0)
    expect(taxonomyYaml(taxonomy)).toContain('Drivers of [erased]')
    expect(await judgedDismissals(store)).toMatchObject([
      { dismissed: { id: 'd2', term: 'parcel', note: '[erased] knows' } },
    ])
    expect(await savedViews(store)).toMatchObject([{ name: 'All', query: { by: 'carrier' } }])
    expect(await storedIssues(store)).toMatchObject([{ name: 'Outage of [erased]', products: ['[erased]'] }])
  })

  test('the mentions stay as blank rows with their labels', async () => {
    expect(await findMention(platform.store, 'forum:one', everyMention)).toMatchObject({
      text: '',
      title: '',
      authorHandle: '',
      url: '',
      channel: '',
      inReplyTo: '',
      fields: {},
      entityValues: [],
      removedAt: now,
      authorKey: mentionsOf(platform, planted)[0]!.author!.key,
    })
  })

  test('the same mentions, an edit and new ones of that author do not come back; others do', async () => {
    const stop = await enriching(platform)
    const later = { ...planted[0]!, nativeId: 'six', text: `${words.text} once more` }
    expect(await file(platform, [...planted, later])).toBe(0)
    // Published by a process that does not know the list yet.
    const { log } = platform
    await log.reached(enrichGroup, await log.publish(mentionsTopic, mentionsOf(platform, [later])))
    expect(await findMention(platform.store, 'forum:six', everyMention)).toBeUndefined()
    expect(await file(platform, [{ ...later, nativeId: 'seven', text: 'fine', author: { id: 'new' } }])).toBe(1)
    await stop()
    const again = await erasureOf(platform).erase({ kind: 'author', author: 'id-77' }, 'kim')
    expect(again.places.filter(({ remaining }) => remaining > 0)).toEqual([])
    expect(filesWith(platform.data, [words.text])).toEqual([])
  })

  test('the log is still read to its end', async () => {
    const seen: string[] = []
    const stop = await platform.log.subscribe(mentionsTopic, 'late reader', async (events) => {
      for (const event of events) seen.push(`${event.type} ${event.id}`)
    })
    await until('all is read', () => seen.includes('mention forum:seven'))
    await stop()
    expect(seen).toContain('deletion forum:one')
    expect(seen).toContain('mention forum:four')
    expect(seen).not.toContain('mention forum:one')
  })
})
