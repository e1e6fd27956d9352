import { iso, payload } from './payload.ts'
import { slice, type StubDescription, type StubItem } from './stub-service.ts'

const messageLike = payload('teams-message')
const delta = '/v1.0/teams/t1/channels/19%3Aa%40thread.tacv2/messages/delta'

const toMessage = ({ id, text, createdAt, updatedAt, isDeleted, isMalformed }: StubItem) => ({
  ...messageLike,
  id: String(id),
  createdDateTime: isMalformed ? null : iso(createdAt),
  lastModifiedDateTime: iso(updatedAt),
  deletedDateTime: isDeleted ? iso(updatedAt) : null,
  body: { contentType: 'html', content: isDeleted ? '' : `<div>${text}</div>` },
})

/** The delta query of one channel, two messages a page by change, and `more` at the end. A link from before `validFrom` is 410. */
export const teamsService = (more: readonly object[] = [], gone = { validFrom: 0 }): StubDescription => ({
  isTokenRequest: ({ path, body }) =>
    path === '/halden/oauth2/v2.0/token' && body.scope === 'https://graph.microsoft.com/.default',
  isAuthorized: ({ headers }, token) => headers.authorization === `Bearer ${token}`,
  limited: () => ({ status: 429, headers: { 'retry-after': '120' } }),
  answer({ path, query }, { items, now }, root) {
    if (path !== delta) return { status: 404 }
    const [from = '', at = '0', madeAt = String(now)] = query.get('$skiptoken')?.split('|') ?? []
    const since = /^lastModifiedDateTime gt (\S+)$/.exec(query.get('$filter') ?? '')?.[1] ?? iso(Number(from))
    if (Number(madeAt) < gone.validFrom) return { status: 410, body: { error: { code: 'syncStateNotFound' } } }
    const changed = items.filter(({ updatedAt }) => updatedAt > Date.parse(since))
    const ordered = changed.toSorted((a, b) => a.updatedAt - b.updatedAt)
    const { some, next, isLast } = slice(ordered, Number(at))
    const link = (token: string) => `${root}${delta}?$skiptoken=${token}`
    const links = isLast
      ? { '@odata.deltaLink': link(`${ordered.at(-1)?.updatedAt ?? Date.parse(since)}|0|${now}`) }
      : { '@odata.nextLink': link(`${Date.parse(since)}|${next}|${now}`) }
    return { body: { value: [...some.map(toMessage), ...(isLast ? more : [])], ...links } }
  },
})
