import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '../../infra/store/store.ts'

const Note = Type.Object({
  id: Type.String(),
  text: Type.String(),
  labels: Type.Array(Type.String()),
  size: Type.Integer(),
  live: Type.Boolean(),
  createdAt: Type.Integer(),
  score: Type.Optional(Type.Number()),
})
const Count = Type.Object({ n: Type.Integer() })

const note = (id: string) => ({
  id,
  text: `it's "quoted", \\n, \u0000, 💬 and\ttabs\nlines`,
  labels: ['battery', 'späti'],
  size: 2 ** 52,
  live: true,
  createdAt: Date.UTC(2026, 2, 29, 1, 30, 0, 7),
  score: 0.25,
})

/** What every store promises, whoever runs the server. */
export function storeContract(
  name: string,
  open: () => Promise<{ store: Store; reader: Store; close(): Promise<void> }>,
): void {
  describe(`a store ${name}`, () => {
    let store: Store
    let reader: Store
    let close: (() => Promise<void>) | undefined

    beforeAll(async () => {
      ;({ store, reader, close } = await open())
      await store.command(`CREATE TABLE notes (id String, text String, labels Array(String), size UInt64, live Bool,
        created_at DateTime64(3, 'UTC'), score Nullable(Float64)) ENGINE = ReplacingMergeTree ORDER BY id`)
    }, 30_000)

    afterAll(() => close?.())

    const count = async (where: string) =>
      (await store.select(Count, `SELECT count() AS n FROM notes FINAL ${where}`))[0]?.n

    test('returns what was inserted, to the byte and the millisecond', async () => {
      await store.insert('notes', [note('same')])
      expect(await store.select(Note, `SELECT * FROM notes WHERE id = 'same'`)).toEqual([note('same')])
    })

    test('an absent field is NULL, and a NULL field is absent', async () => {
      const { score: _, ...without } = note('null')
      await store.insert('notes', [without])
      expect(await store.select(Note, `SELECT * FROM notes WHERE id = 'null'`)).toEqual([without])
    })

    test('writing a row again changes nothing', async () => {
      for (let time = 0; time < 3; time++) await store.insert('notes', [note('again')])
      expect(await count(`WHERE id = 'again'`)).toBe(1)
    })

    test('an empty list of rows makes no call', async () => {
      await store.insert('no_such_table', [])
    })

    test('parameters are values, whatever they contain', async () => {
      const evil = `x' OR 1 = 1 -- {id: String}`
      await store.insert('notes', [note(evil)])
      const sql = 'SELECT * FROM notes FINAL WHERE id = {id: String}'
      expect(await store.select(Note, sql, { id: evil })).toEqual([note(evil)])
    })

    test('parameters named …At become times', async () => {
      await store.insert('notes', [note('time')])
      const sql = `SELECT count() AS n FROM notes FINAL WHERE id = 'time' AND created_at = {startsAt: DateTime64(3, 'UTC')}`
      expect(await store.select(Count, sql, { startsAt: note('').createdAt })).toEqual([{ n: 1 }])
      expect(await store.select(Count, sql, { startsAt: note('').createdAt + 1 })).toEqual([{ n: 0 }])
    })

    test('a list of ten thousand ids can be a parameter', async () => {
      const ids = Array.from({ length: 10_000 }, (_, index) => `many:${index}`)
      await store.insert('notes', ids.map(note))
      const sql = 'SELECT count() AS n FROM notes FINAL WHERE id IN {ids: Array(String)}'
      expect(await reader.select(Count, sql, { ids })).toEqual([{ n: 10_000 }])
    })

    test('the error for a row that does not match its schema names the field, but not its value', async () => {
      await store.insert('notes', [note('private')])
      const wrong = Type.Object({ text: Type.Integer() })
      const reading = store.select(wrong, `SELECT text FROM notes WHERE id = 'private'`)
      await expect(reading).rejects.toThrow('/text must be integer')
      await expect(reading).rejects.not.toThrow('quoted')
    })

    // The limit is below the 60 s for which a call to an unreachable server is repeated.
    test('an error in the SQL is thrown without retries', { timeout: 15_000 }, async () => {
      await expect(store.command('SELECT nonsense')).rejects.toThrow('nonsense')
      await expect(store.insert('no_such_table', [{ a: 1 }])).rejects.toThrow('no_such_table')
    })

    test('an error in the middle of a result rejects the query', async () => {
      const sql = 'SELECT throwIf(number = 200000) AS n FROM numbers(300000) SETTINGS max_block_size = 1000'
      await expect(store.select(Count, sql)).rejects.toThrow()
    })

    test('the reader can read but not write', async () => {
      await store.insert('notes', [note('read')])
      expect(await reader.select(Note, `SELECT * FROM notes FINAL WHERE id = 'read'`)).toEqual([note('read')])
      await expect(reader.insert('notes', [note('written')])).rejects.toThrow()
      await expect(reader.command('TRUNCATE TABLE notes')).rejects.toThrow()
      await expect(reader.command(`ALTER TABLE notes DELETE WHERE 1`)).rejects.toThrow()
      expect(await count(`WHERE id = 'written'`)).toBe(0)
    })

    test('answers a check', async () => {
      await store.check()
      await reader.check()
    })
  })
}
