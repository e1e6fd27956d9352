import { Type } from 'typebox'
import { doubtsAbout, findUnsure } from '../../enrich/review-query.ts'
import { MentionDto, toMentionDto } from '../mention-dto.ts'
import type { ApiParts, App } from '../parts.ts'
import { Problem } from '../problem.ts'
import { Cursor, fromCursor, list, problems, query, TimeIn, toCursor, toEpochMsOr, Word } from '../wire.ts'

const After = Type.Object({ createdAt: Type.Integer({ minimum: 0 }), id: Type.String() })
const usualMs = 14 * 24 * 3_600_000
/** Mentions may be written a little ahead of our clock. */
const aheadMs = 10 * 60_000

const ReviewQuery = query({
  department: Type.Optional(Word),
  from: Type.Optional(TimeIn),
  cursor: Type.Optional(Cursor),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
})

/** A mention with the sentences that say why a person is asked about it. */
const ReviewDto = Type.Object({
  ...MentionDto.properties,
  reasons: Type.Array(Type.String(), { description: 'Why a person is asked, one sentence each' }),
})

export function reviewRoutes(app: App, { reader, clock }: ApiParts): void {
  app.get(
    '/review',
    {
      schema: {
        operationId: 'listReview',
        summary: 'Mentions of the last 14 days whose labels are unsure, newest first, one of each text',
        querystring: ReviewQuery,
        response: { 200: list(ReviewDto), ...problems },
      },
    },
    async ({ query: { department, from, cursor, limit = 50 } }) => {
      const after = cursor === undefined ? undefined : fromCursor(After, cursor)
      const span = { from: toEpochMsOr('from', from, clock() - usualMs), to: clock() + aheadMs }
      if (span.from >= span.to) throw new Problem(400, 'from is in the future')
      const found = await findUnsure(reader, { department, ...span, after, limit: limit + 1 })
      const last = found.length > limit ? found[limit - 1] : undefined
      return {
        items: found.slice(0, limit).map((row) => ({ ...toMentionDto(row), reasons: doubtsAbout(row) })),
        nextCursor: last ? toCursor({ createdAt: last.createdAt, id: last.id }) : null,
      }
    },
  )
}
