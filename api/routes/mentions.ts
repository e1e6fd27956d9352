import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { intents } from '../../enrich/labels/enriched-mention.ts'
import { mentionFacets } from '../../enrich/mentions/mention-facets.ts'
import { findMentions } from '../../enrich/mentions/mention-query.ts'
import type { VisibleMentions } from '../../enrich/mentions/visible-mentions.ts'
import { copiesOf } from '../../enrich/mentions/near-copies.ts'
import { FacetsDto, FoundMentionDto } from '../dto/found-mention-dto.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { Problem } from '../request/problem.ts'
import { searchOf } from '../request/search-of.ts'
import {
  Cursor,
  CursorTime,
  fromCursor,
  list,
  pageLimit,
  problems,
  query,
  timeIn,
  toCursor,
  toEpochMsOr,
} from '../request/schemas.ts'
import { toMentionDtos } from './mention-facts.ts'
import { filterFields } from './series.ts'

const After = Type.Object({ createdAt: CursorTime, id: Type.String() })
/** Times of mentions may be slightly ahead of the clock. */
const aheadMs = 10 * 60_000

const searchFields = {
  q: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 500,
      ...doc(
        'Words that the title or text has in any of their forms, "a phrase", -excluded, one OR another, begin*, field:value and ( ); see docs/search.md',
        'parcel OR refund -"test order"',
      ),
    }),
  ),
  ...filterFields,
  intent: Type.Optional(
    Type.Enum([...intents], {
      description: 'Only mentions with this intent; spam lists what counts in no topic and no department',
    }),
  ),
  from: Type.Optional(timeIn('Only mentions published at or after this time; absent: all')),
  to: Type.Optional(timeIn('Only mentions published before this time; absent: until now', '2026-11-30T00:00:00Z')),
}

export const SearchQuery = query(searchFields)

const MentionsQuery = query({
  ...searchFields,
  fold: Type.Optional(
    Type.Boolean({
      default: false,
      description: 'Whether near copies of a text are left out: the newest stands for all',
    }),
  ),
  cursor: Type.Optional(Cursor),
  limit: Type.Optional(pageLimit(200, 50)),
})

export function mentionRoutes(app: App, deps: ApiDeps): void {
  listRoute(app, deps)
  facetsRoute(app, deps)
}

function spanOf(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  now: number,
): { from: number; to: number } {
  const span = { from: toEpochMsOr('from', from, 0), to: toEpochMsOr('to', to, now + aheadMs) }
  if (span.from >= span.to) throw new Problem(400, 'from must be before to')
  return span
}

/** What a request asks for, as the tables' queries take it; `search` also marks what was found. @throws Problem 400 that says what is wrong */
export function wantedOf(
  { clock, taxonomy }: Pick<ApiDeps, 'clock' | 'taxonomy'>,
  { q, intent, from, to, ...filters }: Static<typeof SearchQuery>,
  visible: VisibleMentions,
) {
  return { search: searchOf(q, taxonomy), intent, filters, ...spanOf({ from, to }, clock()), visible }
}

function listRoute(app: App, deps: ApiDeps): void {
  const { reader } = deps
  app.get(
    '/mentions',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'listMentions',
        tags: ['Mentions'],
        description: 'What a search finds, a page at a time. Filters and `q` must all match.',
        summary: 'Mentions, newest first',
        querystring: MentionsQuery,
        response: { 200: list(FoundMentionDto, 'A page of mentions'), ...problems },
      },
    },
    async ({ caller, query: { fold = false, cursor, limit = 50, ...asked } }) => {
      const visible = caller.visibility.mentions
      const after = cursor === undefined ? undefined : fromCursor(After, cursor)
      const { search, ...others } = wantedOf(deps, asked, visible)
      const wanted = { ...others, search: search?.sql }
      const found = await findMentions(reader, { ...wanted, after, limit: limit + 1, folded: fold })
      const page = found.slice(0, limit)
      const [mentions, copies] = await Promise.all([
        toMentionDtos(deps, page, visible),
        fold ? copiesOf(reader, page, wanted) : undefined,
      ])
      const last = found.length > limit ? page.at(-1) : undefined
      return {
        items: mentions.map((mention, i) => ({
          ...mention,
          copies: copies?.get(mention.id) ?? 0,
          marks: search?.marks(page[i]!) ?? { title: [], text: [] },
        })),
        nextCursor: last ? toCursor({ createdAt: last.createdAt, id: last.id }) : null,
      }
    },
  )
}

function facetsRoute(app: App, deps: ApiDeps): void {
  app.get(
    '/mentions/facets',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'countMentions',
        tags: ['Mentions'],
        description: 'Counts of what the same search lists, and the most frequent values of each field.',
        summary: 'How many mentions a search finds, and what they have in common',
        querystring: SearchQuery,
        response: { 200: FacetsDto, ...problems },
      },
    },
    async ({ caller: { visibility }, query: asked }) => {
      const { search, ...wanted } = wantedOf(deps, asked, visibility.mentions)
      const { values, ...counts } = await mentionFacets(deps.reader, { ...wanted, search: search?.sql })
      return { ...counts, facets: values }
    },
  )
}
