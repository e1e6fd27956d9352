import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { growth } from '../growth.ts'
import { expireRejects, openRejects } from '../../ingest/rejects.ts'

const day = 86_400_000
const daysOf = (source: string) => (source === 'desk' ? 7 : 30)
let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'groundswell-rejects-'))
  mkdirSync(join(data, 'rejects'))
})
afterEach(() => rmSync(data, { recursive: true }))

const fileOf = (name: string) => join(data, 'rejects', name)
const linesOf = (name: string) =>
  readFileSync(fileOf(name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { rejectedAt: string; reason: string })
const line = (daysAgo: number, reason: string) =>
  `${JSON.stringify({ rejectedAt: new Date(Date.now() - daysAgo * day).toISOString(), reason })}\n`

test('items are deleted after the days of their source, and a file without items, too', () => {
  writeFileSync(fileOf('desk.jsonl'), [line(9, 'old'), line(7.01, 'just over'), line(6.99, 'kept')].join(''))
  writeFileSync(fileOf('desk.jsonl.old'), line(8, 'old'))
  writeFileSync(fileOf('forum.jsonl'), line(8, 'kept'))
  openRejects(data, 'desk').add({ reason: 'new' })
  expect(expireRejects(data, { daysOf, now: Date.now() })).toBe(3)
  expect(linesOf('desk.jsonl').map(({ reason }) => reason)).toEqual(['kept', 'new'])
  expect(existsSync(fileOf('desk.jsonl.old'))).toBe(false)
  expect(linesOf('forum.jsonl').map(({ reason }) => reason)).toEqual(['kept'])
  expect(expireRejects(data, { daysOf, now: Date.now() })).toBe(0)
  expect(expireRejects(data, { daysOf, now: Date.now() + 7 * day })).toBe(2)
  expect(existsSync(fileOf('desk.jsonl'))).toBe(false)
})

test('items without a time are kept as if they had come now, and what a crash cut off is deleted', () => {
  writeFileSync(fileOf('desk.jsonl'), '{"reason":"of an earlier version"}\n{}\n"of a crash\n')
  const now = Date.now()
  expect(expireRejects(data, { daysOf, now })).toBe(1)
  appendFileSync(fileOf('desk.jsonl'), line(-6, 'later'))
  const rejectedAt = new Date(now).toISOString()
  expect(linesOf('desk.jsonl').slice(0, 2)).toEqual([{ rejectedAt, reason: 'of an earlier version' }, { rejectedAt }])
  expect(expireRejects(data, { daysOf, now: now + 7 * day + 1 })).toBe(2)
  expect(linesOf('desk.jsonl').map(({ reason }) => reason)).toEqual(['later'])
})

const redactedRow = (row: unknown, reason = 'no time') => {
  rmSync(fileOf('desk.jsonl'), { force: true })
  openRejects(data, 'desk').add({ at: 'line 1', reason, row })
  const [line] = readFileSync(fileOf('desk.jsonl'), 'utf8').trimEnd().split('\n')
  const { rejectedAt: _, ...rejected } = JSON.parse(line!) as Record<string, unknown>
  return rejected
}

test('keys are redacted as texts are, at every depth, and no value is lost', () => {
  const row = {
    id: 'a2',
    'jo.doe@mail.example': 'x',
    'mo.doe@mail.example': 'z',
    by: [{ '+49 151 23456789': 'y', zorblaxian: { 'jo.doe@mail.example': 3 } }],
  }
  expect(redactedRow(row)['row']).toEqual({
    id: 'a2',
    '[mail]': 'x',
    '[mail] (2)': 'z',
    by: [{ '[phone]': 'y', zorblaxian: { '[mail]': 3 } }],
  })
})

test('thousands of keys that are redacted alike take a time that grows with their number, not with its square', async () => {
  const made = await growth(
    'x',
    async (text) => {
      const row = Object.fromEntries(Array.from(text, (_, i) => [`a${i}@mail.example`, i]))
      const keys = Object.keys(redactedRow(row)['row'] as object)
      expect([keys.length, keys.at(-1)]).toEqual([text.length, `[mail] (${text.length})`])
    },
    1_000,
  )
  expect(made).toBeLessThan(30)
})

test('a key that looks like a numbered one keeps its value, too', () => {
  const row = { '[mail] (2)': 1, 'a@mail.example': 2, 'b@mail.example': 3, 'c@mail.example': 4 }
  expect(redactedRow(row)['row']).toEqual({ '[mail] (2)': 1, '[mail]': 2, '[mail] (3)': 3, '[mail] (4)': 4 })
})

test('numbers are redacted where a text with these digits is; ids and times stay numbers', () => {
  const row = { card: 4_111_111_111_111_111, id: 8_172, at: 1_764_583_200, rating: 1.5, list: [2_026] }
  expect(redactedRow(row)['row']).toEqual({ ...row, card: '[card]' })
})

test('an item that is too deeply nested leaves a reason without addresses', () => {
  let deep: unknown = 'x'
  for (let n = 0; n < 50_000; n++) deep = [deep]
  expect(redactedRow(deep, 'from jo.doe@mail.example')).toEqual({
    at: 'line 1',
    reason: 'from [mail]',
    row: 'too deeply nested to be shown',
  })
})
