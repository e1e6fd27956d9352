import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openAudit } from '../../../infra/audit/audit.ts'
import type { AuditEntry, AuditRow } from '../../../infra/audit/audit-row.ts'
import { allAuditRows, findAudit } from '../../../infra/audit/audit-table.ts'
import { expireAudit } from '../../../infra/audit/expire-audit.ts'
import { verifyAudit } from '../../../infra/audit/verify-audit.ts'
import { openLogAndStore } from '../../open-platform.ts'

const day = 86_400_000
const at = Date.UTC(2026, 9, 15, 12)

let platform: Awaited<ReturnType<typeof openLogAndStore>>
let data: string
beforeAll(async () => {
  platform = await openLogAndStore()
})
afterAll(() => platform.close())
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'groundswell-audit-'))
  for (const table of ['audit', 'audit_anchors']) await platform.store.command(`TRUNCATE TABLE ${table}`)
})
afterEach(() => rmSync(data, { recursive: true }))

let requests = 0
const entry = (over: Partial<AuditEntry> = {}): AuditEntry => ({
  request: `r${requests++}`,
  person: 'petra',
  credential: 'k1',
  address: '127.0.0.1',
  forwarded: '',
  operation: 'resolveAlert',
  subject: 'a1',
  change: '{}',
  outcome: 'done',
  status: 200,
  ...over,
})

/** A process of its own. */
const writer = (clock = () => at) => openAudit({ store: platform.store, data, clock })
const alter = (sql: string, params = {}) =>
  platform.store.command(`ALTER TABLE audit ${sql} SETTINGS mutations_sync = 1`, params)
const verify = () => verifyAudit(platform.store, data)
const stored = async () => {
  const rows: AuditRow[] = []
  for await (const row of allAuditRows(platform.store)) rows.push(row)
  return rows
}
async function record(audit = writer(), rows = 5) {
  for (let i = 0; i < rows; i++) await audit.record(entry({ subject: `a${i + 1}` }))
}
/** `2: its content …` of each bad row. */
const faults = async () => (await verify()).faults.map(({ number, reason }) => `${number}: ${reason}`)

test('what is no well-formed text is noted as the store keeps it, and verifies', async () => {
  await writer().record(entry({ subject: `${'a'.repeat(199)}\ud83d`, person: '\udc00' }))
  expect(await verify()).toMatchObject({ rows: 1, faults: [] })
  expect((await stored())[0]).toMatchObject({ subject: `${'a'.repeat(199)}\ufffd`, person: '\ufffd' })
})

describe('verification', () => {
  test('rows that nobody touched are right', async () => {
    await record()
    expect(await verify()).toEqual({ chains: 1, rows: 5, removed: 0, faults: [], unfinished: 0, withoutHead: 0 })
  })

  test.each(['person', 'subject', 'change', 'outcome', 'address'])('notices a changed %s', async (column) => {
    await record()
    await alter(`UPDATE ${column} = 'forged' WHERE number = 3`)
    expect(await faults()).toEqual(['3: its content was changed, or it was not written by Groundswell'])
  })

  test('notices a changed row that hides under the same key', async () => {
    await record()
    const row = (await stored())[2]!
    await platform.store.insert('audit', [{ ...row, person: 'pia' }])
    expect(await faults()).toEqual(['3: its content was changed, or it was not written by Groundswell'])
  })

  test('notices deleted rows, at the beginning and in the middle', async () => {
    await record()
    await alter('DELETE WHERE number IN (3, 4)')
    expect(await faults()).toEqual(['5: rows 3 to 4 are before it missing: deleted, or moved'])
    await alter('DELETE WHERE number = 1')
    expect((await faults())[0]).toBe('2: row 1 is before it missing: deleted, or moved')
  })

  test('notices a cut end, and a chain that is gone', async () => {
    await record()
    await alter('DELETE WHERE number > 3')
    expect(await faults()).toEqual(['4: the end is cut: rows 4 to 5 are missing'])
    await alter('DELETE WHERE 1')
    expect(await faults()).toEqual(['1: the end is cut: rows 1 to 5 are missing'])
  })

  test('notices an inserted row: with a number of its own, and with one that there is', async () => {
    await record()
    const row = (await stored())[4]!
    const { hash, ...rest } = row
    await platform.store.insert('audit', [{ ...rest, number: 6, previous: hash, hash: 'f'.repeat(64) }])
    expect(await faults()).toEqual(['6: its content was changed, or it was not written by Groundswell'])
    await alter('DELETE WHERE number = 6')
    await platform.store.insert('audit', [{ ...rest, person: 'pia', hash: '0'.repeat(64) }])
    expect((await faults())[0]).toMatch(/^5: /)
  })

  test('notices rows that changed places, and rows of another chain', async () => {
    await record()
    const rows = await stored()
    await alter('DELETE WHERE number IN (2, 3)')
    await platform.store.insert('audit', [
      { ...rows[1]!, number: 3 },
      { ...rows[2]!, number: 2 },
    ])
    expect((await faults())[0]).toBe('2: its content was changed, or it was not written by Groundswell')
    await platform.store.command('TRUNCATE TABLE audit')
    await platform.store.insert(
      'audit',
      rows.map((row) => ({ ...row, writer: 'ffffffffffffffff' })),
    )
    expect((await faults())[0]).toMatch(/^1: /)
  })

  test('notices everything that is signed with another secret', async () => {
    await record()
    writeFileSync(join(data, 'audit-secret'), Buffer.alloc(32, 1))
    expect((await faults())[0]).toMatch(/^1: its content was changed/)
  })

  test('two processes that write at once have a chain each', async () => {
    const [one, other] = [writer(), writer()]
    await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? one : other).record(entry())))
    expect(await verify()).toMatchObject({ chains: 2, rows: 40, faults: [] })
    expect((await stored()).map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, i) => (i % 20) + 1))
  })

  test('a process that ends between a change and its outcome leaves an intention, which is told', async () => {
    const audit = writer()
    await audit.record(entry({ request: 'x', outcome: 'intended', status: 0 }))
    expect(await verify()).toMatchObject({ faults: [], unfinished: 1 })
    await audit.record(entry({ request: 'x' }))
    expect(await verify()).toMatchObject({ faults: [], unfinished: 0 })
  })

  test('a process that ends before it signs the head loses nothing; a damaged head is named', async () => {
    const audit = writer()
    await record(audit, 4)
    const [name] = readdirSync(join(data, 'audit-heads'))
    const file = join(data, 'audit-heads', name!)
    const before = readFileSync(file)
    await record(audit, 1)
    writeFileSync(file, before)
    expect(await faults()).toEqual([])
    writeFileSync(file, before.toString().replace('"number":4', '"number":3'))
    expect(await faults()).toEqual(['5: the head of the chain in the data folder is damaged'])
  })

  test('secret and heads are for their owner only', async () => {
    await record()
    const modeOf = (name: string) => statSync(join(data, name)).mode & 0o777
    const [head] = readdirSync(join(data, 'audit-heads'))
    expect([modeOf('audit-secret'), modeOf('audit-heads'), modeOf(`audit-heads/${head}`)]).toEqual([
      0o600, 0o700, 0o600,
    ])
  })
})

describe('while the store is out of reach', () => {
  test('a change is refused, and the chain has no gap afterwards', async () => {
    const audit = writer()
    await record(audit, 2)
    await platform.store.command('RENAME TABLE audit TO audit_away')
    await expect(audit.record(entry())).rejects.toThrow()
    await platform.store.command('RENAME TABLE audit_away TO audit')
    await audit.record(entry())
    expect((await stored()).map(({ number }) => number)).toEqual([1, 2, 3, 4])
    expect(await faults()).toEqual([])
  })
})

describe('retention', () => {
  test('removes the oldest rows of each chain, and what is left verifies', async () => {
    let now = at - 10 * day
    const audit = writer(() => now)
    await record(audit)
    await record(
      writer(() => at - 9 * day),
      3,
    )
    now = at
    await record(audit, 2)
    expect(await expireAudit(platform.store, data, at - day)).toBe(2)
    expect((await stored()).map(({ number }) => number)).toEqual([6, 7])
    expect(await verify()).toMatchObject({ chains: 2, rows: 2, removed: 8, faults: [], withoutHead: 0 })
    await record(audit, 1)
    expect(await faults()).toEqual([])
    await alter('DELETE WHERE number = 6')
    expect(await faults()).toEqual(['7: row 6 is before it missing: deleted, or moved'])
  })

  test('a forged anchor does not hide deleted rows', async () => {
    await record()
    const { writer: chain, hash } = (await stored())[2]!
    await alter('DELETE WHERE number <= 3')
    await platform.store.insert('audit_anchors', [{ writer: chain, number: 3, hash, mac: 'a'.repeat(64) }])
    expect((await faults())[0]).toBe('3: its anchor was not written by Groundswell: the rows up to it were deleted')
  })

  test('after a crash between anchor and removal, the rows are ignored and removed later', async () => {
    await record(writer(() => at - 10 * day))
    const rows = await stored()
    await expireAudit(platform.store, data, at)
    await platform.store.insert('audit', rows)
    expect(await faults()).toEqual([])
    await expireAudit(platform.store, data, at)
    expect(await stored()).toEqual([])
  })

  test('keeps everything while a row is bad', async () => {
    await record(writer(() => at - 10 * day))
    await alter(`UPDATE person = 'pia' WHERE number = 2`)
    await expect(expireAudit(platform.store, data, at)).rejects.toThrow(/row 2 of chain [0-9a-f]{16} is bad/)
    expect(await stored()).toHaveLength(5)
  })
})

test('a list has one row for each request: its outcome, or the intention that has none', async () => {
  let now = at
  const audit = writer(() => now++)
  await audit.record(entry({ request: 'x', outcome: 'intended', status: 0 }))
  await audit.record(entry({ request: 'y', outcome: 'intended', status: 0, person: 'pia' }))
  await audit.record(entry({ request: 'x', outcome: 'failed', status: 409 }))
  const list = async (over = {}) =>
    (await findAudit(platform.store, { since: 0, until: at + day, people: null, limit: 10, ...over })).map(
      ({ request, outcome }) => `${request} ${outcome}`,
    )
  expect(await list()).toEqual(['x failed', 'y intended'])
  expect(await list({ person: 'pia' })).toEqual(['y intended'])
  expect(await list({ people: ['petra'] })).toEqual(['x failed'])
  expect(await list({ outcome: 'failed', subjects: ['a1'] })).toEqual(['x failed'])
  const [first] = await findAudit(platform.store, { since: 0, until: at + day, people: null, limit: 1 })
  expect(await list({ after: first })).toEqual(['y intended'])
})
