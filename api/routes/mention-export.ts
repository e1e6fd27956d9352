import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { Type } from 'typebox'
import { mentionParquet } from '../../enrich/mentions/mention-parquet.ts'
import { findMentions, type MentionQuery } from '../../enrich/mentions/mention-query.ts'
import { mentionTableHeader, toMentionCells } from '../dto/mention-table.ts'
import type { MentionDto } from '../dto/mention-dto.ts'
import { toCsv } from '../../infra/csv.ts'
import { StoreBusy } from '../../infra/store/out-of-reach.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { problems } from '../request/schemas.ts'
import { toMentionDtos } from './mention-facts.ts'
import { SearchQuery, wantedOf } from './mentions.ts'

const pageSize = 1_000
/** A text that is sent as it is made. */
const Text = Type.Unsafe<Readable>(Type.String())

interface Format {
  path: string
  operationId: string
  type: string
  first: string
  page: (mentions: readonly MentionDto[]) => string
}

const formats: readonly Format[] = [
  {
    path: '/mentions.csv',
    operationId: 'exportMentionsAsCsv',
    type: 'text/csv; charset=utf-8',
    first: toCsv([mentionTableHeader]),
    page: (mentions) => toCsv(mentions.map(toMentionCells)),
  },
  {
    path: '/mentions.jsonl',
    operationId: 'exportMentionsAsJsonLines',
    type: 'application/jsonl',
    first: '',
    page: (mentions) => mentions.map((mention) => `${JSON.stringify(mention)}\n`).join(''),
  },
]

/** All that a search finds, newest first, streamed page by page: the memory does not grow with it. */
export function mentionExportRoutes(app: App, deps: ApiDeps): void {
  for (const { path, operationId, type, first, page } of formats)
    app.get(
      path,
      {
        config: { permission: 'mentions.read' },
        schema: {
          operationId,
          tags: ['Mentions'],
          description: 'Streamed page by page. In CSV, values of a list are separated by a space and a bar.',
          summary: `All mentions that a search finds, newest first, ${path.endsWith('csv') ? 'as CSV' : 'one JSON object a line'}`,
          querystring: SearchQuery,
          response: {
            200: { description: 'One mention per line', content: { [type.split(';')[0]!]: { schema: Text } } },
            ...problems,
          },
        },
      },
      async ({ caller, query: asked }, reply) => {
        const { search, ...wanted } = wantedOf(deps, asked, caller.visibility.mentions)
        const pages = pagesOf(deps, { ...wanted, search: search?.sql, limit: pageSize })
        // The first page is asked for before the answer begins: what fails then is still a problem, not a torn file.
        const begun = await pages.next()
        return reply
          .header('content-type', type)
          .header('content-disposition', `attachment; filename="${path.slice(1)}"`)
          .send(Readable.from(textOf()))

        async function* textOf() {
          yield first
          if (!begun.done) yield page(begun.value)
          for await (const mentions of pages) yield page(mentions)
        }
      },
    )
  parquetRoute(app, deps)
}

/** Written by ClickHouse, which keeps the file until it is sent. */
function parquetRoute(app: App, deps: ApiDeps): void {
  const type = 'application/vnd.apache.parquet'
  app.get(
    '/mentions.parquet',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'exportMentionsAsParquet',
        tags: ['Mentions'],
        summary: 'All mentions that a search finds, as Parquet',
        description:
          'In no particular order. The columns of the CSV without `answeredAt`; topics, departments and entities are lists, times are timestamps. A search that takes longer than 30 s, or more than 200 MiB of memory, is refused: ask for a shorter period.',
        querystring: SearchQuery,
        response: { 200: { description: 'One mention per row', content: { [type]: { schema: Text } } }, ...problems },
      },
    },
    async ({ caller, query: asked }, reply) => {
      const { search, ...wanted } = wantedOf(deps, asked, caller.visibility.mentions)
      const found = await mentionParquet(deps.reader, { ...wanted, search: search?.sql })
      return reply
        .header('content-type', type)
        .header('content-disposition', 'attachment; filename="mentions.parquet"')
        .send(found)
    },
  )
}

async function* pagesOf(deps: ApiDeps, query: MentionQuery): AsyncGenerator<MentionDto[]> {
  let { after } = query
  for (;;) {
    const rows = await patiently(() => findMentions(deps.reader, { ...query, after }))
    if (rows.length > 0) yield await patiently(() => toMentionDtos(deps, rows, query.visible))
    const last = rows.at(-1)
    if (!last || rows.length < query.limit) return
    after = { createdAt: last.createdAt, id: last.id }
  }
}

const turns = 15
const turnPauseMs = 500

/** A file that has begun is not torn because others ask: it waits for 15 turns, a minute. */
async function patiently<R>(call: () => Promise<R>): Promise<R> {
  for (let left = turns; ; left--) {
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof StoreBusy) || left === 0) throw error
      await pause(turnPauseMs)
    }
  }
}
