import type { Readable } from 'node:stream'
import type { IncomingHttpHeaders } from 'node:http'
import { Type } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { SqlFault, sqlFormats, type SqlFormat } from '../../infra/store/sql-reader.ts'
import { SqlDto } from '../dto/sql-dto.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { Problem, QueryProblem } from '../request/problem.ts'
import { closed, NoQuery, problems } from '../request/schemas.ts'

const types: Record<SqlFormat, string> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/jsonl',
  parquet: 'application/vnd.apache.parquet',
}
const bare = (format: SqlFormat): string => types[format].split(';')[0]!

const Body = Type.Object(
  {
    query: Type.String({
      minLength: 1,
      maxLength: 20_000,
      ...doc(
        'One SELECT in the SQL of ClickHouse, over the views of docs/sql.md; without FORMAT and SETTINGS',
        "SELECT value AS carrier, sum(mentions) AS mentions FROM series_v WHERE subject = 'delivery.late' AND dimension = 'carrier' GROUP BY carrier",
      ),
    }),
    format: Type.Optional(
      Type.Enum([...sqlFormats], doc('Form of the answer; absent: by the header Accept, otherwise json')),
    ),
  },
  { ...closed, description: 'A query' },
)

const file = (description: string) => ({ schema: Type.Unsafe<Readable>(Type.String({ description })) })

/** Queries that people and programs write, over views that hold no secrets. A query cannot be narrowed to departments. */
export function sqlRoute(app: App, { sql }: ApiDeps): void {
  app.post(
    '/sql',
    {
      config: { permission: 'mentions.read', scope: 'read', audit: false },
      schema: {
        operationId: 'runSql',
        tags: ['SQL'],
        summary: 'Run a SQL query',
        description:
          'For callers who see all departments. At most 100,000 rows, 50 MB and 20 s; a query that needs more is refused. Views, columns and examples: docs/sql.md.',
        querystring: NoQuery,
        body: Body,
        response: {
          200: {
            description: 'The result',
            content: {
              [bare('json')]: { schema: SqlDto },
              [bare('csv')]: file('A header, then one row per line'),
              [bare('jsonl')]: file('One JSON object per line and row'),
              [bare('parquet')]: file('A Parquet file'),
            },
          },
          ...problems,
        },
      },
    },
    async ({ caller, body, headers }, reply) => {
      if (!caller.visibility.all)
        throw new Problem(403, 'a SQL query cannot be narrowed to departments; only who sees all of them may run one')
      if (!sql) throw new Problem(404, 'there is no login for SQL queries: set sqlStore in the configuration')
      const format = body.format ?? acceptedIn(headers)
      const left = new AbortController()
      reply.raw.on('close', () => left.abort())
      const result = await sql.run(body.query, format, left.signal).catch((error: unknown) => {
        throw toProblem(error)
      })
      return reply.header('content-type', types[format]).send(result)
    },
  )
}

const acceptedIn = ({ accept = '' }: IncomingHttpHeaders): SqlFormat =>
  sqlFormats.find((format) => accept.includes(bare(format))) ?? 'json'

const retryAfterSeconds = 5

function toProblem(error: unknown): unknown {
  if (!(error instanceof SqlFault)) return error
  if (error.kind === 'busy') return new Problem(429, error.message, retryAfterSeconds)
  return new QueryProblem(error.kind === 'refused' ? 403 : 400, error.message, error.position)
}
