import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { UsageError } from '../../../infra/verb.ts'
import { readRows } from '../../../ingest/read/read-rows.ts'
import type { Row } from '../../../ingest/read/row.ts'
import { badFiles } from '../../bad-inputs.ts'

const folder = mkdtempSync(join(tmpdir(), 'groundswell-rows-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function rowsIn(file: string): Promise<Row[]> {
  const rows: Row[] = []
  for await (const row of readRows(file)) rows.push(row)
  return rows
}

function rowsOf(name: string, content: string | Buffer): Promise<Row[]> {
  writeFileSync(join(folder, name), content)
  return rowsIn(join(folder, name))
}

const valuesOf = (rows: Row[]) => rows.map((row) => ('value' in row ? row.value : row.fault))

describe('rows of files', () => {
  test('CSV with any of three delimiters, quotes, a byte order mark and Windows line ends', async () => {
    const expected = [{ id: '1', text: 'a, b; "c"\nd' }]
    for (const delimiter of [',', ';', '\t'])
      expect(valuesOf(await rowsOf('x.csv', `\ufeffid${delimiter}text\r\n1${delimiter}"a, b; ""c""\nd"\r\n`))).toEqual(
        expected,
      )
  })

  test('a file in UTF-16, as spreadsheets write it, is decoded', async () => {
    const text = '\ufeffid;text\r\n1;Käse ☕\r\n'
    const little = Buffer.from(text, 'utf16le')
    expect(valuesOf(await rowsOf('le.csv', little))).toEqual([{ id: '1', text: 'Käse ☕' }])
    expect(valuesOf(await rowsOf('be.csv', Buffer.from(little).swap16()))).toEqual([{ id: '1', text: 'Käse ☕' }])
  })

  test('a bad line of JSONL is one fault with its line, and the others are read', async () => {
    const rows = await rowsOf('x.jsonl', '{"a":1}\n\n{oops\n[1]\n{"a":2}')
    expect(rows.map((row) => row.line)).toEqual([1, 3, 4, 5])
    expect(valuesOf(rows)).toEqual([
      { a: 1 },
      expect.stringMatching(/^is not JSON: /),
      'is not a JSON object',
      { a: 2 },
    ])
  })

  test('a row of CSV with too many or too few cells is one fault with its line', async () => {
    const rows = await rowsOf('x.csv', 'id,text\n1,a\n2,b,c\n3\n4,d\n')
    expect(rows.map((row) => ('fault' in row ? 'fault' : row.value.id))).toEqual(['1', 'fault', 'fault', '4'])
    expect(rows.filter((row) => 'fault' in row).map((row) => row.line)).toEqual([3, 4])
  })

  test('only LF and CRLF end a line; other separators are part of the text', async () => {
    const text = 'a\u2028b\u2029c\u0085d\re'
    const line = JSON.stringify({ text }).replace('\\r', '\\r')
    expect(valuesOf(await rowsOf('x.jsonl', `${line}\r\n${line}`))).toEqual([{ text }, { text }])
  })

  test('integers too long for a double keep their digits', async () => {
    const line = '{"id":1234567890123456789,"n":5,"x":1.5,"text":"1234567890123456789"}'
    const value = { id: '1234567890123456789', n: 5, x: 1.5, text: '1234567890123456789' }
    expect(valuesOf(await rowsOf('x.jsonl', line))).toEqual([value])
    expect(valuesOf(await rowsOf('x.json', `[${line}]`))).toEqual([value])
  })

  test('a .json file may be an array, one object, or one object per line', async () => {
    expect(valuesOf(await rowsOf('x.json', '[{"a":1},{"a":2}]'))).toEqual([{ a: 1 }, { a: 2 }])
    expect(valuesOf(await rowsOf('x.json', '{\n  "a": 1\n}\n'))).toEqual([{ a: 1 }])
    expect(valuesOf(await rowsOf('x.json', '{"a":1}\n{"a":2}\n'))).toEqual([{ a: 1 }, { a: 2 }])
    expect(await rowsOf('x.json', '')).toEqual([])
  })

  test('a line of 40 MB is one fault and takes little memory', async () => {
    const huge = `{"text":"${'x'.repeat(40_000_000)}"}\n{"a":1}\n`
    const rows = await rowsOf('huge.jsonl', huge)
    expect(rows[0]).toMatchObject({ line: 1, fault: 'is longer than 1000000 bytes' })
    expect('raw' in rows[0]! && rows[0].raw.length).toBeLessThanOrEqual(2000)
    expect(valuesOf(rows.slice(1))).toEqual([{ a: 1 }])
  })

  test('a missing file, or a folder, is an error of one sentence', async () => {
    await expect(rowsIn(join(folder, 'nowhere.csv'))).rejects.toThrow(/nowhere\.csv cannot be read \(ENOENT\)/)
    await expect(rowsIn(folder)).rejects.toThrow(UsageError)
  })
})

describe('files of public test suites', () => {
  const spectrum = badFiles('csv-spectrum/csvs')
  test.skipIf(spectrum.length === 0)('the files of csv-spectrum give the expected rows', async () => {
    for (const file of spectrum) {
      const name = basename(file, '.csv')
      const json: unknown = JSON.parse(readFileSync(join(dirname(file), '../json', `${name}.json`), 'utf8'))
      // One expected file is not a list, and has another telephone number than its CSV.
      const expected = Array.isArray(json) ? json : [{ ...(json as object), 'Contact Phone Number': '2095257564' }]
      expect([name, valuesOf(await rowsIn(file))]).toEqual([name, expected])
    }
  })

  const suite = badFiles('jsontestsuite/test_parsing')
  test.skipIf(suite.length === 0)(
    'of JSONTestSuite, no ill-formed file becomes a row, and every well-formed one is read',
    async () => {
      for (const file of suite) {
        const name = basename(file)
        const found = await rowsIn(file).then(
          (rows) => (rows.every((row) => 'fault' in row && row.fault.startsWith('is not JSON:')) ? 'nothing' : 'rows'),
          (error: unknown) => (expect(error).toBeInstanceOf(UsageError), String(error)),
        )
        const isEmpty = /^n_(structure_no_data|single_space|structure_UTF8_BOM_no_data)/.test(name)
        if (name.startsWith('n_') && !isEmpty)
          expect([name, found]).toEqual([name, expect.stringMatching(/not JSON|nothing/)])
        if (name.startsWith('y_')) expect([name, found]).toEqual([name, expect.not.stringMatching(/is not JSON:/)])
      }
    },
  )

  const odd = [...badFiles('bombs'), ...badFiles('utf8tests')].filter((file) => !/\.(gz|br|deflate)$/.test(file))
  test.skipIf(odd.length === 0).each(odd.map((file) => [basename(file), file]))(
    '%s is read or refused within two seconds',
    async (_, file) => {
      await rowsIn(file).catch((error: unknown) => expect(error).toBeInstanceOf(UsageError))
    },
    2000,
  )
})
