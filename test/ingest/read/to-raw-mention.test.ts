import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UsageError } from '../../../infra/verb.ts'
import { parseColumnMap } from '../../../ingest/read/columns.ts'
import { examineRows } from '../../../ingest/read/examine-rows.ts'
import { openRemarks } from '../../../ingest/read/remarks.ts'
import { rowConverter, textReader } from '../../../ingest/read/to-raw-mention.ts'

/** Converts rows of a file whose first rows are `head`. */
function converter(map = {}, head: Record<string, unknown>[] = []) {
  const remarks = openRemarks()
  const origin = { name: 'x.csv', map, remedy: (field: string) => `--map ${field}=COLUMN` }
  let convert: ReturnType<typeof rowConverter> | undefined
  return (row: Record<string, unknown>) => {
    const examined = () => examineRows(head.length > 0 ? head : [row], origin, remarks)
    convert ??= rowConverter({ ...examined(), now: Date.UTC(2026, 10, 29), remarks })
    return convert(row)
  }
}
const idsOf = (rows: Record<string, unknown>[]) => {
  const convert = converter()
  return rows.map((row) => {
    const converted = convert(row)
    return 'mention' in converted ? converted.mention.nativeId : converted.fault
  })
}

describe('the conversion of rows', () => {
  const row = {
    Body: 'Late again',
    Created_At: '2026-01-02 03:04',
    Author: 'ann',
    stars: '2',
    Carrier: 'GLX',
    link: 'https://x.example/1',
  }

  test('columns are found by their common names, ignoring case', () => {
    expect(converter()(row)).toMatchObject({
      mention: {
        text: 'Late again',
        createdAt: Date.UTC(2026, 0, 2, 3, 4),
        author: { id: 'ann', handle: 'ann' },
        rating: 2,
        url: 'https://x.example/1',
        fields: { carrier: 'GLX' },
      },
    })
  })

  test('a file without a column for text or time is refused with the remedy', () => {
    expect(() => converter()({ a: 'x', date: '2026' })).toThrow(
      new UsageError('x.csv has no column for text: name it with --map text=COLUMN (the columns are a, date)'),
    )
    expect(() => converter({ text: 'b' })({ a: 'x', date: '2026' })).toThrow(/has no column "b"/)
  })

  test('a row without a text or a readable time is a fault that names the column', () => {
    const convert = converter()
    expect(convert({ text: 'x', date: '2026' })).toHaveProperty('mention')
    expect(convert({ text: ' ', date: '2026' })).toEqual({ fault: 'has no text (column text)' })
    expect(convert({ text: 'x', date: 'soon' })).toEqual({ fault: 'has no readable time (column date: "soon")' })
  })

  test('the map names columns and JSON paths; a field that does not exist is refused', () => {
    const map = parseColumnMap(['text=t.body,createdAt=at', 'id=key'])
    expect(converter(map)({ t: { body: 'x' }, at: 1_700_000_000, key: 7 })).toMatchObject({
      mention: { nativeId: '7', text: 'x' },
    })
    expect(() => parseColumnMap(['txt=a'])).toThrow(/--map: "txt=a" must be FIELD=COLUMN/)
  })

  test('without an id, the same row gets the same id in every reading, and a row that occurs twice is two mentions', () => {
    const rows = [
      { text: 'a', date: '2026' },
      { text: 'b', date: '2026' },
      { text: 'a', date: '2026' },
    ]
    expect(idsOf(rows)).toEqual(idsOf(rows))
    expect(new Set(idsOf(rows)).size).toBe(3)
  })

  test('no row makes it throw once the columns are found', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), (wild) => {
        const convert = converter()
        convert({ text: 'x', date: '2026' })
        expect(Object.keys(convert({ ...wild })).length).toBe(1)
      }),
      { seed: 1 },
    )
  })
})

describe('texts of rows', () => {
  test('a row of JSON may have columns that the rows before it did not have', () => {
    const convert = converter()
    convert({ id: 1, text: 'Cracked', created_at: '2026-09-06' })
    expect(convert({ id: 2, text: 'Fine', created_at: '2026-09-06', Stars: 5, lang: 'en' })).toMatchObject({
      mention: { nativeId: '2', rating: 5, fields: { language: 'en' } },
    })
  })

  test('HTML is read as text, and the id of a row without one is that of what was written', () => {
    const row = { body: '<p>It doesn&#39;t heat</p>', subject: 'Kettle &amp; lid', created_at: '2026-09-06' }
    const converted = converter()(row)
    expect(converted).toMatchObject({ mention: { text: "It doesn't heat", title: 'Kettle & lid' } })
    expect(idsOf([row])).not.toEqual(idsOf([{ ...row, body: "It doesn't heat" }]))
  })

  test('without id and time, a text is read from the same columns', () => {
    const read = textReader()
    expect(read({ text: 'Not good' })).toEqual({ text: 'Not good' })
    expect(
      read({ message: 'x', text: 'Bad', Title: 'Hm', score: '1', product: 'K3', version: '5.1', rating: 9 }),
    ).toEqual({ text: 'Bad', title: 'Hm', fields: { product: 'K3', version: '5.1' } })
    expect(read({ text: 'Bad', rating: 1 })).toEqual({ text: 'Bad', rating: 1 })
    expect(read({ text: '<p> </p>' })).toBeUndefined()
  })
})
