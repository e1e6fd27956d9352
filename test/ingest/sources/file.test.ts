import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Page } from '../../../ingest/mention/source.ts'
import { file, type FileOptions } from '../../../ingest/sources/file.ts'
import { sourceContract } from '../../contract/source.ts'
import { until } from '../../until.ts'

const root = mkdtempSync(join(tmpdir(), 'groundswell-file-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let folders = 0
function folder(): string {
  const path = join(root, String(folders++))
  mkdirSync(path)
  return path
}

const row = (id: number | string, text = `text ${id}`) => `${JSON.stringify({ id, text, date: '2026-01-01' })}\n`
const rows = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => row(from + i)).join('')
const idsOf = (pages: Page[]) => pages.flatMap((page) => page.mentions.map((mention) => mention.nativeId))
const source = (path: string, options: Partial<FileOptions> = {}) =>
  file({ type: 'file', name: 'f', path, ...options }, { pollMs: 20 })

async function pagesOf(
  path: string,
  { cursor, ...options }: Partial<FileOptions> & { cursor?: string } = {},
): Promise<Page[]> {
  const pages: Page[] = []
  for await (const page of source(path, options).pages(cursor, new AbortController().signal)) pages.push(page)
  return pages
}

/** Follows the file until `stop`. `pages` has the pages so far. */
function following(path: string, cursor?: string) {
  const ending = new AbortController()
  const pages: Page[] = []
  const done = (async () => {
    for await (const page of source(path, { follow: true }).pages(cursor, ending.signal)) pages.push(page)
  })()
  const stop = async () => {
    ending.abort()
    await done
  }
  return { pages, stop }
}

sourceContract('a JSONL file', () => {
  const path = join(folder(), 'a.jsonl')
  writeFileSync(path, rows(1, 2500))
  return {
    open: () => source(path),
    grow: () => appendFileSync(path, rows(2501, 2510)),
    fail() {
      renameSync(path, `${path}.away`)
      return () => renameSync(`${path}.away`, path)
    },
  }
})

describe('a file as a source', () => {
  test('comes in pages of 1,000, as history unless it is live', async () => {
    const path = join(folder(), 'a.jsonl')
    writeFileSync(path, rows(1, 2500))
    const pages = await pagesOf(path)
    expect(pages.map((page) => page.mentions.length)).toEqual([1000, 1000, 500])
    expect(new Set(idsOf(pages)).size).toBe(2500)
    expect(pages[0]!.mentions[0]).toEqual({ nativeId: '1', createdAt: Date.UTC(2026), text: 'text 1', backfill: true })
    expect((await pagesOf(path, { live: true }))[0]!.mentions[0]!.backfill).toBe(false)
  })

  test.each(['a.jsonl', 'a.csv'])('%s resumes after the last page, without repetition', async (name) => {
    const path = join(folder(), name)
    const csv = `id,text,date\n${Array.from({ length: 2500 }, (_, i) => `${i + 1},text,2026-01-01`).join('\n')}\n`
    writeFileSync(path, name.endsWith('csv') ? csv : rows(1, 2500))
    const [first] = await pagesOf(path)
    const rest = await pagesOf(path, { cursor: first!.cursor })
    expect([...idsOf([first!]), ...idsOf(rest)]).toEqual(Array.from({ length: 2500 }, (_, i) => String(i + 1)))
    expect(await pagesOf(path, { cursor: rest.at(-1)!.cursor })).toEqual([])
  })

  test('rows without an id get the same ids after a restart', async () => {
    const path = join(folder(), 'a.csv')
    writeFileSync(path, `text,date\n${'same,2026-01-01\n'.repeat(1200)}`)
    const all = idsOf(await pagesOf(path))
    const [first] = await pagesOf(path)
    expect(new Set(all).size).toBe(1200)
    expect(idsOf(await pagesOf(path, { cursor: first!.cursor }))).toEqual(all.slice(1000))
  })

  test('a bad row is rejected with its line and reason, and the others are read', async () => {
    const path = join(folder(), 'a.jsonl')
    writeFileSync(path, `${row(1)}{oops\n${row(2)}${JSON.stringify({ id: 3, text: 'x', date: 'soon' })}\n${row(4)}`)
    const [page] = await pagesOf(path)
    expect(idsOf([page!])).toEqual(['1', '2', '4'])
    expect(page!.rejected).toEqual([
      { at: 'a.jsonl line 2', reason: expect.stringMatching(/^is not JSON/), raw: '{oops' },
      {
        at: 'a.jsonl line 4',
        reason: 'has no readable time (column date: "soon")',
        raw: expect.stringContaining('soon'),
      },
    ])
  })

  test('a folder is read file by file, by name; a file without the columns is rejected with the remedy and does not stop the others', async () => {
    const path = folder()
    writeFileSync(join(path, 'b.jsonl'), row('b'))
    writeFileSync(join(path, 'a.csv'), 'x,y\n1,2\n')
    writeFileSync(join(path, 'c.json'), `[${row('c')}]`)
    writeFileSync(join(path, 'd.csv.tmp'), 'half')
    const pages = await pagesOf(path)
    expect(idsOf(pages)).toEqual(['b', 'c'])
    expect(pages.flatMap((page) => page.rejected ?? [])).toMatchObject([
      { at: 'a.csv', reason: expect.stringMatching(/has no column for text: name it with map\.text/) },
    ])
  })

  test('a comma without quotes before a date costs its row and not the file, even when a cell of several lines comes next', async () => {
    const path = folder()
    const shifted = [
      'id,text,created_at',
      '1,Great, but slow,2026-11-20T10:00:00Z',
      '2,"It broke',
      'after two days, really, yes',
      'end",2026-11-20T11:00:00Z',
      '3,"torn,2026-11-20T11:30:00Z',
      '4,fine,2026-11-20T12:00:00Z',
      '5,"torn too,2026-11-20T12:30:00Z',
      '6,good,2026-11-20T13:00:00Z',
    ]
    writeFileSync(join(path, 'a.csv'), shifted.join('\n'))
    writeFileSync(join(path, 'b.csv'), 'id,text,created_at\n9,good,2026-11-20T10:00:00Z\n')
    const pages = await pagesOf(path)
    expect(idsOf(pages)).toEqual(['2', '4', '6', '9'])
    expect(pages[0]!.mentions[0]!.text).toBe('It broke\nafter two days, really, yes\nend')
    const rejected = pages.flatMap((page) => page.rejected ?? [])
    expect(rejected.map(({ at }) => at)).toEqual(['a.csv line 2', 'a.csv line 6', 'a.csv line 8'])
  })

  test('a file of a folder that cannot be opened fails the source after all others are read, and is tried again', async () => {
    const path = folder()
    symlinkSync('a.csv', join(path, 'a.csv'))
    writeFileSync(join(path, 'b.jsonl'), row('b'))
    const pages: Page[] = []
    const read = async (cursor?: string) => {
      for await (const page of source(path).pages(cursor, new AbortController().signal)) pages.push(page)
    }
    await expect(read()).rejects.toThrow(/ELOOP.*a\.csv/)
    expect(idsOf(pages)).toEqual(['b'])
    rmSync(join(path, 'a.csv'))
    writeFileSync(join(path, 'a.csv'), 'id,text,date\na,x,2026-01-01\n')
    await read(pages.at(-1)!.cursor)
    expect(idsOf(pages)).toEqual(['b', 'a'])
  })

  test('a single file that is missing, or lacks the columns, fails with a reason', async () => {
    const path = join(folder(), 'a.csv')
    await expect(pagesOf(path)).rejects.toThrow(/a\.csv does not exist/)
    writeFileSync(path, 'x,y\n1,2\n')
    await expect(pagesOf(path)).rejects.toThrow(/has no column for text/)
    expect(idsOf(await pagesOf(path, { map: { text: 'x', createdAt: 'y' } }))).toEqual([])
  })

  test('a file without a line of names fails without the addresses of its first row', async () => {
    const path = join(folder(), 'a.csv')
    writeFileSync(path, '7,yesterday,jo.doe@mail.example,+49 151 23456789\n8,yesterday,mo.doe@mail.example,\n')
    await expect(pagesOf(path)).rejects.toThrow(/the columns are 7, yesterday, \[mail\], \[phone\]/)
  })
})

describe('a followed file', () => {
  test('gives added lines, and a partial line only when it is complete', async () => {
    const path = join(folder(), 'a.jsonl')
    writeFileSync(path, row(1))
    const { pages, stop } = following(path)
    await until('the first line', () => idsOf(pages).length === 1)
    appendFileSync(path, row(2) + row(3).slice(0, 9))
    await until('the second line', () => idsOf(pages).length === 2)
    appendFileSync(path, row(3).slice(9))
    await until('the third line', () => idsOf(pages).length === 3)
    await stop()
    expect(idsOf(pages)).toEqual(['1', '2', '3'])
    expect(pages.flatMap((page) => page.rejected)).toEqual([])

    appendFileSync(path, row(4))
    const again = following(path, pages.at(-1)!.cursor)
    await until('the line that was added in between', () => idsOf(again.pages).length > 0)
    await again.stop()
    expect(idsOf(again.pages)).toEqual(['4'])
  })

  test('what is there at first is history, and what is added may raise alerts, also after a restart', async () => {
    const path = folder()
    writeFileSync(join(path, 'a.jsonl'), row(1))
    const historyOf = (pages: Page[]) => pages.flatMap((page) => page.mentions.map((mention) => mention.backfill))
    const { pages, stop } = following(path)
    await until('the first line', () => pages.length === 2)
    appendFileSync(join(path, 'a.jsonl'), row(2))
    writeFileSync(join(path, 'b.jsonl'), row(3))
    await until('what was added', () => idsOf(pages).length === 3)
    await stop()
    expect(historyOf(pages)).toEqual([true, false, false])

    appendFileSync(join(path, 'a.jsonl'), row(4))
    const again = following(path, pages.at(-1)!.cursor)
    await until('what was added in between', () => idsOf(again.pages).length > 0)
    await again.stop()
    expect(historyOf(again.pages)).toEqual([false])
    expect(
      historyOf(await pagesOf(join(path, 'b.jsonl'), { cursor: '{"b.jsonl":{"from":0,"fromLine":0,"line":0}}' })),
    ).toEqual([true])
  })

  test('gives new files, also if their names sort first, and a truncated file from its beginning', async () => {
    const path = folder()
    writeFileSync(join(path, 'b.jsonl'), row('b1') + row('b2'))
    const { pages, stop } = following(path)
    await until('the first file', () => idsOf(pages).length === 2)
    writeFileSync(join(path, 'a.tmp'), `id,text,date\na,x,2026-01-01\n`)
    renameSync(join(path, 'a.tmp'), join(path, 'a.csv'))
    await until('the second file', () => idsOf(pages).includes('a'))
    writeFileSync(join(path, 'b.jsonl'), row('n'))
    await until('the new content', () => idsOf(pages).includes('n'))
    await stop()
    expect(idsOf(pages)).toEqual(['b1', 'b2', 'a', 'n'])
  })
})
