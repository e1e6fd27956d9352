import { iso, payload } from './payload.ts'
import type { StubDescription, StubItem } from './stub-service.ts'

const recordLike = payload('servicenow-record')
/** UTC without a zone, in seconds. */
const stamp = (at: number) => iso(at).slice(0, 19).replace('T', ' ')
const minuteMs = 60_000

const toRecord = ({ id, text, createdAt, updatedAt, isMalformed }: StubItem) => ({
  ...recordLike,
  sys_id: `c${id}`,
  description: text,
  sys_created_on: isMalformed ? '' : stamp(createdAt),
  sys_updated_on: stamp(updatedAt),
})

/** The Table API: records that changed in the last minutes, by offset. */
export const servicenowService: StubDescription = {
  isTokenRequest: ({ path, body }) => path === '/oauth_token.do' && body.grant_type === 'client_credentials',
  isAuthorized: ({ headers }, token) => headers.authorization === `Bearer ${token}`,
  limited: () => ({ status: 429, headers: { 'retry-after': '120' } }),
  answer({ path, query }, { items, now }) {
    const asked = query.get('sysparm_query') ?? ''
    const minutes = /^sys_updated_onRELATIVEGT@minute@ago@(\d+)\^ORDERBYsys_updated_on$/.exec(asked)?.[1]
    if (path !== '/api/now/table/sn_customerservice_case' || minutes === undefined) return { status: 400 }
    const changed = items.filter(({ updatedAt }) => updatedAt > now - Number(minutes) * minuteMs)
    const from = Number(query.get('sysparm_offset'))
    const ordered = changed.toSorted((a, b) => a.updatedAt - b.updatedAt)
    return { body: { result: ordered.slice(from, from + Number(query.get('sysparm_limit'))).map(toRecord) } }
  },
}
