import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, afterAll, expect, test } from 'vitest'
import { buildApi, startApi } from '../../api/server.ts'
import type { App } from '../../api/request/deps.ts'
import { openAudit, type Audit } from '../../infra/audit/audit.ts'
import { findAudit } from '../../infra/audit/audit-table.ts'
import { verifyAudit } from '../../infra/audit/verify-audit.ts'
import { insertMentions } from '../../enrich/mentions/mention-table.ts'
import { mentionRow } from '../alerts/make.ts'
import { until } from '../until.ts'
import { as, hour, iso, itemsOf, links, now, openCompany } from './company.ts'

const { platform, depsUnder, stored } = openCompany()
const people = [
  { id: 'petra', departments: ['procurement'] },
  { id: 'vic', departments: ['procurement'], role: 'viewer' as const },
  { id: 'ada', departments: ['procurement'], role: 'admin' as const },
  { id: 'pia', departments: ['product'] },
  { id: 'sam', hub: true },
]
let app: App
let proxied: App
let audit: Audit
const mention = 'social:https://social.example/@kim_lee/12'

beforeAll(async () => {
  const { store, data } = platform()
  audit = openAudit({ store, data, clock: Date.now })
  app = await buildApi({ ...depsUnder({ people }), audit })
  proxied = await buildApi({ ...depsUnder({ people }), audit, url: 'https://groundswell.example' })
  await insertMentions(store, [mentionRow({ id: mention, createdAt: now - hour, departments: ['procurement'] })])
  await stored({ id: 'a1' })
})
afterAll(() => Promise.all([app, proxied].map((each) => each?.close())))

async function send(by: string, path: string, body?: object, { on = app, headers = {}, method = 'POST' } = {}) {
  const url = `/api/v1${path}`
  return on.inject({
    method: method as 'POST',
    url,
    headers: { ...as(by), ...headers },
    ...(body && { payload: body }),
  })
}
const rows = () => findAudit(platform().store, { since: 0, until: Date.now() + hour, people: null, limit: 100 })
/** The newest row, once it has its outcome. */
async function noted(operation: string, outcome: string) {
  await until(`${operation} is noted`, async () =>
    (await rows()).some((row) => row.operation === operation && row.outcome === outcome),
  )
  const { person, address, subject, change, status, credential, forwarded } = (await rows()).find(
    (row) => row.operation === operation && row.outcome === outcome,
  )!
  return { person, address, subject, change: JSON.parse(change) as unknown, status, credential, forwarded }
}

test('a change is noted with who, what, from where and its outcome; texts are not', async () => {
  await send('petra', '/alerts/a1/snooze', { until: iso(now + hour), reason: 'Kim Lee of Bergen called' })
  expect(await noted('snoozeAlert', 'done')).toEqual({
    person: 'petra',
    address: '127.0.0.1',
    subject: 'a1',
    change: { until: iso(now + hour), reason: '(24 characters)' },
    status: 200,
    credential: '',
    forwarded: '',
  })
})

test('ids that may hold a handle are pseudonyms, by which the list finds them', async () => {
  await send('petra', `/mentions/${encodeURIComponent(mention)}/correction`, { sentiment: 'neutral' })
  const { subject } = await noted('correctMention', 'done')
  expect(subject).toMatch(/^#[0-9a-f]{16}$/)
  const found = itemsOf<{ operation: string }>({
    text: (await app.inject({ url: `/api/v1/audit?subject=${encodeURIComponent(mention)}`, headers: as('sam') })).body,
  })
  expect(found.map(({ operation }) => operation)).toEqual(['correctMention'])
  expect(JSON.stringify(await rows())).not.toMatch(/kim_lee|Kim Lee/)
})

test('what is refused is noted, and what fails', async () => {
  await send('vic', '/alerts/a1/resolve', {})
  expect(await noted('resolveAlert', 'refused')).toMatchObject({ person: 'vic', status: 403, subject: 'a1' })
  await send('mallory', '/alerts/a1/reopen', {})
  expect(await noted('reopenAlert', 'refused')).toMatchObject({ person: '', status: 401 })
  await send('pia', '/alerts/a1/comment', { reason: 'x' })
  expect(await noted('commentAlert', 'failed')).toMatchObject({ person: 'pia', status: 404 })
  await send('petra', '/silences', {
    matches: { departments: ['product'] },
    until: iso(now + hour),
    reason: 'planned work',
  })
  expect(await noted('createSilence', 'refused')).toMatchObject({
    person: 'petra',
    status: 403,
    change: { matches: { departments: ['product'] }, reason: '(12 characters)' },
  })
})

test('reading notes nothing, and neither does a webhook', async () => {
  const before = (await rows()).length
  await app.inject({ url: '/api/v1/alerts', headers: as('petra') })
  await send('petra', '/webhooks/none', {})
  expect((await rows()).length).toBe(before)
})

test('a link is noted with the person whom it was sent to, and never with its token', async () => {
  const token = links.toToken({ alertId: 'a1', person: 'petra' }, now)
  await app.inject({ method: 'POST', url: `/api/v1/confirmations/${token}`, payload: { status: 'potential' } })
  expect(await noted('confirmImpact', 'done')).toMatchObject({ person: 'petra', subject: 'a1' })
  expect(JSON.stringify(await rows())).not.toContain(token)
})

test('the key is noted by its id; a forwarded address counts only behind a proxy, and only what the proxy added', async () => {
  const headers = { authorization: `Bearer gsw_0123456789ab_${'x'.repeat(43)}`, 'x-forwarded-for': '6.6.6.6, 10.1.2.3' }
  await send('petra', '/alerts/a1/claim', {}, { headers })
  expect(await noted('claimAlert', 'refused')).toMatchObject({ credential: '0123456789ab', forwarded: '' })
  await send('petra', '/alerts/a1/release', {}, { headers, on: proxied })
  expect(await noted('releaseAlert', 'refused')).toMatchObject({ forwarded: '10.1.2.3', address: '127.0.0.1' })
  expect(JSON.stringify(await rows())).not.toContain('xxxx')
})

test('admins read what their people did, the service team everything, page by page; others nothing', async () => {
  const list = async (by: string, query = '') => {
    const { statusCode, body } = await app.inject({ url: `/api/v1/audit?limit=200${query}`, headers: as(by) })
    return statusCode === 200 ? itemsOf<{ person: string }>({ text: body }) : statusCode
  }
  expect([await list('petra'), await list('vic')]).toEqual([403, 403])
  const peopleIn = async (by: string) =>
    [...new Set(((await list(by)) as { person: string }[]).map(({ person }) => person))].toSorted()
  expect(await peopleIn('ada')).toEqual(['petra', 'vic'])
  expect(await peopleIn('sam')).toEqual(['', 'petra', 'pia', 'vic'])
  const paged: object[] = []
  let cursor = ''
  do {
    const { items, nextCursor } = (
      await app.inject({ url: `/api/v1/audit?limit=2${cursor}`, headers: as('sam') })
    ).json<{ items: object[]; nextCursor: string | null }>()
    paged.push(...items)
    cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`
  } while (cursor !== '')
  expect(paged).toEqual(await list('sam'))
  expect(((await list('sam', '&outcome=refused&person=vic')) as object[]).length).toBe(1)
})

test('while the log cannot be written, nothing is changed; afterwards the chain is whole', async () => {
  const { store, data } = platform()
  await store.command('RENAME TABLE audit TO audit_away')
  const { statusCode } = await send('petra', '/alerts/a1/acknowledge', {})
  await store.command('RENAME TABLE audit_away TO audit')
  expect(statusCode).toBeGreaterThanOrEqual(500)
  const alert = (await app.inject({ url: '/api/v1/alerts/a1', headers: as('petra') })).json<{ owner: string | null }>()
  expect(alert.owner).toBeNull()
  await send('petra', '/alerts/a1/comment', { reason: 'again' })
  await noted('commentAlert', 'done')
  expect((await verifyAudit(store, data)).faults).toEqual([])
})

test.each([
  ['before it is made', 'failed', 503],
  ['while it is made', 'done', 200],
] as const)('whoever leaves %s leaves an outcome', async (when, outcome, status) => {
  const isEarly = when === 'before it is made'
  await stored({ id: `left-${outcome}` })
  const deps = depsUnder({ people })
  const leaving = new AbortController()
  /** The client goes at this moment, and the server has time to hear of it. */
  const left = async () => {
    leaving.abort()
    await pause(500)
  }
  const slowAudit: Audit = {
    ...audit,
    async record(entry) {
      await audit.record(entry)
      if (isEarly && entry.outcome === 'intended') await left()
    },
  }
  const log = {
    ...deps.log,
    publish: async (...args: Parameters<typeof deps.log.publish>) => {
      if (!isEarly) await left()
      return deps.log.publish(...args)
    },
  }
  const api = await startApi({ ...deps, log, audit: slowAudit, port: 0 })
  await expect(
    fetch(`${api.url}/api/v1/alerts/left-${outcome}/acknowledge`, {
      method: 'POST',
      headers: { ...as('petra'), 'content-type': 'application/json' },
      body: '{}',
      signal: leaving.signal,
    }),
  ).rejects.toThrow()
  const outcomes = async () =>
    (await rows()).filter(({ subject, outcome: each }) => subject === `left-${outcome}` && each !== 'intended')
  await until('the outcome is noted', async () => (await outcomes()).length > 0)
  expect((await outcomes()).map((row) => [row.outcome, row.status])).toEqual([[outcome, status]])
  await api.stop()
})

test.each([{ number: 1e300 }, { number: -1 }, { number: 2 ** 53 }, { madeAt: 1e300 }])(
  'a cursor with a number that the store cannot compare is refused: %j',
  async (over) => {
    const cursor = Buffer.from(JSON.stringify({ madeAt: 5, writer: 'a', number: 1, ...over })).toString('base64url')
    const answer = await app.inject({ url: `/api/v1/audit?cursor=${cursor}`, headers: as('sam') })
    expect(answer.statusCode).toBe(400)
  },
)
