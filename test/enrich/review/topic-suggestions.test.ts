import { expect, test } from 'vitest'
import { cluster } from '../../../enrich/text/clusters.ts'
import { toMentionRow } from '../../../enrich/mentions/mention-table.ts'
import { readShippedWords } from '../../../enrich/linear/models.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { topicSuggestions, type Untopical } from '../../../enrich/review/topic-suggestions.ts'
import { openPipeline } from '../../../enrich/enrichers/pipeline.ts'
import { redaction } from '../../../ingest/redact/redact.ts'

const taxonomy = readTaxonomy()
const suggestions = topicSuggestions(readShippedWords())
const suggest = <T extends Untopical>(mentions: readonly T[]) => suggestions(mentions, [])
const now = Date.UTC(2026, 5, 1)
const toMention = redaction(Buffer.from('secret'))

async function rows(texts: readonly string[], author = (i: number) => `a${i}`) {
  const mentions = texts.map((text, i) =>
    toMention({ nativeId: `${i}`, createdAt: now + i, text, author: { id: author(i) } }, 't', now),
  )
  const found = await openPipeline(taxonomy, {})(mentions)
  return mentions.map((mention, i) => toMentionRow(taxonomy)(mention, found[i]!))
}

const subtitles = [
  'The subtitles run two seconds behind the voices',
  'Why are subtitles out of sync in every film?',
  'subtitles out of sync again, unwatchable',
  'Wrong subtitles on the Spanish film, out of sync by a minute',
]
const others = [
  'Met a nice dog at the bus stop today',
  'My sister works for a bank in Lisbon now',
  'The weather on the coast was lovely for a walk',
  'Who else is watching the cup final tonight?',
]

test('similar texts are one suggestion, with their distinctive words', async () => {
  const [found, ...rest] = suggest(await rows([...others, ...subtitles]))
  expect(rest).toEqual([])
  expect(found).toMatchObject({ texts: 4, authors: 4, from: now + 4, to: now + 7 })
  expect(found!.words[0]).toBe('subtitles')
  expect(found!.words).toContain('sync')
  expect(subtitles).toContain(found!.mentions[0]!.text)
})

test('one author is not enough for a suggestion, and no texts give none', async () => {
  expect(suggest(await rows(subtitles, () => 'one'))).toEqual([])
  expect(suggest([])).toEqual([])
  expect(suggest(await rows(['', '🔥', '?!']))).toEqual([])
})

test('clusters do not depend on the order of the points', () => {
  const at = (degrees: number) =>
    Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180))
  const angles = [0, 90, 5, 85, 180, 3, 95]
  for (const order of [angles, angles.toReversed(), angles.toSorted((a, b) => a - b)]) {
    const groups = cluster(order.map(at), 0.9).map((members) => members.map((i) => order[i]!).toSorted((a, b) => a - b))
    expect(groups.toSorted((a, b) => a[0]! - b[0]!)).toEqual([[0, 3, 5], [85, 90, 95], [180]])
  }
})
