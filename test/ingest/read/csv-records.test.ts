import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { rowsOfStream } from '../../../ingest/read/read-rows.ts'
import type { Row } from '../../../ingest/read/row.ts'
import { growth } from '../../growth.ts'

async function rowsOf(text: string): Promise<Row[]> {
  const rows: Row[] = []
  for await (const row of rowsOfStream(Readable.from([Buffer.from(text)]), 'x.csv')) rows.push(row)
  return rows
}
const textsIn = (rows: readonly Row[]) => rows.flatMap((row) => ('value' in row ? [row.value.text] : []))

const header = 'id,text,created\n1,hello,2026-11-01\n'
const torn = [
  'a"b,"c\n',
  '2,24" screen,"broken\n',
  '2,"broken\n',
  '"\n',
  'a,"b"c","d\n',
  '"a"",""b\n',
  '2,"x,2026-11-01\n',
]

describe('quotes that are not closed', () => {
  test.each(torn)('reading takes a time that grows with the length, not with its square: %j', async (piece) => {
    expect(await growth(piece, (text) => rowsOf(header + text), 20_000)).toBeLessThan(30)
  })

  test.each(torn)('others have a turn meanwhile: %j', async (piece) => {
    let turns = 0
    const counting = setInterval(() => turns++, 1)
    await rowsOf(header + piece.repeat(100_000))
    clearInterval(counting)
    expect(turns).toBeGreaterThan(0)
  })

  test('rows after thousands of them are read, also those of several lines', async () => {
    const rows = [
      ...Array.from({ length: 3_000 }, (_, i) => `${i},24" screen,"broken`),
      '9001,a whole row,2026-11-02',
      '9002,"two\nlines",2026-11-02',
      ...Array.from({ length: 3_000 }, (_, i) => `${i},24" screen,"broken`),
      '9003,the last,2026-11-03',
    ]
    const texts = textsIn(await rowsOf(header + rows.join('\n')))
    expect(texts).toEqual(['hello', 'a whole row', 'two\nlines', 'the last'])
  })

  test('a cell of thousands of lines is one cell', async () => {
    const text = Array.from({ length: 5_000 }, (_, i) => `line ${i}`).join('\n')
    expect(textsIn(await rowsOf(`${header}2,"${text}",2026-11-01\n3,b,2026-11-01\n`))).toEqual(['hello', text, 'b'])
  })
})
