import { Type } from 'typebox'
import type { ExpectedSeries } from '../../alerts/detection/expected-series.ts'
import { toCsv } from '../../infra/csv.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { toParquet, type ParquetColumn } from '../request/parquet.ts'
import { problems, toIso } from '../request/schemas.ts'
import { answerSeries, rounded, SeriesQuery, type SeriesAsked } from './series.ts'

const columns: readonly ParquetColumn[] = [
  { name: 'from', type: 'TIMESTAMP' },
  { name: 'dimension', type: 'STRING' },
  { name: 'value', type: 'STRING' },
  { name: 'measure', type: 'STRING' },
  { name: 'figure', type: 'DOUBLE' },
  { name: 'mentions', type: 'INT32' },
  { name: 'lower', type: 'DOUBLE' },
  { name: 'upper', type: 'DOUBLE' },
]
const header = columns.map(({ name }) => name)
type Row = [from: string, ...(string | number | null)[]]

interface Format {
  path: string
  operationId: string
  summary: string
  type: string
  write: (rows: readonly Row[]) => string | Buffer
}

const formats: readonly Format[] = [
  {
    path: '/series.csv',
    operationId: 'exportSeries',
    summary: 'Counts over time as CSV',
    type: 'text/csv; charset=utf-8',
    write: (rows) => toCsv([header, ...rows]),
  },
  {
    path: '/series.jsonl',
    operationId: 'exportSeriesAsJsonLines',
    summary: 'Counts over time, one JSON object a line',
    type: 'application/jsonl',
    write: (rows) =>
      rows.map((row) => `${JSON.stringify(Object.fromEntries(row.map((cell, i) => [header[i], cell])))}\n`).join(''),
  },
  {
    path: '/series.parquet',
    operationId: 'exportSeriesAsParquet',
    summary: 'Counts over time as Parquet',
    type: 'application/vnd.apache.parquet',
    write: (rows) =>
      toParquet(
        columns,
        rows.map(([from, ...cells]) => [new Date(from), ...cells]),
      ),
  },
]

/** The series as a table with a row for each bucket of each series. */
export function seriesExportRoutes(app: App, deps: ApiDeps): void {
  for (const { path, operationId, summary, type, write } of formats)
    app.get(
      path,
      {
        config: { permission: 'mentions.read' },
        schema: {
          operationId,
          tags: ['Trends'],
          summary,
          description:
            'One row for each bucket of each series: its beginning, the dimension and the value of the series, the measure, the figure, the mentions behind it, and the expected range. No figure: no mentions.',
          querystring: SeriesQuery,
          response: {
            200: {
              description: 'One bucket of a series per row',
              content: { [type.split(';')[0]!]: { schema: Type.Unsafe<string | Buffer>(Type.String()) } },
            },
            ...problems,
          },
        },
      },
      async ({ caller, query: asked }, reply) => {
        const { series } = await answerSeries(deps, asked, caller.visibility.mentions)
        return reply
          .header('content-type', type)
          .header('content-disposition', `attachment; filename="${path.slice(1)}"`)
          .send(write(series.flatMap((one) => toRows(one, asked))))
      },
    )
}

const toRows = ({ key, points }: ExpectedSeries, { by, measure = 'mentions' }: SeriesAsked): Row[] =>
  points.map(({ at, value, mentions, band }) => [
    toIso(at),
    by ?? '',
    key,
    measure,
    rounded(value),
    mentions,
    band ? rounded(band.lower) : null,
    band ? rounded(band.upper) : null,
  ])
