import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { parquetReadObjects } from 'hyparquet'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { App } from '../../api/request/deps.ts'
import { buildApi } from '../../api/server.ts'
import { sqlLimits, sqlViews } from '../../infra/store/sql-limits.ts'
import { openMetrics } from '../../infra/metrics.ts'
import { toOrganisation } from '../../alerts/organisation/organisation.ts'
import { compressors } from './read-parquet.ts'
import { openSmall } from './small.ts'

let filled: Awaited<ReturnType<typeof openSmall>>
let app: App
beforeAll(async () => {
  filled = await openSmall()
  app = await buildApi({ ...filled.deps, metrics: openMetrics() })
})
afterAll(async () => {
  await app?.close()
  await filled?.close()
})

interface Result {
  meta: { name: string; type: string }[]
  data: Record<string, unknown>[]
  rows: number
  status: number
  detail: string
  position?: { line: number; column: number }
}
const run = (query: string, more: { format?: string; headers?: Record<string, string>; on?: App } = {}) =>
  (more.on ?? app).inject({
    method: 'POST',
    url: '/api/v1/sql',
    payload: { query, ...(more.format && { format: more.format }) },
    headers: more.headers ?? {},
  })
const resultOf = async (query: string): Promise<Result> => {
  const answer = await run(query)
  return { ...answer.json<Result>(), status: answer.statusCode }
}

const byCarrier = `SELECT value AS carrier, sum(mentions) AS mentions FROM series_v
  WHERE subject_kind = 'topic' AND subject = 'delivery.late' AND dimension = 'carrier' GROUP BY carrier ORDER BY mentions DESC, carrier`

test('a query is answered as JSON, CSV, JSON Lines and Parquet, by the field or by the header Accept', async () => {
  const { data, meta, rows } = await resultOf(byCarrier)
  expect(rows).toBeGreaterThan(1)
  expect(meta.map(({ name }) => name)).toEqual(['carrier', 'mentions'])
  const csv = await run(byCarrier, { headers: { accept: 'text/csv' } })
  expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(
    parse(csv.body, { columns: true, cast: (text, { column }) => (column === 'mentions' ? Number(text) : text) }),
  ).toEqual(data)
  const lines = await run(`${byCarrier};  `, { format: 'jsonl' })
  expect(
    lines.body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object),
  ).toEqual(data)
  const { rawPayload, headers } = await run(byCarrier, { format: 'parquet' })
  expect(headers['content-type']).toBe('application/vnd.apache.parquet')
  const file = rawPayload.buffer.slice(
    rawPayload.byteOffset,
    rawPayload.byteOffset + rawPayload.byteLength,
  ) as ArrayBuffer
  const read = await parquetReadObjects({ file, compressors })
  expect(read.map(({ carrier, mentions }) => ({ carrier, mentions: Number(mentions) }))).toEqual(data)
})

test('the views hold what the API shows', async () => {
  const { items } = (await app.inject('/api/v1/alerts?limit=200')).json<{
    items: {
      id: string
      title: string
      status: string
      severity: string
      observed: number
      expected: number | null
      onsetAt: string
      owner: string | null
    }[]
  }>()
  const { data } = await resultOf(
    'SELECT id, title, status, severity, observed, expected, onset_at, owner FROM alerts_v ORDER BY opened_at DESC, id DESC',
  )
  expect(items.length).toBeGreaterThan(3)
  const shown = items.map(({ onsetAt, owner, ...alert }) => ({
    ...Object.fromEntries(
      ['id', 'title', 'status', 'severity', 'observed', 'expected'].map((name) => [name, alert[name as 'id']]),
    ),
    onset_at: onsetAt.replace('T', ' ').replace('Z', ''),
    owner: owner ?? '',
  }))
  const byId = (a: object, b: object) => ((a as { id: string }).id < (b as { id: string }).id ? -1 : 1)
  expect(data.toSorted(byId)).toEqual(shown.toSorted(byId))
  const { mentions } = (await app.inject('/api/v1/mentions/facets?topic=delivery')).json<{ mentions: number }>()
  const counted = await resultOf(
    "SELECT count() AS n FROM mentions_v WHERE has(topic_tree, 'delivery') AND intent != 'spam'",
  )
  expect(counted.data).toEqual([{ n: mentions }])
})

describe('a query may read the views and nothing else', () => {
  const tables = ['api_keys', 'sessions', 'audit', 'suppressions', 'mentions', 'alerts', 'cursors', 'api_key_uses']
  test.each(tables)('not the table %s', async (table) => {
    const { status, detail } = await resultOf(`SELECT * FROM ${table}`)
    expect([status, detail]).toEqual([403, expect.stringContaining('Not enough privileges')])
  })

  test.each([
    ["SELECT * FROM merge('groundswell', '^api_keys$')"],
    ["SELECT * FROM url('http://127.0.0.1:1/', 'CSV', 'a String')"],
    ["SELECT * FROM file('/etc/passwd', 'CSV', 'a String')"],
    ["SELECT * FROM remote('127.0.0.1', 'groundswell.api_keys')"],
    ["SELECT * FROM cluster('default', 'groundswell.api_keys')"],
    ["SELECT * FROM s3('http://127.0.0.1:1/x.csv')"],
    ["SELECT * FROM executable('ls', 'CSV', 'a String')"],
    ["SELECT * FROM mergeTreeIndex('groundswell', 'mentions')"],
    ['SELECT * FROM loop(groundswell.api_keys)'],
    ["SELECT file('/etc/hostname')"],
    ["SELECT `file`('/etc/hostname')"],
    ["SELECT `fi\\x6ce`('/etc/hostname')"],
    ["SELECT file/**/('/etc/hostname')"],
    ["SELECT arrayMap(file, ['/etc/hostname'])"],
    ["SELECT * APPLY(file) FROM (SELECT '/etc/hostname' AS x)"],
    ["SELECT * APPLY(x -> file(x)) FROM (SELECT '/etc/hostname' AS x)"],
    ["SELECT 1 AS `'`, file('/etc/hostname') AS `'`"],
    ["SELECT $$ $$, file('/etc/hostname')"],
    ["WITH file('/etc/hostname') AS x SELECT x"],
    ["EXPLAIN SELECT file('/etc/hostname')"],
    ["SELECT * FROM '/etc/hostname'"],
    ['SELECT * FROM `/etc/hostname`'],
    ['SELECT * FROM default.`/etc/hostname`'],
    ['SELECT sleep(3)'],
    ['SHOW GRANTS'],
    ['DESCRIBE api_keys'],
    ['SELECT * FROM system.query_log'],
    ['SELECT * FROM system.processes'],
    ['SELECT * FROM system.parts'],
    ['SELECT * FROM system.users'],
    ['SELECT * FROM system.grants'],
    ["INSERT INTO mentions (id) VALUES ('x')"],
    ['DROP TABLE mentions_v'],
    ['ALTER TABLE mentions DELETE WHERE 1'],
    ['CREATE TABLE t (a Int8) ENGINE = Memory'],
    ['SET max_execution_time = 0'],
    ['SYSTEM STOP MERGES'],
    ['KILL QUERY WHERE 1'],
    ["SELECT 1 INTO OUTFILE '/tmp/x'"],
    ['SELECT 1 SETTINGS readonly = 0'],
    ['SELECT 1 SETTINGS max_result_rows = 0'],
    ['SELECT 1; SELECT 2'],
    ['SELECT 1 FORMAT Native'],
    ["BACKUP DATABASE groundswell TO File('x')"],
  ])('not by %s', async (query) => {
    const { status, data } = await resultOf(query)
    expect(data).toBeUndefined()
    expect([400, 403]).toContain(status)
  })

  test('no function of ClickHouse asks a service', async () => {
    const Row = Type.Object({ name: Type.String() })
    const asking = await filled.store.select(Row, "SELECT name FROM system.functions WHERE categories = 'AI'")
    expect(asking.length).toBeGreaterThan(3)
    for (const { name } of asking) expect((await resultOf(`SELECT ${name}('x')`)).status, name).toBe(403)
  })

  test('words in texts are no functions', async () => {
    const { data } = await resultOf("SELECT 'it''s a file(1) \\' file' AS text, 1 AS file_name -- file")
    expect(data).toEqual([{ text: "it's a file(1) ' file", file_name: 1 }])
  })

  test('what ClickHouse shows to every login names only the views', async () => {
    const { data } = await resultOf("SELECT name FROM system.tables WHERE database = 'groundswell'")
    expect(new Set(data.map(({ name }) => name))).toEqual(new Set(sqlViews))
  })

  test('the owner, who made them, may read the tables: the test is not vacuous', async () => {
    const Row = Type.Object({ n: Type.Integer() })
    for (const table of tables)
      expect(await filled.store.select(Row, `SELECT count() AS n FROM ${table}`), table).toHaveLength(1)
  })
})

describe('what is wrong is said', () => {
  test('with the place of a mistake', async () => {
    const { status, detail, position } = await resultOf('SELECT id\nFROM mentions_v\nWHERE AND 1')
    expect([status, position]).toEqual([400, { line: 3, column: expect.any(Number) as number }])
    expect(detail).toContain('Syntax error')
    expect((await resultOf('SELECT nothing FROM mentions_v')).detail).toContain('nothing')
  })

  test('too many rows, too many bytes, too much memory and too much time are refused', async () => {
    const rows = await resultOf(`SELECT number FROM numbers(${Number(sqlLimits.max_result_rows) + 1})`)
    expect([rows.status, rows.detail]).toEqual([400, expect.stringContaining('Limit for result exceeded')])
    const bytes = await resultOf("SELECT repeat('x', 700 + number % 200) AS x FROM numbers(90000)")
    expect([bytes.status, bytes.detail]).toEqual([400, expect.stringContaining('Limit for result exceeded')])
    const memory = await resultOf('SELECT length(groupArray(number)) FROM numbers(100000000)')
    expect([memory.status, memory.detail]).toEqual([400, expect.stringContaining('emory')])
    const time = await resultOf('SELECT count() FROM numbers(1000000000000) WHERE sipHash64(number) = 1')
    expect([time.status, time.detail]).toEqual([400, expect.stringContaining('imeout')])
  }, 60_000)

  test('who does not see all departments is refused with the reason, whatever the role', async () => {
    const people = [
      { id: 'ada', departments: ['logistics'], role: 'admin' as const },
      { id: 'hub', hub: true, role: 'viewer' as const },
    ]
    const closed = await buildApi({
      ...filled.deps,
      metrics: openMetrics(),
      organisation: toOrganisation({ model: 'hub-and-spoke', people }, filled.deps.taxonomy),
    })
    const as = (person: string) => run('SELECT 1 AS one', { on: closed, headers: { 'x-groundswell-person': person } })
    const refused = await as('ada')
    expect([refused.statusCode, refused.json<Result>().detail]).toEqual([
      403,
      'a SQL query cannot be narrowed to departments; only who sees all of them may run one',
    ])
    expect((await as('hub')).json<Result>().data).toEqual([{ one: 1 }])
    await closed.close()
  })

  test('a server by URL without a login for queries says so', async () => {
    const without = await buildApi({ ...filled.deps, metrics: openMetrics(), sql: undefined })
    const answer = await run('SELECT 1', { on: without })
    expect([answer.statusCode, answer.json<Result>().detail]).toEqual([404, expect.stringContaining('sqlStore')])
    await without.close()
  })
})

test('the login for a server by URL has the same views and limits', () => {
  const roles = readFileSync(join(import.meta.dirname, '../../infra/deploy/clickhouse/init/1-roles.sql'), 'utf8')
  const granted = [...roles.matchAll(/GRANT SELECT ON groundswell\.(\w+) TO groundswell_sql/g)].map(([, view]) => view)
  expect(granted).toEqual([...sqlViews])
  const settings = /groundswell_sql SETTINGS ([^;]+);/.exec(roles)![1]!
  const limits = Object.fromEntries(
    [...settings.matchAll(/(\w+) = '?(\w+)'?/g)].map(([, name, value]) => [name, value]),
  )
  expect(limits).toEqual(Object.fromEntries(Object.entries(sqlLimits).map(([name, value]) => [name, String(value)])))
})

test('docs/sql.md describes every column of every view, in order, and no other', async () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/sql.md'), 'utf8')
  for (const view of sqlViews) {
    const section = new RegExp(`\\n### ${view}\\n([\\s\\S]*?)(?=\\n##)`).exec(text)?.[1] ?? ''
    const rows = [...section.matchAll(/^\| (`[^|]+) \| ([^|]+) \|$/gm)]
    const described = rows.flatMap(([, names]) => [...names!.matchAll(/`(\w+)`/g)].map(([, name]) => name))
    const { meta } = await resultOf(`SELECT * FROM ${view} LIMIT 0`)
    expect(described, view).toEqual(meta.map(({ name }) => name))
  }
})

test('every query of docs/sql.md over the views runs', async () => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/sql.md'), 'utf8')
  const queries = [...text.matchAll(/```sql\n([\s\S]*?)```/g)]
    .flatMap(([, block]) => block!.split(/;\s*\n/))
    .map((query) => query.replace(/^--.*$/gm, '').trim())
    .filter((query) => /\b\w+_v\b/.test(query))
  expect(queries.length).toBeGreaterThan(4)
  for (const query of queries) expect((await resultOf(query)).detail, query).toBeUndefined()
})
