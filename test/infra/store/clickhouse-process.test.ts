import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { StoreLocked } from '../../../infra/store/clickhouse-launch.ts'
import { startClickHouse, type ClickHouseProcess } from '../../../infra/store/clickhouse-process.ts'
import { openClickHouse } from '../../../infra/store/clickhouse.ts'
import { isOutOfReach } from '../../../infra/store/out-of-reach.ts'
import type { Store } from '../../../infra/store/store.ts'

const logger = pino({ level: 'silent' })
const Count = Type.Object({ n: Type.Integer() })

const data = mkdtempSync(join(tmpdir(), 'groundswell-clickhouse-'))
let server: ClickHouseProcess
let store: Store
let reader: Store

beforeAll(async () => {
  server = await startClickHouse({ data, logger })
  const { url, owner, queryPath } = server
  store = openClickHouse({ url, queryPath, ...owner, database: 'groundswell', logger })
  reader = openClickHouse({ url, queryPath, ...server.reader, database: 'groundswell', logger })
  await store.command('CREATE TABLE rows (id String) ENGINE = ReplacingMergeTree ORDER BY id')
}, 30_000)

afterAll(async () => {
  await store.close()
  await reader.close()
  await server.stop()
  rmSync(data, { recursive: true, force: true, maxRetries: 5 })
})

describe('the embedded server, when it is killed', () => {
  test('with kill -9 during inserts, three times, restarts within two seconds and has every acknowledged row', async () => {
    const acknowledged: string[] = []
    const writing = new AbortController()
    const write = async (writer: number) => {
      for (let batch = 0; !writing.signal.aborted; batch++) {
        const ids = Array.from({ length: 200 }, (_, index) => `${writer}:${batch}:${index}`)
        await store.insert(
          'rows',
          ids.map((id) => ({ id })),
        )
        acknowledged.push(...ids)
      }
    }
    const writers = [write(1), write(2)]
    for (let kill = 0; kill < 3; kill++) {
      const enough = acknowledged.length + 1_000
      await vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(enough), { timeout: 10_000 })
      const killed = server.pid() ?? 0
      process.kill(killed, 'SIGKILL')
      await vi.waitFor(() => expect(server.state()).toBe('restarting'), { timeout: 1_000, interval: 5 })
      await vi.waitFor(() => expect(server.state()).toBe('ready'), { timeout: 2_000, interval: 20 })
      expect(server.pid()).not.toBe(killed)
    }
    writing.abort()
    await Promise.all(writers)
    const stored = await store.select(Type.Object({ id: Type.String() }), 'SELECT DISTINCT id FROM rows')
    const there = new Set(stored.map((row) => row.id))
    expect(acknowledged.filter((id) => !there.has(id))).toEqual([])
    // Only rows that were sent: an interrupted batch is stored once or not at all.
    expect(there.size).toBe(acknowledged.length)
  }, 40_000)

  // In this mode the server aborts when a client is killed at this moment.
  test('by a connection that is reset in the middle of a request header, restarts within two seconds', async () => {
    await store.insert('rows', [{ id: 'before the abort' }])
    const before = server.pid()
    for (let reset = 0; reset < 20 && server.pid() === before; reset++)
      await resetInHead(Number(new URL(server.url).port))
    await vi.waitFor(() => store.check(), { timeout: 2_000, interval: 20 })
    const sql = `SELECT count() AS n FROM rows FINAL WHERE id = 'before the abort'`
    expect(await store.select(Count, sql)).toEqual([{ n: 1 }])
  })

  test('by kill -9 of its parent, is gone within two seconds', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'groundswell-parent-'))
    const script = fileURLToPath(new URL('./hold-store.ts', import.meta.url))
    const parent = spawn(process.execPath, [script, folder, 'start'], { stdio: ['pipe', 'pipe', 'ignore'] })
    const [line] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string]
    const { url } = JSON.parse(line) as { url: string }
    expect((await fetch(`${url}/ping`)).ok).toBe(true)
    parent.kill('SIGKILL')
    await vi.waitFor(() => expect(fetch(`${url}/ping`)).rejects.toThrow(), { timeout: 2_000, interval: 50 })
    await vi.waitFor(() => expect(processesOf(folder)).toEqual([]), { timeout: 2_000, interval: 50 })
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }, 30_000)
})

describe('the embedded server, when it answers nothing any more', () => {
  test('is ended and started again, with its rows; who reads is told so at once, and who writes waits', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'groundswell-hung-'))
    const hung = await startClickHouse({
      data: folder,
      logger,
      hangTimes: { pauseMs: 3_000, timeoutMs: 1_000, pings: 3 },
    })
    const access = { url: hung.url, queryPath: hung.queryPath, database: 'groundswell', logger }
    const writing = openClickHouse({ ...access, ...hung.owner })
    const reading = openClickHouse({ ...access, ...hung.reader, readonly: true, failsFast: true, retryForMs: 100 })
    await writing.command('CREATE TABLE rows (id String) ENGINE = ReplacingMergeTree ORDER BY id')
    await writing.insert('rows', [{ id: 'before' }])
    const before = hung.pid()!
    process.kill(before, 'SIGSTOP')
    const written = writing.insert('rows', [{ id: 'meanwhile' }])
    const sql = 'SELECT count() AS n FROM rows FINAL'
    const refused = await reading.select(Count, sql).catch((error: unknown) => error)
    expect([refused, isOutOfReach(refused)]).toEqual([expect.objectContaining({ name: 'Unanswered' }), true])
    expect(hung.pid()).toBe(before)
    await written
    expect(hung.pid()).not.toBe(before)
    expect(await reading.select(Count, sql)).toEqual([{ n: 2 }])
    await Promise.all([writing.close(), reading.close()])
    await hung.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }, 40_000)

  test('a query that takes long while the server answers is waited for', async () => {
    const reading = openClickHouse({
      url: server.url,
      queryPath: server.queryPath,
      ...server.reader,
      database: 'groundswell',
      logger,
      readonly: true,
      failsFast: true,
    })
    expect(await reading.select(Count, 'SELECT toUInt8(sleep(2.5)) + 7 AS n')).toEqual([{ n: 7 }])
    await reading.close()
  })
})

function resetInHead(port: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => undefined).on('close', () => resolve())
    socket.write('POST /?query=SELECT HTTP/1.1\r\nHost: x\r\nX-Click', () =>
      setTimeout(() => socket.resetAndDestroy(), 2),
    )
  })
}

// From /proc; on other systems only the closed port above shows it.
function processesOf(folder: string): string[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && commandLine(name).includes(folder))
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

describe('rights', () => {
  test.each([
    ['write', `INSERT INTO rows VALUES ('x')`],
    ['create a table', 'CREATE TABLE mine (a String) ENGINE = Memory'],
    ['drop a table', 'DROP TABLE rows'],
    ['read files', `SELECT * FROM file('/etc/passwd', 'LineAsString')`],
    ['request URLs', `SELECT * FROM url('http://127.0.0.1:1', 'LineAsString')`],
    ['see users', 'SELECT * FROM system.users'],
    ['remove its limits', 'SELECT 1 SETTINGS readonly = 0'],
  ])('the reader may not %s', async (_, sql) => {
    await expect(reader.command(sql)).rejects.toThrow(/privileges|readonly/)
  })

  test.each([
    ['read files', `SELECT * FROM file('/etc/passwd', 'LineAsString')`],
    ['create a table of files', `CREATE TABLE f (a String) ENGINE = File('CSV', '/etc/passwd')`],
    ['request URLs', `SELECT * FROM url('http://127.0.0.1:1', 'LineAsString')`],
    ['create users', `CREATE USER other`],
    ['run programs', `SELECT * FROM executable('id', 'LineAsString', 'a String')`],
  ])('the owner may not %s', async (_, sql) => {
    await expect(store.command(sql)).rejects.toThrow(/privileges|UNSUPPORTED_METHOD/)
  })

  test.each([
    'SELECT * FROM groundswell.rows',
    'SHOW TABLES FROM groundswell FORMAT Null; SELECT count() FROM groundswell.rows',
    `SELECT * FROM file('/etc/passwd', 'LineAsString')`,
    'CREATE TABLE groundswell.mine (a String) ENGINE = Memory',
    'SELECT * FROM system.users',
  ])('without a password, this returns nothing: %s', async (sql) => {
    const answer = await fetch(`${server.url}${server.queryPath}`, { method: 'POST', body: sql })
    expect(await answer.text()).toContain('DB::Exception')
    expect(answer.ok).toBe(false)
  })

  test.each(['/', '/?', '/play', '/dashboard', '/replicas_status', '/js/uplot.js', '/binary', '//', '/query'])(
    'a page in a browser that tries %s reaches nothing, not even the user without a password',
    async (path) => {
      for (const body of ['SELECT 1', 'SYSTEM STOP LISTEN HTTP']) {
        const answer = await fetch(`${server.url}${path}`, {
          method: 'POST',
          body,
          headers: { origin: 'https://example.org', 'content-type': 'text/plain' },
        })
        expect(answer.status).toBe(404)
      }
      await store.check()
    },
  )

  test.each([
    'SYSTEM STOP LISTEN HTTP',
    'SYSTEM SHUTDOWN',
    'SYSTEM STOP MERGES groundswell.rows',
    'SYSTEM DROP MARK CACHE',
  ])('nobody may %s', async (sql) => {
    await expect(store.command(sql)).rejects.toThrow('privileges')
    await expect(reader.command(sql)).rejects.toThrow(/privileges|readonly/)
  })

  test('a wrong password is refused and has no effect', async () => {
    const before = server.pid()
    const answer = await fetch(`${server.url}${server.queryPath}?query=SELECT%201`, {
      headers: { 'X-ClickHouse-User': 'groundswell', 'X-ClickHouse-Key': 'guess' },
    })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    await store.check()
    expect(server.pid()).toBe(before)
  })
})

describe('the embedded server and its surroundings', () => {
  test('a second server on the same folder is refused', async () => {
    await expect(startClickHouse({ data, logger })).rejects.toThrow(StoreLocked)
    await store.check()
  })

  test('Ctrl-C goes to the whole process group and does not end it', async () => {
    const before = server.pid() ?? 0
    process.kill(before, 'SIGINT')
    await store.insert('rows', [{ id: 'after ctrl-c' }])
    expect(await store.select(Count, `SELECT count() AS n FROM rows WHERE id = 'after ctrl-c'`)).toEqual([{ n: 1 }])
    expect([server.pid(), server.state()]).toEqual([before, 'ready'])
  })

  test('acknowledged rows are on disk', async () => {
    const sql = `SELECT count() AS n FROM system.merge_tree_settings WHERE name LIKE 'fsync%' AND value = '1'`
    expect(await store.select(Count, sql)).toEqual([{ n: 2 }])
  })

  test('no password stays in the data folder', () => {
    expect(readdirSync(join(data, 'clickhouse')).filter((name) => name.startsWith('groundswell'))).toEqual([])
  })

  test('its failures are in our log, but the errors of queries are not', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'groundswell-says-'))
    const logged: string[] = []
    const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) })
    const other = await startClickHouse({ data: folder, logger: log })
    const patient = openClickHouse({ ...other, ...other.owner, database: 'groundswell', logger })
    await patient.command('CREATE TABLE t (a String) ENGINE = ReplacingMergeTree ORDER BY a')
    await expect(patient.command('SELECT nonsense')).rejects.toThrow('nonsense')
    process.kill(other.pid() ?? 0, 'SIGKILL')
    await vi.waitFor(() => expect(logged.join('')).toContain('ended unexpectedly'), { timeout: 2_000 })
    expect(logged.join('')).not.toContain('nonsense')
    await patient.close()
    await other.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  test('stop ends the child', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'groundswell-stop-'))
    const other = await startClickHouse({ data: folder, logger })
    const pid = other.pid() ?? 0
    await other.stop()
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  })
})
