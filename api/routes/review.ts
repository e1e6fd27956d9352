import { Type } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { findProposedTerms } from '../../alerts/terms/dismissal-table.ts'
import { examplesOf } from '../../alerts/terms/term-store.ts'
import { wholeText } from '../../enrich/analysis/analyse.ts'
import type { MentionRow } from '../../enrich/mentions/mention-table.ts'
import { doubtsAbout, findUnsure, findTopical, findUntopical, nearlyUnsure } from '../../enrich/review/review-query.ts'
import type { SecondOpinions } from '../../enrich/review/second-opinion.ts'
import { readShippedWords } from '../../enrich/linear/models.ts'
import { topicSuggestions } from '../../enrich/review/topic-suggestions.ts'
import { ReviewDto } from '../dto/review-dto.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { Problem } from '../request/problem.ts'
import { SuggestionDto, toEmergingDto, toGroupDto } from '../dto/suggestion-dto.ts'
import {
  Cursor,
  CursorTime,
  fromCursor,
  list,
  problems,
  query,
  pageLimit,
  toCursor,
  toEpochMsOr,
  timeIn,
  word,
} from '../request/schemas.ts'
import { toMentionDtos } from './mention-facts.ts'

const After = Type.Object({ createdAt: CursorTime, id: Type.String() })
const defaultSpanMs = 14 * 24 * 3_600_000
/** Times of mentions may be slightly ahead of the clock. */
const aheadMs = 10 * 60_000

const departmentAndFrom = {
  department: Type.Optional(word('Only mentions of this department, by id', 'logistics')),
  from: Type.Optional(timeIn('Only mentions published at or after this time; absent: 14 days ago')),
}
const ReviewQuery = query({
  ...departmentAndFrom,
  cursor: Type.Optional(Cursor),
  limit: Type.Optional(pageLimit(200, 50)),
})

/** Limit of grouped mentions: 0.2 s of work. */
const mostGrouped = 400
const mostTerms = 50

export function reviewRoutes(app: App, deps: ApiDeps): void {
  suggestionRoute(app, deps)
  queueRoute(app, deps)
}

function suggestionRoute(app: App, { reader, clock }: ApiDeps): void {
  let suggest: ReturnType<typeof topicSuggestions> | undefined
  app.get(
    '/review/suggestions',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'suggestTopics',
        tags: ['Review'],
        summary: 'Suggested topics',
        description: `Phrases that rise in a department without a topic, newest first, then groups of similar mentions among the newest ${mostGrouped} without a topic; of the last 14 days. Terms that somebody dismissed are left out until they come back (see "returned").`,
        querystring: query(departmentAndFrom),
        response: {
          200: Type.Object({ items: Type.Array(SuggestionDto, doc('The suggestions')) }, doc('Suggested topics')),
          ...problems,
        },
      },
    },
    async ({ caller: { visibility }, query: { department, from } }) => {
      const visible = visibility.mentions
      const span = { ...spanFrom(from, clock()), visible }
      const [terms, untopical, topical] = await Promise.all([
        findProposedTerms(reader, { department, since: span.from, limit: mostTerms, visible }),
        findUntopical(reader, { department, ...span, limit: mostGrouped }),
        findTopical(reader, { ...span, limit: mostGrouped }),
      ])
      const examples = await examplesOf(
        reader,
        terms.flatMap(({ emergingTerm }) => emergingTerm.exampleIds),
        visible,
      )
      suggest ??= topicSuggestions(readShippedWords())
      const groups = suggest(untopical, topical)
      return { items: [...terms.flatMap((term) => toEmergingDto(term, examples) ?? []), ...groups.map(toGroupDto)] }
    },
  )
}

function queueRoute(app: App, deps: ApiDeps): void {
  const { reader, clock, secondOpinions, taxonomy } = deps
  app.get(
    '/review',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'listReview',
        tags: ['Review'],
        description:
          'Mentions of the last 14 days whose labels are uncertain, one for each text. Corrections teach the next models.',
        summary: 'Mentions with uncertain labels, newest first',
        querystring: ReviewQuery,
        response: { 200: list(ReviewDto, 'A page of the review queue'), ...problems },
      },
    },
    async ({ caller: { visibility }, query: { department, from, cursor, limit = 50 } }) => {
      const visible = visibility.mentions
      const after = cursor === undefined ? undefined : fromCursor(After, cursor)
      const span = spanFrom(from, clock())
      const found = await findUnsure(reader, { department, ...span, after, limit: limit + 1, visible })
      const last = found.length > limit ? found[limit - 1] : undefined
      const page = found.slice(0, limit)
      const [second, mentions] = await Promise.all([
        opinionsAbout(page, secondOpinions),
        toMentionDtos(deps, page, visible),
      ])
      return {
        items: page.map((row, i) => ({
          ...mentions[i]!,
          reasons: doubtsAbout(row, taxonomy),
          secondOpinion: second.get(row.id) ?? null,
        })),
        nextCursor: last ? toCursor({ createdAt: last.createdAt, id: last.id }) : null,
      }
    },
  )
}

async function opinionsAbout(rows: readonly MentionRow[], secondOpinions: SecondOpinions | undefined) {
  const unsure = secondOpinions
    ? rows.filter(({ departmentGuessConfidence }) => departmentGuessConfidence < nearlyUnsure)
    : []
  const opinions = (await secondOpinions?.about(unsure.map(wholeText))) ?? []
  return new Map(unsure.map(({ id }, i) => [id, opinions[i]]))
}

function spanFrom(from: string | undefined, now: number): { from: number; to: number } {
  const span = { from: toEpochMsOr('from', from, now - defaultSpanMs), to: now + aheadMs }
  if (span.from >= span.to) throw new Problem(400, 'from is in the future')
  return span
}
