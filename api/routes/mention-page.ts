import { Type } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { correctionsOf } from '../../enrich/mentions/correction-table.ts'
import { findMention, findMentions } from '../../enrich/mentions/mention-query.ts'
import type { MentionRow } from '../../enrich/mentions/mention-table.ts'
import { copiesOf, spreadMs } from '../../enrich/mentions/near-copies.ts'
import { threadOf } from '../../enrich/mentions/thread.ts'
import type { VisibleMentions } from '../../enrich/mentions/visible-mentions.ts'
import { MentionContextDto } from '../dto/mention-context-dto.ts'
import { MentionDto } from '../dto/mention-dto.ts'
import { ErasureDto, toErasureDto } from '../dto/erasure-dto.ts'
import { personOf } from '../request/auth.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { notFound } from '../request/problem.ts'
import { NoQuery, problems, query, toIso } from '../request/schemas.ts'
import { toMentionDtos } from './mention-facts.ts'

export const MentionId = Type.Object({
  id: Type.String({ minLength: 1, maxLength: 2000, ...doc('Id of the mention', 'forum:48213') }),
})
const mostCopies = 50

/** One mention, what belongs to it, and its erasure. */
export function mentionPageRoutes(app: App, deps: ApiDeps): void {
  const { reader } = deps
  app.get(
    '/mentions/:id',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'getMention',
        tags: ['Mentions'],
        description: 'With its labels, and what other rows say about it.',
        summary: 'One mention',
        params: MentionId,
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
  app.get(
    '/mentions/:id/context',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'getMentionContext',
        tags: ['Mentions'],
        description: 'Its conversation, its copies and its history, as far as they are visible.',
        summary: 'The conversation, the copies and the history of a mention',
        params: MentionId,
        querystring: NoQuery,
        response: { 200: MentionContextDto, ...problems },
      },
    },
    async ({ caller: { visibility }, params: { id } }) => {
      const row = await findMention(reader, id, visibility.mentions)
      if (!row) throw notFound('mention', id)
      return contextOf(deps, row, visibility.mentions)
    },
  )
  eraseRoute(app, deps)
}

async function contextOf(deps: ApiDeps, row: MentionRow, visible: VisibleMentions): Promise<MentionContextDto> {
  const { reader } = deps
  const [thread, copies, corrections] = await Promise.all([
    threadOf(reader, row, visible),
    copiesBeside(deps, row, visible),
    correctionsOf(reader, [row.id]),
  ])
  const [self, ...conversation] = await toMentionDtos(deps, [row, ...(thread.length > 1 ? thread : [])], visible)
  const correction = corrections.get(row.id)
  const events: MentionContextDto['history'] = [
    event(row.createdAt, 'written'),
    event(row.observedAt, 'received'),
    ...(self?.answeredAt ? [event(Date.parse(self.answeredAt), 'answered')] : []),
    ...(correction
      ? [{ ...event(correction.correctedAt, 'corrected'), by: correction.by, reason: correction.reason || null }]
      : []),
    ...(row.removedAt === undefined ? [] : [event(row.removedAt, 'removed')]),
  ]
  return { thread: conversation, ...copies, history: events.toSorted((a, b) => (a.at < b.at ? -1 : 1)) }
}

const event = (at: number, what: MentionContextDto['history'][number]['what']) => ({
  at: toIso(at),
  what,
  by: null,
  reason: null,
})

async function copiesBeside(
  { reader }: Pick<ApiDeps, 'reader'>,
  row: MentionRow,
  visible: VisibleMentions,
): Promise<Pick<MentionContextDto, 'copies' | 'copyCount'>> {
  if (row.cluster === '') return { copies: [], copyCount: 0 }
  const search = { where: 'cluster = {sameText: String}', params: { sameText: row.cluster } }
  const wanted = { search, filters: {}, from: row.createdAt - spreadMs, to: row.createdAt + spreadMs, visible }
  const [found, counts] = await Promise.all([
    findMentions(reader, { ...wanted, limit: mostCopies + 1 }),
    copiesOf(reader, [row], wanted),
  ])
  const copies = found.filter(({ id }) => id !== row.id).slice(0, mostCopies)
  return {
    copies: copies.map(({ id, source, url, authorHandle, createdAt }) => ({
      id,
      source,
      url: url || null,
      author: authorHandle || null,
      createdAt: toIso(createdAt),
    })),
    copyCount: counts.get(row.id) ?? 0,
  }
}

function eraseRoute(app: App, { erasure, reader }: ApiDeps): void {
  if (!erasure) return
  app.delete(
    '/mentions/:id',
    {
      config: { scope: 'admin', permission: 'authors.erase' },
      schema: {
        operationId: 'eraseMention',
        tags: ['Mentions'],
        description: 'Answers when every place was counted again and nothing is left. Counts stay.',
        summary: 'Erase one mention from everywhere',
        params: MentionId,
        querystring: query({
          dryRun: Type.Optional(
            Type.Boolean({ default: false, ...doc('Whether it only counts what would be erased') }),
          ),
        }),
        response: { 200: ErasureDto, ...problems },
      },
    },
    async (request, reply) => {
      const person = personOf(request)
      const { id } = request.params
      if (!(await findMention(reader, id, request.caller.visibility.mentions))) throw notFound('mention', id)
      const asked = { kind: 'mention' as const, id }
      const report = request.query.dryRun ? await erasure.preview(asked) : await erasure.erase(asked, person.id)
      return reply.send(toErasureDto(report))
    },
  )
}
