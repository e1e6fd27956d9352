import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withoutValues } from '../../../infra/store/without-values.ts'
import { openLogAndStore } from '../../open-platform.ts'

/** What a customer wrote, with the signs that end a quotation early. */
const texts = ['call margaret', "it's margaret's", 'margaret "said"', 'margaret\\', "margaret\n'", '-- margaret /*']

let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => {
  platform = await openLogAndStore()
})
afterAll(() => platform.close())

const failureOf = (call: Promise<unknown>): Promise<Error> =>
  call.then(
    () => expect.unreachable(),
    (error: Error) => error,
  )
const sqlOf = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`

/** Statements that fail, each for another reason, and whose message quotes their value. */
const statements: Record<string, (value: string) => string> = {
  'no number': (value) => `SELECT toUInt8(${value})`,
  'no time': (value) => `SELECT toDateTime(${value}, 'UTC')`,
  'no function': (value) => `SELECT nothing_such(${value})`,
  'no column': (value) => `SELECT no_such_column FROM mentions WHERE text = ${value}`,
  'no operator': (value) => `SELECT ${value} ${value}`,
  'wrong types': (value) => `SELECT ${value} + 1`,
  'thrown by a function': (value) => `SELECT throwIf(1, ${value})`,
  'no JSON': (value) => `SELECT CAST(${value}, 'JSON')`,
  'no UUID': (value) => `SELECT toUUID(${value})`,
  'an unclosed bracket': (value) => `SELECT (${value}`,
}

test.each(Object.keys(statements))('an error of the store quotes no value: %s', async (name) => {
  for (const text of texts) {
    const { message, stack } = await failureOf(platform.store.command(statements[name]!(sqlOf(text))))
    expect(message, text).not.toContain('margaret')
    expect(stack, text).not.toContain('margaret')
    expect(message.length).toBeGreaterThan(5)
  }
})

test('neither one of its parameters', async () => {
  for (const text of texts) {
    const Row = Type.Object({ n: Type.Integer() })
    const sql = 'SELECT toUInt8({value: String}) AS n'
    const { message } = await failureOf(platform.store.select(Row, sql, { value: text }))
    expect(message, text).not.toContain('margaret')
  }
})

test('the names of tables and columns, the type and the code stay', async () => {
  const error = await failureOf(platform.store.command("SELECT no_such_column FROM mentions WHERE text = 'it''s'"))
  expect(error.message).toContain('no_such_column')
  expect(error).toMatchObject({ type: 'UNKNOWN_IDENTIFIER', code: '47' })
})

test('any other error is returned as it is', () => {
  const error = new Error("it's 'quoted'")
  expect(withoutValues(error)).toBe(error)
})
