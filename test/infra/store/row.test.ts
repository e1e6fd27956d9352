import { assert, integer, property, stringMatching } from 'fast-check'
import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { fromRow, parseRow, toCamel, toDateTime, toJson, toRow, toSnake } from '../../../infra/store/row.ts'

test('names survive conversion to snake_case and back', () => {
  expect(['createdAt', 'sentimentSum', 'p95Ms', 'id'].map(toSnake)).toEqual([
    'created_at',
    'sentiment_sum',
    'p95_ms',
    'id',
  ])
  const names = stringMatching(/^[a-z][a-z0-9]*([A-Z][a-z0-9]+)*$/)
  assert(
    property(names, (name) => toCamel(toSnake(name)) === name),
    { seed: 1 },
  )
})

test('times survive conversion to a row and back, to the millisecond', () => {
  const times = integer({ min: Date.UTC(1970, 0), max: Date.UTC(2299, 11, 31) })
  assert(
    property(times, (createdAt) => fromRow(toRow({ createdAt }))['createdAt'] === createdAt),
    { seed: 1 },
  )
  expect(toDateTime(Date.UTC(2026, 0, 2, 3, 4, 5, 6))).toBe('2026-01-02 03:04:05.006')
})

test('only numbers in fields named …At become times', () => {
  expect(toRow({ at: 5, format: 7, lastAt: 'never', seenAt: undefined })).toEqual({
    at: 5,
    format: 7,
    last_at: 'never',
    seen_at: undefined,
  })
})

test('a NULL field is omitted, and a validation error names the field', () => {
  const Row = Type.Object({ id: Type.String(), rating: Type.Optional(Type.Number()) })
  expect(parseRow(Row, { id: 'a', rating: null })).toEqual({ id: 'a' })
  expect(() => parseRow(Row, { id: 'a', rating: 'secret' })).toThrow('/rating must be number')
})

test('the JSON of a column has no unpaired surrogate, in keys and values however deep', () => {
  const json = toJson({ ['a\ud800']: ['\udfff', { b: 'fine 🫖, literally \\ud800' }] })
  expect(json).toBe('{"a\ufffd":["\ufffd",{"b":"fine 🫖, literally \\\\ud800"}]}')
})
