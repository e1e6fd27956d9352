import { Type } from 'typebox'
import { answeredAt } from '../../alerts/accounts/answered.ts'
import { findAlerts } from '../../alerts/alert/alert-table.ts'
import type { Alert } from '../../alerts/alert/alert.ts'
import type { Visibility } from '../../alerts/alert/visibility.ts'
import { changesOf, mostWritten, writtenBy, type Written } from '../../enrich/mentions/author-query.ts'
import { AuthorDto } from '../dto/author-dto.ts'
import type { ApiDeps, App } from '../request/deps.ts'
import { notFound } from '../request/problem.ts'
import { NoQuery, problems, toIso, toIsoOrNull, word } from '../request/schemas.ts'

const mostAlerts = 500
/** Mentions from shortly before the onset belong to an alert, too. */
const beforeMs = 3_600_000

/** One author: how their role and stage changed, and in which alerts they were heard. */
export function authorPageRoute(app: App, { reader, accounts, clock }: ApiDeps): void {
  app.get(
    '/authors/:id',
    {
      config: { permission: 'mentions.read' },
      schema: {
        operationId: 'getAuthor',
        tags: ['Authors'],
        description: 'By the key that mentions have as `authorId`: a pseudonym. Counts are of visible mentions.',
        summary: 'One author',
        params: Type.Object({ id: word('The key of the author', 'a1b2c3d4e5f60718') }),
        querystring: NoQuery,
        response: { 200: AuthorDto, ...problems },
      },
    },
    async ({ caller: { visibility }, params: { id } }) => {
      const written = await writtenBy(reader, id, visibility.mentions)
      const [newest, oldest] = [written[0], written.at(-1)]
      if (!newest || !oldest) throw notFound('author', id)
      const own = (await accounts?.())?.accounts ?? []
      const [answered, alerts] = await Promise.all([
        answeredAt(reader, written, own),
        alertsSince(oldest.createdAt, new Set(written.flatMap(({ topicTree }) => topicTree)), visibility),
      ])
      return { id, ...factsOf(written), answered: answered.size, cases: casesOf(written, alerts, clock()) }
    },
  )

  const alertsSince = async (since: number, topics: ReadonlySet<string>, visibility: Visibility): Promise<Alert[]> =>
    topics.size === 0 ? [] : findAlerts(reader, { since, topics: [...topics], limit: mostAlerts, visibility })
}

function factsOf(written: readonly Written[]): Omit<AuthorDto, 'id' | 'answered' | 'cases'> {
  const roles = changesOf(written, ({ authorRole }) => authorRole, 'unknown')
  const sentiments = { negative: 0, neutral: 0, positive: 0 }
  for (const { sentiment } of written) sentiments[sentiment]++
  return {
    handle: written.find(({ authorHandle }) => authorHandle !== '')?.authorHandle ?? null,
    sources: [...new Set(written.map(({ source }) => source))],
    firstAt: toIso(written.at(-1)!.createdAt),
    lastAt: toIso(written[0]!.createdAt),
    mentions: written.length,
    isCapped: written.length === mostWritten,
    sentiments,
    replies: written.filter(({ inReplyTo }) => inReplyTo !== '').length,
    role: roles.at(-1)?.value ?? 'unknown',
    roles: roles.map(({ at, value, mentions }) => ({ at: toIso(at), role: value, mentions })),
    stages: changesOf(written, ({ stage }) => stage).map(({ at, value, mentions }) => ({
      at: toIso(at),
      stage: value,
      mentions,
    })),
  }
}

function casesOf(written: readonly Written[], alerts: readonly Alert[], now: number): AuthorDto['cases'] {
  return alerts.flatMap((alert) => {
    const [from, to] = [alert.onsetAt - beforeMs, alert.resolvedAt ?? now]
    const mentions = written.filter(
      ({ createdAt, topicTree }) => createdAt >= from && createdAt <= to && topicTree.includes(alert.topic),
    ).length
    if (mentions === 0) return []
    const { id, title, status, openedAt, resolvedAt } = alert
    return { alertId: id, title, status, openedAt: toIso(openedAt), resolvedAt: toIsoOrNull(resolvedAt), mentions }
  })
}
