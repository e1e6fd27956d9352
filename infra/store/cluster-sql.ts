/** A cluster of ClickHouse servers, as their `remote_servers` describe it. */
export interface Cluster {
  name: string
  database: string
  /** `internal_replication` of its shards: the tables replicate themselves, through Keeper. Otherwise an insert is written to each replica. */
  isReplicated: boolean
}

/** The name of the table that holds a shard's rows. The table without the suffix is Distributed, and everybody reads and writes that one. */
const localTable = (table: string): string => `${table}_local`

/**
 * The statements that do on all servers of a cluster what `sql` does on one server. A table of the MergeTree family becomes two: one that
 * holds rows on each server, and a Distributed one over it. What changes or removes stored rows goes to the first on every server.
 * SELECT and INSERT stay as they are.
 * @throws Error for a statement that defines something in a form that is not known here
 */
export function onCluster(sql: string, cluster: Cluster): string[] {
  const statement = sql.replace(/^(?:\s*--.*\n)+/, '').trim()
  if (/^(SELECT|WITH|INSERT)\b/i.test(statement)) return [statement]
  for (const form of forms) {
    const found = form.pattern.exec(statement)
    if (found) return form.statements(found.slice(1), { ...cluster, on: `ON CLUSTER ${quoted(cluster.name)}` })
  }
  throw new Error(`not known how to run this on a cluster: ${statement.slice(0, 60)}`)
}

/** Reads the named tables of `system` from all servers. A table that holds a shard's rows is called as the one over it. */
export function fromAllServers(sql: string, { name }: Pick<Cluster, 'name'>): string {
  return sql.replace(/\bFROM system\.(parts|detached_parts|mutations|backups)\b/g, (_, table: string) => {
    const all = `clusterAllReplicas(${literal(name)}, system.${table})`
    if (table === 'backups') return `FROM ${all}`
    return `FROM (SELECT * REPLACE (replaceRegexpOne(table, '_local$', '') AS table) FROM ${all})`
  })
}

/** BACKUP and RESTORE of both tables of each, on all servers. Other statements stay. */
export function copiedFromAll(sql: string, { name }: Pick<Cluster, 'name'>): string {
  if (!/^(BACKUP|RESTORE)\b/.test(sql)) return sql
  const both = sql.replace(
    /(`[^`]+`\.)`(\w+)`(?:( AS `[^`]+`\.)`(\w+)`)?/g,
    (one: string, from: string, table: string, into: string | undefined, as: string | undefined) => {
      const prefix = /\bEXCEPT TABLES\b/.test(sql) ? '' : 'TABLE '
      const end = into === undefined ? '' : `${into}\`${localTable(as!)}\``
      return `${one}, ${prefix}${from}\`${localTable(table)}\`${end}`
    },
  )
  return both.replace(/ (TO|FROM) (?=\w+\()/, ` ON CLUSTER ${quoted(name)} $1 `)
}

interface Target extends Cluster {
  on: string
}

interface Form {
  pattern: RegExp
  statements(parts: string[], target: Target): string[]
}

/** Settings of a column are part of both tables; indexes, settings, mutations and partitions only of the one with the rows. */
const ofBoth = /^(ADD|DROP|MODIFY|RENAME) COLUMN\b/

const forms: Form[] = [
  {
    pattern: /^CREATE TABLE (IF NOT EXISTS )?(\w+)\s*(\([\s\S]*\))\s*ENGINE = (\w*MergeTree)(\([^()]*\))?\s*([\s\S]*)$/,
    statements: (
      [exists = '', table = '', columns, engine, args = '', rest = ''],
      { on, name, database, isReplicated },
    ) => {
      const local = localTable(table)
      const replicated = isReplicated ? 'Replicated' : ''
      // A block that was inserted, deleted and inserted again must not be left out: rows are the same by their key.
      const settings = isReplicated ? ' SETTINGS replicated_deduplication_window = 0' : ''
      const over = `Distributed(${literal(name)}, ${literal(database)}, ${literal(local)}, ${shardingKey(rest)})`
      return [
        `CREATE TABLE ${exists}${local} ${on} ${columns} ENGINE = ${replicated}${engine}${args} ${rest}${settings}`,
        `CREATE TABLE ${exists}${table} ${on} AS ${local} ENGINE = ${over}`,
      ]
    },
  },
  {
    pattern:
      /^(CREATE TABLE (?:IF NOT EXISTS )?\w+|CREATE OR REPLACE VIEW \w+|DROP DATABASE (?:IF EXISTS )?\S+) ([\s\S]*)$/,
    statements: ([head, rest], { on }) => [`${head} ${on} ${rest}`],
  },
  {
    pattern: /^(RENAME TABLE \w+ TO \w+|EXCHANGE TABLES \w+ AND \w+)$/,
    statements: ([change], { on }) => [`${change} ${on}`],
  },
  {
    pattern: /^DROP TABLE (IF EXISTS )?(\w+)( SYNC)?$/,
    statements: ([exists = '', table = '', sync = ''], { on }) => [
      `DROP TABLE ${exists}${table} ${on}${sync}`,
      `DROP TABLE IF EXISTS ${localTable(table)} ${on}${sync}`,
    ],
  },
  {
    pattern: /^(TRUNCATE|OPTIMIZE) TABLE (\w+)([\s\S]*)$/,
    statements: ([verb, table = '', rest = ''], { on }) => [`${verb} TABLE ${localTable(table)} ${on}${rest}`],
  },
  {
    pattern: /^ALTER TABLE (\w+)\s+([\s\S]*)$/,
    statements: ([table = '', change = ''], { on }) => {
      const alter = (name: string) => `ALTER TABLE ${name} ${on} ${change}`
      if (change.startsWith('MODIFY COMMENT')) return [alter(table)]
      return ofBoth.test(change) ? [alter(localTable(table)), alter(table)] : [alter(localTable(table))]
    },
  },
]

/**
 * A hash of the plain columns of the sorting key: rows that replace one another meet on one shard. All rows of a mention do, too, because its
 * table is sorted by hour and id, and the hour is not a plain column.
 */
function shardingKey(rest: string): string {
  const [, key = ''] = /ORDER BY\s+(\((?:[^()]|\([^()]*\))*\)|\w+\b(?!\())/.exec(rest) ?? []
  const columns = key
    .replace(/^\(([\s\S]*)\)$/, '$1')
    .split(/,\s*(?![^(]*\))/)
    .filter((part) => /^\w+$/.test(part))
  if (columns.length === 0)
    throw new Error(`a table of a cluster needs a column in its sorting key: ${rest.slice(0, 60)}`)
  return `cityHash64(${columns.join(', ')})`
}

const quoted = (name: string) => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``
const literal = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
