import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { copiedFromAll, fromAllServers, onCluster, type Cluster } from '../../../infra/store/cluster-sql.ts'

const cluster: Cluster = { name: 'ours', database: 'groundswell', isReplicated: false }
const on = 'ON CLUSTER `ours`'
const statements = (sql: string, over: Partial<Cluster> = {}) =>
  onCluster(sql, { ...cluster, ...over }).map((each) => each.replaceAll(/\s+/g, ' ').trim())

describe('a table of the MergeTree family', () => {
  const sql = `-- Things; all of them
CREATE TABLE IF NOT EXISTS things (
  id String,
  made_at DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(made_at)
PARTITION BY toYYYYMM(made_at)
ORDER BY (toStartOfHour(made_at), id) TTL toDateTime(made_at) + INTERVAL 30 DAY`
  const columns = "( id String, made_at DateTime64(3, 'UTC') )"
  const rest =
    'PARTITION BY toYYYYMM(made_at) ORDER BY (toStartOfHour(made_at), id) TTL toDateTime(made_at) + INTERVAL 30 DAY'
  const over = `CREATE TABLE IF NOT EXISTS things ${on} AS things_local ENGINE = Distributed('ours', 'groundswell', 'things_local', cityHash64(id))`

  test('becomes one with the rows, and a Distributed one over it', () => {
    expect(statements(sql)).toEqual([
      `CREATE TABLE IF NOT EXISTS things_local ${on} ${columns} ENGINE = ReplacingMergeTree(made_at) ${rest}`,
      over,
    ])
  })

  test('replicates itself where the cluster says so, and never leaves out a block that it had before', () => {
    expect(statements(sql, { isReplicated: true })).toEqual([
      `CREATE TABLE IF NOT EXISTS things_local ${on} ${columns} ENGINE = ReplicatedReplacingMergeTree(made_at) ${rest} SETTINGS replicated_deduplication_window = 0`,
      over,
    ])
  })

  test('has names of the operator with quotes in them', () => {
    const [, distributed] = statements('CREATE TABLE t (a String) ENGINE = MergeTree ORDER BY a', { name: "o'`s" })
    expect(distributed).toBe(
      "CREATE TABLE t ON CLUSTER `o'\\`s` AS t_local ENGINE = Distributed('o\\'`s', 'groundswell', 't_local', cityHash64(a))",
    )
  })

  test('needs a column by which rows find their shard', () => {
    expect(() => statements('CREATE TABLE t (a String) ENGINE = MergeTree ORDER BY tuple()')).toThrow('sorting key')
  })
})

test.each([
  [
    'ALTER TABLE t ADD COLUMN a String',
    [`ALTER TABLE t_local ${on} ADD COLUMN a String`, `ALTER TABLE t ${on} ADD COLUMN a String`],
  ],
  [
    'ALTER TABLE t RENAME COLUMN a TO b',
    [`ALTER TABLE t_local ${on} RENAME COLUMN a TO b`, `ALTER TABLE t ${on} RENAME COLUMN a TO b`],
  ],
  ['RENAME TABLE t TO u', [`RENAME TABLE t TO u ${on}`]],
  ['EXCHANGE TABLES t AND u', [`EXCHANGE TABLES t AND u ${on}`]],
  ['ALTER TABLE t ADD INDEX i a TYPE minmax', [`ALTER TABLE t_local ${on} ADD INDEX i a TYPE minmax`]],
  [
    'ALTER TABLE t MODIFY SETTING old_parts_lifetime = 1',
    [`ALTER TABLE t_local ${on} MODIFY SETTING old_parts_lifetime = 1`],
  ],
  ["ALTER TABLE t DELETE WHERE a = 'x'", [`ALTER TABLE t_local ${on} DELETE WHERE a = 'x'`]],
  [
    "ALTER TABLE t DELETE IN PARTITION ID '202611' WHERE a = 'x'",
    [`ALTER TABLE t_local ${on} DELETE IN PARTITION ID '202611' WHERE a = 'x'`],
  ],
  ["ALTER TABLE t MODIFY COMMENT 'x'", [`ALTER TABLE t ${on} MODIFY COMMENT 'x'`]],
  ['TRUNCATE TABLE t', [`TRUNCATE TABLE t_local ${on}`]],
  ['OPTIMIZE TABLE t FINAL', [`OPTIMIZE TABLE t_local ${on} FINAL`]],
  ['DROP TABLE IF EXISTS t SYNC', [`DROP TABLE IF EXISTS t ${on} SYNC`, `DROP TABLE IF EXISTS t_local ${on} SYNC`]],
  ['DROP DATABASE d SYNC', [`DROP DATABASE d ${on} SYNC`]],
  [
    "CREATE TABLE t (a UInt8) ENGINE = Memory COMMENT 'x'",
    [`CREATE TABLE t ${on} (a UInt8) ENGINE = Memory COMMENT 'x'`],
  ],
  ['CREATE OR REPLACE VIEW v AS SELECT 1', [`CREATE OR REPLACE VIEW v ${on} AS SELECT 1`]],
  ['INSERT INTO t SELECT * FROM s', ['INSERT INTO t SELECT * FROM s']],
])('%s', (sql, expected) => {
  expect(statements(sql)).toEqual(expected)
})

test('what nobody has thought about is refused', () => {
  expect(() => statements('ATTACH TABLE t')).toThrow('not known how to run this on a cluster: ATTACH TABLE t')
})

test('every statement of the schema has a form for a cluster', () => {
  const folder = new URL('../../../infra/store/schema/', import.meta.url)
  const all = readdirSync(folder).flatMap((name) => readFileSync(new URL(name, folder), 'utf8').split(/;[ \t]*$/m))
  const found = all.filter((sql) => sql.replace(/--.*$/gm, '').trim() !== '').flatMap((sql) => statements(sql))
  expect(found.length).toBeGreaterThan(100)
  for (const sql of found) expect(sql).toMatch(/^INSERT | ON CLUSTER `ours`/)
})

test('tables of parts are read from all servers, under the name of the table that everybody reads', () => {
  expect(fromAllServers('SELECT DISTINCT table FROM system.parts WHERE active', cluster)).toBe(
    "SELECT DISTINCT table FROM (SELECT * REPLACE (replaceRegexpOne(table, '_local$', '') AS table) FROM clusterAllReplicas('ours', system.parts)) WHERE active",
  )
  expect(fromAllServers('SELECT status FROM system.backups', cluster)).toBe(
    "SELECT status FROM clusterAllReplicas('ours', system.backups)",
  )
  expect(fromAllServers('SELECT name FROM system.tables', cluster)).toBe('SELECT name FROM system.tables')
})

test.each([
  [
    "BACKUP TABLE `d`.`t` TO File('x') ASYNC",
    `BACKUP TABLE \`d\`.\`t\`, TABLE \`d\`.\`t_local\` ${on} TO File('x') ASYNC`,
  ],
  [
    "BACKUP DATABASE `d` EXCEPT TABLES `d`.`t` TO File('x')",
    `BACKUP DATABASE \`d\` EXCEPT TABLES \`d\`.\`t\`, \`d\`.\`t_local\` ${on} TO File('x')`,
  ],
  [
    "RESTORE TABLE `d`.`t` AS `e`.`t` FROM File('x')",
    `RESTORE TABLE \`d\`.\`t\` AS \`e\`.\`t\`, TABLE \`d\`.\`t_local\` AS \`e\`.\`t_local\` ${on} FROM File('x')`,
  ],
  ["RESTORE DATABASE `d` AS `e` FROM File('x')", `RESTORE DATABASE \`d\` AS \`e\` ${on} FROM File('x')`],
  ['SELECT * FROM t', 'SELECT * FROM t'],
])('%s', (sql, expected) => {
  expect(copiedFromAll(sql, cluster)).toBe(expected)
})
