import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import { Type } from 'typebox'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { startClickHouse } from '../../../infra/store/clickhouse-process.ts'
import { openClickHouse } from '../../../infra/store/clickhouse.ts'
import { openStore, type OpenStore } from '../../../infra/store/open-store.ts'
import { storeContract } from '../../contract/store.ts'

const logger = pino({ level: 'silent' })
const Count = Type.Object({ n: Type.Integer() })

function dataFolder() {
  const data = mkdtempSync(join(tmpdir(), 'groundswell-store-'))
  return { data, remove: () => rmSync(data, { recursive: true, force: true, maxRetries: 5 }) }
}

storeContract('that is embedded', async () => {
  const { data, remove } = dataFolder()
  const { store, reader, close } = await openStore({ data, role: 'start', logger })
  return { store, reader, close: () => close().then(remove) }
})

storeContract('by URL', async () => {
  const { data, remove } = dataFolder()
  const { url, owner, stop } = await startClickHouse({ data, logger, queryPath: '/' })
  const address = url.replace('//', `//${owner.user}:${owner.password}@`)
  const { store, reader, close } = await openStore({ store: address, data: '/nowhere', role: 'start', logger })
  return { store, reader, close: () => close().then(stop).then(remove) }
})

const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
})

function folder(): string {
  const { data, remove } = dataFolder()
  undo.push(remove)
  return data
}

async function open(data: string, role: 'start' | 'command', log = logger): Promise<OpenStore> {
  const opened = await openStore({ data, role, logger: log })
  undo.push(() => opened.close())
  return opened
}

async function holdElsewhere(data: string, role: 'start' | 'command') {
  const script = fileURLToPath(new URL('./hold-store.ts', import.meta.url))
  const holder = spawn(process.execPath, [script, data, role], { stdio: ['pipe', 'pipe', 'ignore'] })
  undo.push(() => holder.kill('SIGKILL'))
  const [line] = (await once(createInterface({ input: holder.stdout }), 'line')) as [string]
  const close = async () => {
    holder.stdin.end()
    if (holder.exitCode === null) await once(holder, 'exit')
  }
  const kill = async () => {
    holder.kill('SIGKILL')
    await once(holder, 'exit')
  }
  return { ...(JSON.parse(line) as { url: string; owned: boolean }), close, kill }
}

describe('a data folder', () => {
  test('a command beside a start joins its store', async () => {
    const data = folder()
    const start = await holdElsewhere(data, 'start')
    const command = await open(data, 'command')
    expect([command.owned, command.url]).toEqual([false, start.url])
    await command.store.command('CREATE TABLE t (a String) ENGINE = ReplacingMergeTree ORDER BY a')
    await command.store.insert('t', [{ a: 'x' }])
    expect(await command.reader.select(Count, 'SELECT count() AS n FROM t')).toEqual([{ n: 1 }])
  })

  test('a second start is refused with its reason', async () => {
    const data = folder()
    await holdElsewhere(data, 'start')
    await expect(open(data, 'start')).rejects.toThrow(/start is already running on the data folder .* \(process \d+\)/)
  })

  test('a start waits for a command that uses the store, logs it, and takes over', async () => {
    const data = folder()
    const command = await holdElsewhere(data, 'command')
    expect(command.owned).toBe(true)
    const said = vi.fn()
    const waiting = open(data, 'start', pino({ level: 'info' }, { write: said }))
    await vi.waitFor(() =>
      expect(said).toHaveBeenCalledWith(expect.stringContaining('waiting for that command to end')),
    )
    await command.close()
    expect((await waiting).owned).toBe(true)
  })

  test.each(['close', 'kill'] as const)(
    'after the %s of the start that it joined, a command continues with its own server',
    async (how) => {
      const data = folder()
      const start = await holdElsewhere(data, 'start')
      const command = await open(data, 'command')
      await command.store.command('CREATE TABLE t (a String) ENGINE = ReplacingMergeTree ORDER BY a')
      await command.store.insert('t', [{ a: 'before' }])
      await start[how]()
      await command.store.insert('t', [{ a: 'after' }])
      expect(command.owned).toBe(true)
      expect(await command.reader.select(Count, 'SELECT count() AS n FROM t FINAL')).toEqual([{ n: 2 }])
    },
  )

  test('of commands that start at the same time, one owns the server and the others join', async () => {
    const data = folder()
    const commands = await Promise.all([1, 2, 3].map(() => open(data, 'command')))
    expect(commands.filter((command) => command.owned).length).toBe(1)
    await Promise.all(commands.map((command) => command.store.check()))
    expect(new Set(commands.map((command) => command.url)).size).toBe(1)
  })

  test('only this user can read the passwords, and they are deleted when the store is closed', async () => {
    const data = folder()
    const { close } = await openStore({ data, role: 'start', logger })
    const path = join(data, 'store.json')
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600')
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: process.pid, role: 'start' })
    await close()
    expect(() => statSync(path)).toThrow('ENOENT')
  })

  test.each([
    ['of a dead process', { pid: 2 ** 22 + 1 }],
    ['of an earlier process with our process id', { pid: process.pid }],
    ['that is truncated', undefined],
  ])('a store.json %s is ignored', async (_, change) => {
    const data = folder()
    const login = { user: 'a', password: 'b' }
    const file = { pid: 1, role: 'start', port: 1, owner: login, reader: login, ...change }
    writeFileSync(join(data, 'store.json'), change ? JSON.stringify(file) : '{"pid": 1, "ro')
    expect((await open(data, 'command')).owned).toBe(true)
  })
})

describe('the address of a store', () => {
  test('that is invalid is refused without repeating it', async () => {
    const opening = openStore({ store: 'ftp://me:secret@host', data: '', role: 'start', logger })
    await expect(opening).rejects.toThrow('store must be a URL like http://user:password@host:8123')
  })

  test('without a server fails its check at once, and a call after some retries', async () => {
    const access = { url: 'http://127.0.0.1:1', user: 'a', password: 'b' }
    const triedAgain = vi.fn(async () => undefined)
    const options = { ...access, database: 'groundswell', retryForMs: 300, logger, moved: triedAgain }
    const store = openClickHouse(options)
    await expect(store.check()).rejects.toThrow('ECONNREFUSED')
    expect(triedAgain).not.toHaveBeenCalled()
    await expect(store.insert('t', [{ a: 1 }])).rejects.toThrow('ECONNREFUSED')
    expect(triedAgain.mock.calls.length).toBeGreaterThan(1)
    await store.close()
  })
})
