import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { correctionsOf } from '../../../enrich/mentions/correction-table.ts'
import {
  blankMentions,
  insertMentions,
  storedOfSource,
  storedTimes,
  type MentionRow,
} from '../../../enrich/mentions/mention-table.ts'
import { chunksBy, chunksOf } from '../../../infra/store/chunks.ts'
import { mentionId } from '../../../ingest/redact/mention-id.ts'
import { redaction } from '../../../ingest/redact/redact.ts'
import { mentionRow } from '../../alerts/make.ts'
import { openLogAndStore } from '../../open-platform.ts'

const at = Date.UTC(2026, 10, 20)
const lone = 'a\ud800b'
const hostile = [
  lone,
  '\udfff',
  '\ud83d',
  '\u0000',
  '\ufffe',
  '\u202e',
  '"\\\n\t',
  "'); DROP",
  '{x: String}',
  '💥'.slice(0, 1),
  'ﷺ'.repeat(50),
]

describe('rows and parameters of any text', () => {
  let platform: Awaited<ReturnType<typeof openLogAndStore>>
  beforeAll(async () => {
    platform = await openLogAndStore()
  })
  afterAll(() => platform.close())
  const countOf = async (source: string) =>
    (
      await platform.store.select(
        Type.Object({ n: Type.Integer() }),
        'SELECT count() AS n FROM mentions FINAL WHERE source = {source: String}',
        { source },
      )
    )[0]!.n

  const places: (keyof MentionRow)[] = [
    'id',
    'channel',
    'url',
    'authorKey',
    'authorHandle',
    'title',
    'text',
    'inReplyTo',
    'language',
    'intent',
  ]
  test.each(places)('in %s they stop no neighbour', async (place) => {
    const source = `of-${place}`
    const rows = hostile.map((text, i) =>
      mentionRow({
        id: `${source}:${i}`,
        source,
        createdAt: at,
        [place]: place === 'id' ? `${source}:${text}${i}` : text,
      }),
    )
    await insertMentions(platform.store, [
      mentionRow({ id: `${source}:first`, source, createdAt: at }),
      ...rows,
      mentionRow({ id: `${source}:last`, source, createdAt: at }),
    ])
    expect(await countOf(source)).toBe(hostile.length + 2)
  })

  test('in lists and maps they stop no neighbour', async () => {
    const over = {
      fields: { [lone]: lone },
      topics: [lone],
      entityKinds: ['product'],
      entityValues: [lone],
      topicReasons: [lone],
    }
    await insertMentions(platform.store, [
      mentionRow({ id: 'deep:1', source: 'deep', createdAt: at, ...over }),
      mentionRow({ id: 'deep:2', source: 'deep', createdAt: at }),
    ])
    expect(await countOf('deep')).toBe(2)
  })

  test('a row that the store refuses for good is left out, and the others are stored', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => mentionRow({ id: `bad:${i}`, source: 'bad', createdAt: at }))
    const bad = [{ sentimentScore: 'much' }, { topics: 'no list' }, { createdAt: 'yesterday' }].map((over, i) => ({
      ...rows[i * 13]!,
      ...over,
    }))
    for (const [i, row] of bad.entries()) rows[i * 13] = row as unknown as MentionRow
    const refused: string[] = []
    await insertMentions(platform.store, rows, ({ id }, reason) => void refused.push(`${id}: ${reason}`))
    expect(await countOf('bad')).toBe(37)
    expect(refused).toEqual(
      ['bad:0', 'bad:13', 'bad:26'].map((id): unknown =>
        expect.stringMatching(new RegExp(`^${id}: the store refuses it \\([A-Z_]+\\)$`)),
      ),
    )
  })

  test('a parameter of a megabyte', async () => {
    const list = Array.from({ length: 10_000 }, (_, i) => `${'x'.repeat(100)}${i}`)
    const [row] = await platform.store.select(
      Type.Object({ n: Type.Integer() }),
      'SELECT length({list: Array(String)}) AS n',
      {
        list,
      },
    )
    expect(row!.n).toBe(10_000)
  })

  test('what is wrong with the whole statement is an error as before', async () => {
    await expect(platform.store.insert('nothing_here', [{ a: 1 }])).rejects.toThrow(/nothing_here/)
  })

  test('thousands of long ids in a parameter', async () => {
    const ids = Array.from({ length: 4_000 }, (_, i) => `long:${'ü'.repeat(140)}${i}`)
    await insertMentions(
      platform.store,
      ids.map((id) => mentionRow({ id, source: 'long', createdAt: at })),
    )
    expect((await storedTimes(platform.store, ids)).size).toBe(4_000)
    expect((await correctionsOf(platform.store, ids)).size).toBe(0)
    const native = ids.map((id) => id.slice('long:'.length))
    expect((await storedOfSource(platform.store, 'long', { ids: native, prefixes: native.slice(0, 3) })).size).toBe(
      4_000,
    )
    await blankMentions(
      platform.store,
      ids.map((id) => ({ type: 'deletion', id, source: 'long', reason: 'deleted', at })),
    )
    const [row] = await platform.store.select(
      Type.Object({ n: Type.Integer() }),
      "SELECT countIf(text = '') AS n FROM mentions FINAL WHERE source = 'long'",
    )
    expect(row!.n).toBe(4_000)
  })

  test('rows that need more memory together than the store has are stored in parts', async () => {
    // The index of words holds 11 times as much of this letter.
    const large = Array.from({ length: 700 }, (_, i) =>
      mentionRow({
        id: `large:${i}`,
        source: 'large',
        createdAt: at,
        text: i % 4 === 0 ? 'short' : 'ﷺ'.repeat(20_000),
      }),
    )
    await insertMentions(platform.store, large)
    expect(await countOf('large')).toBe(700)
  }, 300_000)
})

describe('ids', () => {
  test.each([
    ['a1', 'x:a1'],
    [lone, 'x:a\ufffdb'],
    ['i'.repeat(512), `x:${'i'.repeat(512)}`],
  ])('%j', (id, stored) => expect(mentionId('x', id)).toBe(stored))

  test('long ones that begin alike stay different, and keep their end when read again', () => {
    const [a, b] = ['a', 'b'].map((end) => mentionId('x', `${'i'.repeat(5_000)}${end}`))
    expect(a).not.toBe(b)
    expect(a).toHaveLength('x:'.length + 512)
    expect(mentionId('x', a!.slice(2))).toBe(a)
  })

  test('every text of a mention is well-formed and bounded', () => {
    const long = `${'y'.repeat(10_000)}\ud800`
    const mention = redaction(Buffer.from('secret'))(
      {
        nativeId: long,
        createdAt: at,
        text: lone,
        title: lone,
        url: long,
        channel: long,
        inReplyTo: long,
        author: { id: lone, handle: long },
        fields: { product: long, [lone]: lone },
      },
      'x',
      at,
    )
    const texts = JSON.stringify(mention)
    expect(texts).not.toMatch(/\\ud[89a-f]/)
    expect(texts.length).toBeLessThan(5_000)
    expect(mention.inReplyTo).toBe(mention.id.slice(2))
  })
})

test('lists are divided by what fits into a parameter, and nothing is lost', () => {
  const texts = Array.from({ length: 1_000 }, (_, i) => 'x'.repeat(i))
  const chunks = chunksOf(texts)
  expect(chunks.flat()).toEqual(texts)
  expect(Math.max(...chunks.map((chunk) => Buffer.byteLength(JSON.stringify(chunk))))).toBeLessThan(128 * 1024)
  expect(chunksOf([])).toEqual([])
  expect(chunksOf(['x'.repeat(200_000)])).toHaveLength(1)
  const pairs = Array.from({ length: 10 }, () => ['д'.repeat(5_000), 'x'.repeat(5_000)])
  expect(chunksBy(pairs, (pair) => pair).map((chunk) => chunk.length)).toEqual([2, 2, 2, 2, 2])
  expect(chunksBy(['a', 'b', 'c'], (text) => [text], 2)).toEqual([['a', 'b'], ['c']])
})
