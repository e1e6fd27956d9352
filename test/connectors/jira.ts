import { iso, payload } from './payload.ts'
import { slice, type StubDescription, type StubItem } from './stub-service.ts'

const issueLike = payload('jira-issue') as { fields: object }
/** Jira writes `+0000`. */
const stamp = (at: number) => iso(at).replace('Z', '+0000')
const minuteMs = 60_000
const issuePath = '/rest/api/2/issue'

/** Requests of one project by time of change, two a page. `comments` are those of the first one; the search gives one of them. */
export const jiraService = (comments: readonly object[] = []): StubDescription => ({
  isAuthorized: ({ headers }) =>
    headers.authorization === `Basic ${Buffer.from('desk@halden.example:canary-jira').toString('base64')}`,
  limited: () => ({ status: 429, headers: { 'retry-after': '120' } }),
  answer({ path, query }, { items, now }) {
    if (path === `${issuePath}/10001/comment`) return { body: { comments, total: comments.length, startAt: 0 } }
    const jql = /^project = "HELP" AND updated >= "-(\d+)m" ORDER BY updated ASC$/.exec(query.get('jql') ?? '')
    if (path !== '/rest/api/2/search/jql' || !jql) return { status: 400, body: { errorMessages: ['Error in JQL'] } }
    const changed = items.filter(({ updatedAt }) => updatedAt >= now - Number(jql[1]) * minuteMs)
    const { some, next, isLast } = slice(
      changed.toSorted((a, b) => a.updatedAt - b.updatedAt),
      Number(query.get('nextPageToken') ?? 0),
    )
    const issues = some.map((item) => toIssue(item, item.id === 1 ? comments : []))
    return { body: { issues, isLast, ...(!isLast && { nextPageToken: String(next) }) } }
  },
})

const toIssue = ({ id, text, createdAt, updatedAt, isMalformed }: StubItem, comments: readonly object[]) => ({
  ...issueLike,
  id: String(10_000 + id),
  key: `HELP-${id}`,
  fields: {
    ...issueLike.fields,
    description: text,
    created: isMalformed ? 'then' : stamp(createdAt),
    updated: stamp(updatedAt),
    comment: { comments: comments.slice(0, 1), total: comments.length, maxResults: 1, startAt: 0 },
  },
})
