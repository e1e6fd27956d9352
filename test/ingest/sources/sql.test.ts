import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../../ingest/sources/sql.ts'
import { readPoll } from '../../connectors/opened.ts'
import { sourceDeps } from '../../connectors/source-deps.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { noMariadb, realMariadb } from '../../real-mariadb.ts'
import { noPostgres, realPostgres } from '../../real-postgres.ts'

const password = 'canary-sql-51dd'
const minute = 60_000
const begin = Date.UTC(2026, 10, 20)

interface Server {
  url: string
  /** Runs statements that both databases understand. */
  run(statement: string): Promise<void>
  close(): Promise<void>
  create: string
  /** A table with a column `moment` of this type. */
  createWith(table: string, type: 'date' | 'bigint'): string
}

const plainTable = (table: string, type: string) => `CREATE TABLE ${table} (id bigint, body text, moment ${type})`

async function openPostgres(): Promise<Server> {
  const server = await realPostgres(password)
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  return {
    url: server.url,
    run: async (statement) => void (await client.query(statement)),
    async close() {
      await client.end()
      server.stop()
    },
    create: 'CREATE TABLE reviews (id bigint, body text, stars int, created timestamptz, updated timestamptz)',
    createWith: plainTable,
  }
}

async function openMariadb(): Promise<Server> {
  const server = await realMariadb(password)
  return {
    url: server.url,
    run: server.run,
    close: server.stop,
    create: 'CREATE TABLE reviews (id bigint, body text, stars int, created timestamp(6), updated timestamp(6))',
    createWith: plainTable,
  }
}

async function openClickHouse(): Promise<Server> {
  const platform = await openLogAndStore()
  const { username, password: key, host, pathname } = new URL(platform.storeUrl)
  return {
    url: `clickhouse://${username}:${key}@${host}${pathname}`,
    run: (statement) => platform.store.command(statement),
    close: platform.close,
    create:
      "CREATE TABLE reviews (id Int64, body String, stars Int32, created DateTime64(6, 'UTC'), updated DateTime64(6, 'UTC')) ENGINE = MergeTree ORDER BY id",
    createWith: (table, type) =>
      `CREATE TABLE ${table} (id Int64, body String, moment ${type === 'date' ? 'Date32' : 'Int64'}) ENGINE = MergeTree ORDER BY id`,
  }
}

describe.each([
  ['postgres', openPostgres, noPostgres],
  ['mariadb', openMariadb, noMariadb],
  ['clickhouse', openClickHouse, undefined],
] as const)('sql, %s', (_, openServer, missing) => {
  describe.skipIf(missing)('on a real server', () => {
    let server: Server
    let now = begin + 10 * minute
    let cursor: string | undefined
    let made = 0
    const options = (over = {}) => ({
      type: 'sql' as const,
      name: 'shop',
      url: server.url,
      query: 'SELECT id, body, stars AS rating, created, updated FROM reviews',
      cursorColumn: 'updated',
      map: { createdAt: 'created' },
      since: '2026-11-01',
      ...over,
    })
    const readFrom = async (from: string | undefined, over: object) => {
      now += 2 * minute
      return readPoll(sql(options(over), sourceDeps({ clock: () => now })), from)
    }
    const read = (over = {}) => readFrom(cursor, over)
    const readNext = async () => {
      const found = await read()
      cursor = found.cursor
      return found
    }
    const at = (us: number) =>
      new Date(begin + Math.floor(us / 1000)).toISOString().replace('T', ' ').replace('Z', '') +
      String(us % 1000).padStart(3, '0')
    const add = (...rows: { body: string; us: number; id?: number }[]) =>
      server.run(
        `INSERT INTO reviews VALUES ${rows.map(({ body, us, id = ++made }) => `(${id}, '${body}', 2, '${at(us)}', '${at(us)}')`).join(', ')}`,
      )

    beforeAll(async () => {
      server = await openServer()
      await server.run(server.create)
    }, 60_000)
    afterAll(() => server.close())

    test('rows are mentions once, in the order of the cursor', async () => {
      await add({ body: 'it leaks', us: 5_000_001 }, { body: 'it is loud', us: 2_000_000 })
      const first = await readNext()
      expect(first.mentions).toEqual([
        expect.objectContaining({
          nativeId: '2',
          text: 'it is loud',
          createdAt: begin + 2_000,
          rating: 2,
          backfill: true,
        }),
        expect.objectContaining({ nativeId: '1', text: 'it leaks' }),
      ])
      expect((await readNext()).mentions).toEqual([])
    })

    test('a row within the same microsecond as the last one is not lost', async () => {
      await add({ body: 'the same moment', us: 5_000_001 })
      expect((await readNext()).mentions.map(({ text }) => text)).toEqual(['the same moment'])
      await add({ body: 'a microsecond later', us: 5_000_002 }, { body: 'before, and too late', us: 4_000_000 })
      expect((await readNext()).mentions.map(({ text }) => text)).toEqual(['a microsecond later'])
    })

    test('a row that is dated years ahead hides nothing that comes after it', async () => {
      await add({ body: 'from the future', us: 10 * 365 * 86_400_000_000 })
      const { mentions, rejected } = await readNext()
      expect([mentions.length, rejected.length]).toEqual([0, 1])
      await add({ body: 'of today', us: 6_000_000 })
      expect((await readNext()).mentions.map(({ text }) => text)).toEqual(['of today'])
    })

    const momentsOf = (table: string) => ({
      query: `SELECT id, body, moment FROM ${table}`,
      cursorColumn: 'moment',
      map: { createdAt: 'moment', text: 'body' },
    })
    test.each([
      ['dates', 'date', (day: string) => `'${day}'`],
      ['seconds', 'bigint', (day: string) => Date.parse(day) / 1_000],
      ['millis', 'bigint', (day: string) => Date.parse(day)],
    ] as const)('a wrong one of %s hides nothing that comes after it', async (table, type, moment) => {
      await server.run(server.createWith(table, type))
      const insert = (id: number, day: string) =>
        server.run(`INSERT INTO ${table} VALUES (${id}, 'of ${day}', ${moment(day)})`)
      await insert(1, '2026-11-18')
      await insert(2, '2046-11-19')
      const first = await readFrom(undefined, momentsOf(table))
      expect([first.mentions.map(({ text }) => text), first.rejected.length]).toEqual([['of 2026-11-18'], 1])
      await insert(3, '2026-11-19')
      const later = await readFrom(first.cursor, momentsOf(table))
      expect([later.mentions.map(({ text }) => text), later.rejected]).toEqual([['of 2026-11-19'], []])
    })

    test.each([4, 3_000])(
      '%i rows of the future after thousands of others: none is delivered twice',
      async (future) => {
        const table = `ahead_${future}`
        await server.run(server.createWith(table, 'bigint'))
        const past = 5 * 999 - 1
        const rows = Array.from({ length: past + future }, (_, i) => {
          const at = begin - 86_400_000 + i * 1_000 + (i < past ? 0 : 20 * 365 * 86_400_000)
          return `(${i}, 'row ${i}', ${at})`
        })
        await server.run(`INSERT INTO ${table} VALUES ${rows.join(', ')}`)
        const first = await readFrom(undefined, momentsOf(table))
        expect([first.mentions.length, first.rejected.length > 0]).toEqual([past, true])
        let { cursor: from } = first
        const rejected = first.rejected.map(({ raw }) => raw)
        for (let again = 0; again < 3; again++) {
          const next = await readFrom(from, momentsOf(table))
          expect(next.mentions).toEqual([])
          rejected.push(...next.rejected.map(({ raw }) => raw))
          from = next.cursor
        }
        expect(new Set(rejected).size).toBe(rejected.length)
        expect(JSON.parse(from)).toMatchObject({ state: { from: String(begin - 86_400_000 + (past - 1) * 1_000) } })
      },
      60_000,
    )

    test('more rows than a page, many with one cursor', async () => {
      await add(
        ...Array.from({ length: 2_500 }, (_each, i) => ({ body: `many ${i}`, us: 6_000_000 + Math.floor(i / 1_700) })),
      )
      const { mentions } = await readNext()
      expect(new Set(mentions.map(({ nativeId }) => nativeId)).size).toBe(2_500)
      expect((await readNext()).mentions).toEqual([])
    }, 60_000)

    test('a row without a text is rejected with its place, and the next one is read', async () => {
      await add({ body: '', us: 7_000_000 }, { body: 'but this', us: 7_000_001 })
      const { mentions, rejected } = await readNext()
      expect(mentions.map(({ text }) => text)).toEqual(['but this'])
      expect(rejected).toEqual([
        expect.objectContaining({
          at: expect.stringMatching(/^row \d+ after /),
          reason: expect.stringContaining('has no text'),
        }),
      ])
    })

    test.each([
      [{ query: 'SELECT * FROM nothing_here' }, /^127\.0\.0\.1: .*nothing_here/],
      [{ cursorColumn: 'changed' }, /^127\.0\.0\.1: .*changed/],
    ])('%j fails with what the database says', async (over, message) => {
      await expect(read(over)).rejects.toThrow(message)
    })

    test('a wrong password is no secret that is told', async () => {
      const url = server.url.replace(/:([^:@]+)@/, ':canary-wrong-1f@')
      const error = await read({ url }).catch((thrown: unknown) => thrown as Error)
      expect((error as Error).message).toMatch(/^127\.0\.0\.1: .*([Aa]uthentication|Access denied)/)
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('canary')
    })
  })
})

test('an address that is not public needs allowPrivate', async () => {
  const options = {
    type: 'sql' as const,
    name: 'x',
    url: 'postgres://a:b@127.0.0.1:1/x',
    query: 'SELECT 1',
    cursorColumn: 'x',
  }
  await expect(readPoll(sql(options, sourceDeps({ allowPrivate: [] })))).rejects.toThrow(
    /127\.0\.0\.1 .*not public.*allowPrivate/,
  )
})
