import { Type } from 'typebox'
import { intents } from '../../enrich/labels/enriched-mention.ts'
import { findMention, findMentions } from '../../enrich/mentions/mention-query.ts'
import { MentionDto } from '../dto/mention-dto.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { notFound, Problem } from '../request/problem.ts'
import {
  Cursor,
  CursorTime,
  fromCursor,
  list,
  NoQuery,
  problems,
  query,
  TimeIn,
  toCursor,
  toEpochMsOr,
} from '../request/schemas.ts'
import { toMentionDtos } from './mention-facts.ts'
import { filterFields } from './series.ts'

const After = Type.Object({ createdAt: CursorTime, id: Type.String() })
/** Times of mentions may be slightly ahead of the clock. */
const aheadMs = 10 * 60_000

const MentionsQuery = query({
  q: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Contained in the text or title' })),
  ...filterFields,
  intent: Type.Optional(
    Type.Enum([...intents], { description: 'spam lists what counts in no topic and no department' }),
  ),
  from: Type.Optional(TimeIn),
  to: Type.Optional(TimeIn),
  cursor: Type.Optional(Cursor),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
})

export function mentionRoutes(app: App, deps: ApiDeps): void {
  const { reader, clock } = deps
  app.get(
    '/mentions',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'listMentions',
        summary: 'Mentions, newest first',
        querystring: MentionsQuery,
        response: { 200: list(MentionDto), ...problems },
      },
    },
    async ({ caller: { visibility }, query: { q, intent, from, to, cursor, limit = 50, ...filters } }) => {
      const visible = visibility.mentions
      const after = cursor === undefined ? undefined : fromCursor(After, cursor)
      const span = { from: toEpochMsOr('from', from, 0), to: toEpochMsOr('to', to, clock() + aheadMs) }
      if (span.from >= span.to) throw new Problem(400, 'from must be before to')
      const found = await findMentions(reader, {
        q,
        intent,
        filters,
        ...span,
        after,
        limit: limit + 1,
        visible,
      })
      const last = found.length > limit ? found[limit - 1] : undefined
      return {
        items: await toMentionDtos(deps, found.slice(0, limit), visible),
        nextCursor: last ? toCursor({ createdAt: last.createdAt, id: last.id }) : null,
      }
    },
  )
  app.get(
    '/mentions/:id',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'getMention',
        summary: 'One mention',
        params: Type.Object({ id: Type.String({ minLength: 1, maxLength: 2000 }) }),
        querystring: NoQuery,
        response: { 200: MentionDto, ...problems },
      },
    },
    async ({ caller: { visibility }, params: { id } }) => {
      const row = await findMention(reader, id, visibility.mentions)
      if (!row) throw notFound('mention', id)
      const [mention] = await toMentionDtos(deps, [row], visibility.mentions)
      return mention!
    },
  )
}
