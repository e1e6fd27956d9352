import { Type, type Static } from 'typebox'
import { SourceFailed, type Source } from '../mention/source.ts'
import { defineSource, type SourceDeps } from '../mention/source-definition.ts'
import { SourceName } from '../mention/source-name.ts'
import { ColumnMapOptions } from '../read/columns.ts'
import { DateOrder, TimeZone } from '../read/time-options.ts'
import { polledSource, type Batch } from './poll/connector.ts'
import { Canary, everySecondsOf, pollingOf, Since } from './poll/connector-options.ts'
import { fixedCredential } from './poll/credential.ts'
import { fault, openItem, readItems } from './poll/item.ts'
import { rowReader } from './poll/rows.ts'
import { aheadFinder, isTimeAhead } from './sql/ahead.ts'
import type { Database, SqlRow } from './sql/database.ts'
import { asFailure, openDatabase } from './sql/open-database.ts'

const sqlOptions = Type.Object(
  {
    type: Type.Literal('sql'),
    name: SourceName,
    url: Type.String({
      pattern: '^(postgres|postgresql|mysql|clickhouse)://[^/]+/.+',
      description:
        'The database: postgres://user:password@host:5432/database, or mysql://, or clickhouse://. Give the user read rights only.',
      examples: ['postgres://reader:${SHOP_PASSWORD}@db.halden.example/shop'],
    }),
    query: Type.String({
      pattern: '^\\s*(?:[Ss][Ee][Ll][Ee][Cc][Tt]|[Ww][Ii][Tt][Hh])\\s[^;]*$',
      description: 'A SELECT without a semicolon; what is new is selected around it.',
      examples: ['SELECT id, body, stars AS rating, created_at, updated_at FROM reviews'],
    }),
    cursorColumn: Type.String({
      minLength: 1,
      description:
        'A column that grows with each change: the time of the last change, or a number. It should have an index.',
      examples: ['updated_at'],
    }),
    map: Type.Optional(ColumnMapOptions),
    dates: Type.Optional(DateOrder),
    timeZone: Type.Optional(TimeZone),
    everySeconds: everySecondsOf(60, 10),
    since: Since,
    canary: Canary,
  },
  { additionalProperties: false },
)
type Options = Static<typeof sqlOptions>

export const sqlSource = defineSource({
  type: 'sql',
  options: sqlOptions,
  open: (options, deps) => [sql(options, deps)],
})

/** The cursor of the last row that was read, as the database writes it. */
interface State {
  from?: string
}

const rowsPerBatch = 1_000
const remembered = 4_000
/** So many rows that lie in the future are read in each poll, and recognised in the next one. The others are read when their time has come. */
const mostAhead = remembered / 2
/** The cursor does not distinguish so many rows with one value. */
const mostEqual = 64_000

/**
 * The rows of a query in PostgreSQL, MySQL or ClickHouse, in the order of a cursor column. The rows with the last cursor are read again,
 * because more of them may come; those that are known are left out.
 *
 * Terms: the company's own data. Rows that are deleted in the database stay here.
 */
export function sql(options: Options, deps: SourceDeps): Source {
  const url = new URL(options.url)
  const credential = fixedCredential({ headers: {}, secrets: [decodeURIComponent(url.password)], remedy: '' })
  const readRows = rowReader(options)
  return polledSource<State>(
    {
      ...pollingOf(sqlOptions, options),
      credential,
      remembered,
      async *poll({ state, now }) {
        const database = await openDatabase(options.url, deps).catch((error: unknown) => {
          throw SourceFailed.from(error)
        })
        try {
          const findAhead = aheadFinder(now)
          let last = state?.from === undefined || isTimeAhead(state.from, now) ? undefined : state.from
          let ahead = 0
          for await (const { rows, from } of batchesOf(database, options, last)) {
            const items = rows.map(({ values }, i) => openItem(values, `row ${i + 1} after ${from ?? 'the beginning'}`))
            const read = readRows(items, now)
            const found = readItems(items, (_, i) => {
              const { reading } = read[i]!
              return reading && 'fault' in reading ? fault(reading.fault) : reading
            })
            const isAhead = findAhead(rows.map(({ cursor }, i) => ({ cursor, at: read[i]!.changedAt })))
            last = rows.findLast((_, i) => !isAhead[i])?.cursor ?? last
            yield { ...found, state: last === undefined ? {} : { from: last } } satisfies Batch<State>
            ahead += isAhead.filter(Boolean).length
            if (ahead >= mostAhead) break
          }
        } catch (error) {
          throw asFailure(error, url)
        } finally {
          await database.close().catch(() => {})
        }
      },
    },
    deps,
  )
}

/** Pages of rows; each begins with the last cursor of the one before. */
async function* batchesOf(database: Database, { query, cursorColumn }: Options, resumed: string | undefined) {
  let from = resumed
  for (let limit = rowsPerBatch; ;) {
    const rows: SqlRow[] = await database.select({ query, column: cursorColumn, from, limit })
    const last = rows.at(-1)?.cursor
    const isStuck = rows.length === limit && last === from && rows[0]!.cursor === from
    if (isStuck && limit >= mostEqual)
      throw new SourceFailed(
        'failing',
        `more than ${limit} rows have the same ${cursorColumn} (${from}): choose a column that tells them apart`,
      )
    if (!isStuck) yield { rows, from }
    if (rows.length < limit) return
    limit = isStuck ? limit * 4 : rowsPerBatch
    from = last
  }
}
