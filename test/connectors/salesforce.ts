import { iso, payload } from './payload.ts'
import { slice, type StubDescription, type StubItem } from './stub-service.ts'

const caseLike = payload('salesforce-case')
/** Salesforce writes `+0000`. */
const stamp = (at: number) => iso(at).replace('Z', '+0000')

const toRecord = ({ id, text, createdAt, updatedAt, isDeleted, isMalformed }: StubItem) => ({
  ...caseLike,
  Id: `500xx${id}`,
  Description: text,
  CreatedDate: isMalformed ? null : stamp(createdAt),
  SystemModstamp: stamp(updatedAt),
  IsDeleted: isDeleted === true,
})

const query = '/services/data/v62.0/query'

/** Cases by SystemModstamp, two a page, with the deleted ones; a locator has the beginning and the position. */
export const salesforceService: StubDescription = {
  isTokenRequest: ({ path, body }) => path === '/services/oauth2/token' && body.grant_type === 'client_credentials',
  isAuthorized: ({ headers }, token) => headers.authorization === `Bearer ${token}`,
  limited: () => ({
    status: 403,
    body: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }],
  }),
  answer(request, { items }) {
    const asked = /WHERE SystemModstamp >= (\S+Z) ORDER BY SystemModstamp$/.exec(request.query.get('q') ?? '')
    const [, from = asked && String(Date.parse(asked[1]!)), at = '0'] =
      /query\/01g(\d+)-(\d+)$/.exec(request.path) ?? []
    if (!from || !request.path.startsWith(query)) return { status: 400, body: [{ errorCode: 'MALFORMED_QUERY' }] }
    const changed = items.filter(({ updatedAt }) => updatedAt >= Number(from))
    const { some, next, isLast } = slice(
      changed.toSorted((a, b) => a.updatedAt - b.updatedAt),
      Number(at),
    )
    const more = { done: isLast, ...(!isLast && { nextRecordsUrl: `${query}/01g${from}-${next}` }) }
    return { body: { totalSize: changed.length, ...more, records: some.map(toRecord) } }
  },
}
