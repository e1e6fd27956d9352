import { afterAll, beforeAll, expect, test } from 'vitest'
import { audited } from '../../app/audited.ts'
import { auditVerb } from '../../app/audit-verb.ts'
import { readConfig } from '../../app/config.ts'
import { UsageError } from '../../infra/verb.ts'
import { openLogAndStore } from '../open-platform.ts'

let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => {
  platform = await openLogAndStore()
})
afterAll(() => platform.close())

async function audit(positionals: string[], values: Record<string, string | boolean> = {}) {
  const lines: string[] = []
  const { data, storeUrl: store } = platform
  const code = await auditVerb(() => ({ ...readConfig(undefined, {}), data, store })).run({
    values,
    positionals,
    print: async (line) => void lines.push(line),
    progress: () => {},
    note: () => {},
    signal: new AbortController().signal,
  })
  return { code, lines }
}

const command = (operation: string, run: () => Promise<void> = async () => {}) =>
  audited(platform, (own) => ({ operation, subject: own.pseudonymOf('@kim_lee'), change: { kind: 'author' } }), run)

test('commands are noted with their outcome, and listed', async () => {
  await command('erase')
  await expect(command('keys revoke', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  const { lines } = await audit(['list'])
  expect(lines).toHaveLength(2)
  expect(lines[0]).toMatch(/^\S+Z {2}os:\S+ {2}keys revoke {2}#[0-9a-f]{16} {2}\{"kind":"author"\} {2}failed$/)
  expect(lines[1]).toMatch(/ {2}erase {2}.* {2}done$/)
  const { lines: json } = await audit(['list'], { json: true })
  expect(JSON.parse(json[1]!)).toMatchObject({ operation: 'erase', outcome: 'done', status: 0 })
  expect((await audit(['list'], { person: 'nobody' })).lines).toEqual(['no changes'])
  expect((await audit(['list'], { since: '2999-01-01' })).lines).toEqual(['no changes'])
})

test('verify says OK with exit code 0, and names the first bad row with exit code 1', async () => {
  expect(await audit(['verify'])).toEqual({ code: 0, lines: ['OK: 4 rows in 2 chains'] })
  await platform.store.command(
    `ALTER TABLE audit UPDATE person = 'mallory' WHERE number = 2 SETTINGS mutations_sync = 1`,
  )
  const { code, lines } = await audit(['verify'])
  expect(code).toBe(1)
  expect(lines[0]).toMatch(
    /^BAD: row 2 of chain [0-9a-f]{16}: its content was changed, or it was not written by Groundswell$/,
  )
  expect(lines[1]).toBe('1 further fault; --json lists them')
  expect(JSON.parse((await audit(['verify'], { json: true })).lines[0]!)).toMatchObject({ ok: false, rows: 4 })
})

test('other arguments are refused', async () => {
  for (const given of [[], ['look'], ['verify', 'list']]) await expect(audit(given)).rejects.toThrow(UsageError)
})
