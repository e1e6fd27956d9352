import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { rejectsPlace } from '../../erasure/file-place.ts'
import type { Found } from '../../erasure/found.ts'
import type { ErasureRequest } from '../../erasure/request.ts'
import { tracesOf } from '../../erasure/scrub.ts'
import { openRejects } from '../../ingest/rejects.ts'

let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'groundswell-rejects-'))
  mkdirSync(join(data, 'rejects'))
})
afterEach(() => rmSync(data, { recursive: true }))

const mention = {
  id: 'forum:one',
  source: 'forum',
  authorKey: 'k',
  authorHandle: 'zorblaxian',
  url: '',
  channel: '',
  inReplyTo: '',
  title: '',
  text: 'My parcel is late, says the driver',
  fields: {},
  entityValues: [],
}
const foundOf = (request: ErasureRequest): Found => ({
  mentions: [mention],
  ids: new Map([['forum:one', 'forum']]),
  authorKeys: new Set(['k']),
  request,
})
const byAuthor: ErasureRequest = { kind: 'author', author: 'zorblaxian' }
const place = (request = byAuthor) => {
  const found = foundOf(request)
  return rejectsPlace(data, { found, traces: tracesOf(found, { values: new Set(), named: new Set() }) })
}
const fileOf = () => readFileSync(join(data, 'rejects', 'rows.jsonl'), 'utf8')

describe('rejected items', () => {
  test.each([
    [{ by: { zorblaxian: { likes: 3 } } }],
    [{ by: [{ Zorblaxian: 1 }] }],
    [{ 'My parcel is late, says the driver': 1 }],
    [{ one: { likes: 3 } }],
    ['{"by":{"zorblaxian":{"likes":3}}}'],
    [{ inside: '{"zorblaxian":1}' }],
    ['7;"late";zorblaxian'],
  ])('%j goes, and the line beside it stays byte for byte', async (row) => {
    const rejects = openRejects(data, 'rows')
    rejects.add({ file: 'a', line: 1, reason: 'no time', row: { by: { 'handle-two': { likes: 3 } } } })
    const before = fileOf()
    rejects.add({ file: 'a', line: 2, reason: 'no time', row })
    expect(await place().count()).toBe(1)
    await place().erase()
    expect(fileOf()).toBe(before)
  })

  test.each([
    'rows.csv has no column for text: name it with map.text (the columns are 7, zorblaxian, late)',
    'rows.csv has no column for text: name it with map.text (the columns are Zorblaxian, late)',
    'rows.csv has no column "zorblaxia", perhaps "zorblaxian"',
    'has no readable time (column zorblaxian: "late")',
    'has no text (column zorblaxian)',
  ])('with the reason %j it goes', async (reason) => {
    openRejects(data, 'rows').add({ at: 'item 1', reason, raw: '' })
    expect(await place().count()).toBe(1)
  })

  test.each(['reason', 'author', 'text', 'row', '0'])(
    'the item of somebody else stays when a person is called as a field is: %s',
    async (name) => {
      openRejects(data, 'rows').add({
        at: 'item 1',
        reason: 'has no readable time (column created_at: "x"); the text is there',
        row: [{ id: 5, author: 'kim', text: ['late'], created_at: 'x' }],
      })
      expect(await place({ kind: 'author', author: name }).count()).toBe(0)
    },
  )

  test('a file without a trace is not written', async () => {
    writeFileSync(join(data, 'rejects', 'rows.jsonl'), '{"by":{"handle-two":1}}\nno JSON at all\n\n{"a":[1,2]}')
    expect(await place().count()).toBe(0)
    await place().erase()
    expect(fileOf()).toBe('{"by":{"handle-two":1}}\nno JSON at all\n\n{"a":[1,2]}')
  })
})
