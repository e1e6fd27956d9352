import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseJson } from '../../../ingest/read/parse-json.ts'
import { file } from '../../../ingest/sources/file.ts'
import { openItem, readItems } from '../../../ingest/sources/poll/item.ts'
import { rowReader } from '../../../ingest/sources/poll/rows.ts'
import { mentionsIn } from '../../../ingest/sources/s3/read-object.ts'
import { deepKinds, nested } from '../../nested.ts'

const folder = mkdtempSync(join(tmpdir(), 'groundswell-deep-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const now = Date.UTC(2026, 10, 20)
const time = '2026-11-20T10:00:00Z'
const good = (id: number) => JSON.stringify({ id, text: `text ${id}`, createdAt: time })
/** Deep in a field that is not read, or in the one that is read as the time. */
const bad = (deep: string, field = 'x') =>
  `{"id":9007199254740993,"text":"deep","createdAt":"${time}","${field}":${deep}}`

interface Delivered {
  mentions: { nativeId: string }[]
  rejected: { at: string; reason: string; raw: string }[]
}

async function fromFile(name: string, content: string): Promise<Delivered> {
  const found: Delivered = { mentions: [], rejected: [] }
  const path = join(folder, name)
  writeFileSync(path, content)
  for await (const page of file({ type: 'file', name: 'f', path }).pages(undefined, new AbortController().signal)) {
    found.mentions.push(...page.mentions)
    found.rejected.push(...(page.rejected ?? []))
  }
  return found
}

async function fromBucket(key: string, content: string): Promise<Delivered> {
  const found: Delivered = { mentions: [], rejected: [] }
  const rules = { map: {}, dates: undefined, timeZone: undefined, now, name: 'drop' }
  for await (const part of mentionsIn({ key, body: Buffer.from(content), read: 0 }, rules)) {
    found.mentions.push(...part.mentions)
    found.rejected.push(...part.rejected)
  }
  return found
}

/** As REST, Kafka and SQL read a page of items. */
function fromPage(items: unknown[]) {
  const page = items.map((raw, i) => openItem(raw, `items[${i}]`))
  const rows = rowReader({ map: { text: '$.text' } })(page, now)
  return readItems(page, (_, i) => rows[i]!.reading as undefined)
}

const reason = 'is nested more than 32 levels deep'
const others = (found: Delivered, at: string) => {
  expect(found.mentions.map(({ nativeId }) => nativeId)).toEqual(['1', '2'])
  expect(found.rejected).toEqual([{ at, reason, raw: expect.stringContaining('"deep"') }])
}

describe.each(deepKinds)('an item of nested %s, %i levels deep', (_kind, _levels, deep) => {
  test.each(['x', 'createdAt'])(
    'in the field %s is rejected with its place, and its neighbours come',
    async (field) => {
      const rows = [good(1), bad(deep, field), good(2)]
      others(await fromFile('a.jsonl', rows.join('\n')), 'a.jsonl line 2')
      others(await fromFile('a.json', `[${rows.join(',')}]`), 'a.json line 2')
      others(await fromBucket('in/a.jsonl', rows.join('\n')), 'in/a.jsonl line 2')
      others(await fromBucket('in/a.json', `[${rows.join(',')}]`), 'in/a.json line 2')
      others(fromPage(parseJson(`[${rows.join(',')}]`) as unknown[]), 'items[1]')
    },
  )

  test('alone stops nothing', async () => {
    expect(fromPage([parseJson(deep)])).toMatchObject({ mentions: [], rejected: [{ at: 'items[0]', reason }] })
    expect(await fromFile('b.jsonl', `${deep}\n`.repeat(Math.ceil(3e6 / deep.length)) + good(1))).toMatchObject({
      mentions: [{ nativeId: '1' }],
    })
  })

  test('is named in an error by its beginning', () => {
    const item = openItem({ x: parseJson(deep) }, 'the response')
    expect(() => item.time('x')).toThrow(/has no readable time \(x: [[{]/)
    expect(() => openItem({ x: { y: parseJson(deep) } }, 'the response').list('x')).toThrow(/no list x: \{"y":[[{]/)
  })

  test('costs long numbers beside it no digits', () => {
    const text = `{"n":[9007199254740993,-9007199254740993,1.1234567890123456789,1e16,5],"a\\"1234567890123456789":"\\\\","d":${deep}}`
    const { n, ...rest } = parseJson(text) as { n: unknown[] }
    expect(n).toEqual(['9007199254740993', '-9007199254740993', 1.1234567890123457, 1e16, 5])
    expect(Object.entries(rest)[0]).toEqual(['a"1234567890123456789', '\\'])
  })
})

test('a list of items in a line of JSONL keeps the good ones', async () => {
  const found: Delivered = { mentions: [], rejected: [] }
  const [, , deep] = deepKinds[0]!
  const path = join(folder, 'c.jsonl')
  writeFileSync(path, `{"list":[${good(1)},${bad(deep)},${good(2)}]}\n`)
  const source = file({ type: 'file', name: 'f', path, map: { items: 'list' } })
  for await (const page of source.pages(undefined, new AbortController().signal)) {
    found.mentions.push(...page.mentions)
    found.rejected.push(...(page.rejected ?? []))
  }
  others(found, 'c.jsonl line 1')
})

test('good rows come after thousands of bad ones', async () => {
  const deep = bad(nested.arrays!(33))
  const found = await fromFile('d.jsonl', `${`${deep}\n`.repeat(2_500)}${good(1)}\n${good(2)}\n`)
  expect([found.mentions.length, found.rejected.length]).toEqual([2, 2_500])
})

test('no row of a line with a list is lost between two pages, nor at a restart', async () => {
  const lines = [0, 1, 2].map((n) => `{"list":[${Array.from({ length: 700 }, (_, i) => good(n * 700 + i)).join(',')}]}`)
  const path = join(folder, 'e.jsonl')
  writeFileSync(path, lines.join('\n'))
  const ids: string[] = []
  let cursor: string | undefined
  for (let restarts = 0; restarts < 3; restarts++) {
    const source = file({ type: 'file', name: 'f', path, map: { items: 'list' } })
    for await (const page of source.pages(cursor, new AbortController().signal)) {
      ids.push(...page.mentions.map(({ nativeId }) => nativeId))
      cursor = page.cursor
      break
    }
  }
  expect(ids).toEqual(Array.from({ length: 2_100 }, (_, i) => String(i)))
})
