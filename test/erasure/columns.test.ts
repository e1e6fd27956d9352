import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findErased } from '../../erasure/find.ts'
import { allPlaces } from '../../erasure/places.ts'
import { tracesOf } from '../../erasure/scrub.ts'
import { openLogAndStore } from '../open-platform.ts'

/** The columns with texts that an erasure cleans or deletes, by table. */
const erased: Record<string, string> = {
  mentions:
    'channel url author_handle title text in_reply_to fields topic_reasons entity_kinds entity_values traceparent',
  shadow_mentions: 'topic_reasons entity_kinds entity_values',
  corrections: 'text reason',
  series_counts: 'value',
  bucket_counts: 'value',
  detector_states: 'value body',
  emerging_terms: 'term',
  dismissed_terms: 'term note',
  term_states: 'body',
  sources: 'reason',
  coverage_gaps: 'reason',
  alerts: 'body',
  alert_changes: 'body reason',
  deliveries: 'change reason',
  report_deliveries: 'notification reason',
  backtests: 'result',
  silences: 'matches reason',
  taxonomy_edits: 'edit',
  saved_views: 'name query',
  known_issues: 'name products versions',
}

const labels =
  'language sentiment topics topic_tree departments intent stage author_role severity hazards topic_sentiments departments_by topic_guess department_guess model_version taxonomy_version'

/** The columns that stay, by reason and table. */
const kept: Record<string, Record<string, string>> = {
  'labels stay and count': {
    mentions: labels,
    shadow_mentions: labels,
    corrections: 'topics departments sentiment intent',
    relabels: 'model_version taxonomy_version',
    series_counts: 'subject_kind subject dimension',
    bucket_counts: 'subject_kind subject dimension',
    detector_states: 'subject_kind subject dimension slot version',
    emerging_terms: 'department status',
    dismissed_terms: 'department kind',
    alerts: 'status topic departments unit',
    known_issues: 'kind topics departments',
  },
  'ids of mentions stay': {
    mentions: 'id duplicate_of',
    shadow_mentions: 'id',
    corrections: 'mention_id',
    emerging_terms: 'example_ids',
    answers: 'mention_id',
    cursors: 'cursor',
  },
  'keyed hashes, and hashes of whole texts': {
    mentions: 'author_key content_hash cluster',
    corrections: 'cluster',
    suppressions: 'hash kind',
  },
  'names of the configuration': {
    mentions: 'source format',
    cursors: 'source',
    sources: 'source kind state canary',
    coverage_gaps: 'source',
    source_usage: 'source day',
    answers: 'source',
    deliveries: 'receiver',
    report_deliveries: 'receiver',
  },
  'people of the company': {
    alerts: 'involved',
    alert_changes: 'by',
    corrections: 'by',
    deliveries: 'person',
    backtests: 'by',
    silences: 'by',
    dismissed_terms: 'by',
    taxonomy_edits: 'by',
    saved_views: 'by',
    known_issues: 'by',
    erasures: 'by',
    api_keys: 'person department',
    sessions: 'person',
    audit: 'person credential address forwarded',
  },
  'ids and states of our own': {
    alerts: 'id',
    alert_changes: 'alert_id change command_id',
    corrections: 'command_ids',
    deliveries: 'alert_id state group_key mode reference change_name traceparent',
    report_deliveries: 'report_id state',
    backtests: 'id state',
    silences: 'id',
    taxonomy_edits: 'id',
    saved_views: 'id',
    known_issues: 'id fixes',
    emerging_terms: 'id',
    dismissed_terms: 'id emerging_id',
    term_states: 'id',
    evaluations: 'id',
    relabels: 'id',
    erasures: 'id kind places',
    api_keys: 'id hash scope',
    api_key_uses: 'id',
    sessions: 'hash session key_id issuer replaces',
    schema_migrations: 'name',
  },
  'the rule that was tried, and why a backtest ended: it names nobody': { backtests: 'body' },
  'what was done, without free texts: the chain must not change': {
    audit: 'writer request operation subject change outcome previous hash',
    audit_anchors: 'writer hash mac',
  },
}

let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => {
  platform = await openLogAndStore()
})
afterAll(() => platform.close())

const listed = (columns: Record<string, string>) =>
  Object.entries(columns).flatMap(([table, names]) => names.split(' ').map((name) => `${table}.${name}`))

/** Columns that may hold a text, of all tables of the schema. On a cluster, each table stands for its part on every server. */
async function textColumns(): Promise<string[]> {
  const rows = await platform.store.select(
    Type.Object({ column: Type.String() }),
    `SELECT concat(table, '.', name) AS column FROM system.columns
     WHERE database = currentDatabase() AND type LIKE '%String%' AND default_kind != 'ALIAS' AND NOT endsWith(table, '_local')
       AND table NOT IN (SELECT name FROM system.tables WHERE database = currentDatabase() AND engine = 'View')
     ORDER BY column`,
  )
  return rows.map(({ column }) => column)
}

async function placedTables(): Promise<Set<string>> {
  const { store, log, data } = platform
  const found = await findErased({ store, log, secret: Buffer.from('s') }, { kind: 'mention', id: 'forum:1' })
  const context = { store, found, traces: tracesOf(found, { values: new Set(), named: new Set() }), at: 0 }
  return new Set(allPlaces(context, { log, data }).places.flatMap(({ tables }) => tables))
}

const unknownIn = (columns: readonly string[]) => {
  const known = new Set([...listed(erased), ...Object.values(kept).flatMap(listed)])
  return columns.filter((column) => !known.has(column))
}

test('every column with texts is erased, or stays for a reason', async () => {
  expect(unknownIn(await textColumns())).toEqual([])
})

test('every table that is erased is in a place', async () => {
  const placed = await placedTables()
  expect(Object.keys(erased).filter((table) => !placed.has(table))).toEqual([])
  expect([...placed].filter((table) => !(table in erased))).toEqual([])
})

test('no list names a column twice, or one that is gone', async () => {
  const all = [...listed(erased), ...Object.values(kept).flatMap(listed)]
  const columns = new Set(await textColumns())
  expect(all.filter((column, i) => all.indexOf(column) < i)).toEqual([])
  expect(all.filter((column) => !columns.has(column))).toEqual([])
})

test('a new table, and a new column, are noticed', async () => {
  const { store } = platform
  await store.command(
    'CREATE TABLE forgotten (id UInt32, notes Array(LowCardinality(String))) ENGINE = MergeTree ORDER BY id',
  )
  await store.command("ALTER TABLE silences ADD COLUMN IF NOT EXISTS comment String DEFAULT ''")
  expect(unknownIn(await textColumns())).toEqual(['forgotten.notes', 'silences.comment'])
})
