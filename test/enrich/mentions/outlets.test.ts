import { everyMention } from '../../../enrich/mentions/visible-mentions.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { distinctCounts } from '../../../alerts/series/distinct-counts.ts'
import { insertMentions, type MentionRow } from '../../../enrich/mentions/mention-table.ts'
import { outletsOf } from '../../../enrich/mentions/outlets.ts'
import { nearDuplicates } from '../../../enrich/text/near-duplicates.ts'
import { mentionRow } from '../../alerts/make.ts'
import { openLogAndStore } from '../../open-platform.ts'

const hour = 3_600_000
const now = Date.UTC(2026, 10, 20, 12)
const story =
  'Halden recalls its kettle K3 after reports of burns. The maker asks customers to stop using kettles with the lot 2610-B and to send them back.'

let platform: Awaited<ReturnType<typeof openLogAndStore>>
let rows: MentionRow[]

/** Linked as enrich links them, in the order of the list. */
beforeAll(async () => {
  platform = await openLogAndStore()
  const copies = nearDuplicates()
  const published = [
    { source: 'agency', channel: 'Agency', url: 'https://agency.example/1', text: story },
    { source: 'news', channel: 'Tagblatt', url: 'https://www.tagblatt.example/a', text: `${story} (agency)` },
    { source: 'news', channel: 'Tagblatt', url: 'https://tagblatt.example/b', text: story },
    { source: 'news', channel: 'Abendpost', url: 'https://abendpost.example/x', text: `${story} Read more.` },
    { source: 'agency', channel: 'Agency', url: 'https://agency.example/2', text: story },
    {
      source: 'news',
      channel: 'Tagblatt',
      url: 'https://tagblatt.example/c',
      text: 'The weather stays fine for a week',
    },
  ]
  rows = published.map((given, i) => {
    const row = mentionRow({
      ...given,
      id: `${given.source}:${i}`,
      createdAt: now + i * hour,
      format: 'article',
      contentHash: '',
    })
    const { contentHash: _contentHash, ...unhashed } = row
    return { ...row, ...copies.link(unhashed) }
  })
  await insertMentions(platform.store, rows)
})
afterAll(() => platform.close())

test('a story has its other outlets once each, the earliest first; its copies and other stories have none', async () => {
  const found = await outletsOf(platform.store, rows, everyMention)
  expect(found.get('agency:0')!.map(({ id, channel }) => [id, channel])).toEqual([
    ['news:1', 'Tagblatt'],
    ['news:3', 'Abendpost'],
  ])
  expect(rows.filter(({ duplicateOf }) => duplicateOf === 'agency:0')).toHaveLength(4)
  expect([...found.values()].flat()).toHaveLength(2)
  expect(await outletsOf(platform.store, rows.slice(1, 3), everyMention)).toEqual(new Map())
})

test('all copies count in volume, and as one text', async () => {
  const all = { kind: 'all' as const, id: '', dimension: '' as const, value: '' }
  const scope = { store: platform.store, includesHistory: false }
  const counts = await distinctCounts(scope, all, { from: now, to: now + 9 * hour, known: [] })
  expect(counts).toMatchObject({ mentions: 6, texts: 2 })
})
