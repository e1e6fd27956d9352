import { createHash } from 'node:crypto'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allKeys, createKey, revokeKey } from '../../api/identity/key-table.ts'
import type { App } from '../../api/request/deps.ts'
import { buildApi, startApi } from '../../api/server.ts'
import { openMetrics } from '../../infra/metrics.ts'
import { until } from '../until.ts'
import { openCompany } from './company.ts'

const { deps, platform } = openCompany()
const minute = 60_000
const hour = 60 * minute

/** Real time in these tests; moved by hand. */
let at = Date.now()
let app: App
let other: App
let key: string
const open = (more: object = {}) => buildApi({ ...deps(), metrics: openMetrics(), realClock: () => at, ...more })

beforeAll(async () => {
  key = await createKey(platform().store, { person: 'petra' }, at)
  ;[app, other] = [await open(), await open()]
})
afterAll(async () => {
  await app?.close()
  await other?.close()
})

interface Answer {
  status: number
  body: { person?: string | null; by?: string | null; detail?: string; expiresAt?: string | null }
  /** The whole Set-Cookie header. */
  set: string
}
interface Sent {
  cookie?: string
  body?: object
  headers?: Record<string, string>
  on?: App
}
async function call(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  { cookie, body, headers, on = app }: Sent = {},
): Promise<Answer> {
  const answer = await on.inject({
    method,
    url: `/api/v1${path}`,
    headers: { ...(cookie && { cookie }), ...headers },
    ...(body && { payload: body }),
  })
  return { status: answer.statusCode, body: answer.json(), set: String(answer.headers['set-cookie'] ?? '') }
}
const cookieIn = ({ set }: Answer) => set.split(';')[0]!
const signIn = async (more: Sent = {}) => call('POST', '/session', { body: { key }, ...more })
const isIn = async (cookie: string, on = app) => (await call('GET', '/alerts?limit=1', { cookie, on })).status === 200

describe('a session of a browser', () => {
  test('starts with a key, in a cookie of 256 random bits of which only the hash is stored', async () => {
    const answer = await signIn()
    expect(answer).toMatchObject({ status: 200, body: { person: 'petra', by: 'key' } })
    expect(answer.set).toMatch(/^groundswell=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/)
    const token = cookieIn(answer).slice('groundswell='.length)
    const rows = await platform().store.select(Type.Object({ hash: Type.String() }), 'SELECT hash FROM sessions')
    expect(rows).toContainEqual({ hash: createHash('sha256').update(token).digest('hex') })
    expect(JSON.stringify(rows)).not.toContain(token)
    expect((await call('GET', '/session', { cookie: cookieIn(answer) })).body).toMatchObject({
      person: 'petra',
      by: 'key',
    })
    expect((await call('GET', '/session')).body).toEqual({
      person: null,
      by: null,
      scope: null,
      expiresAt: null,
      provider: null,
    })
    // Another process knows it at once.
    expect(await isIn(cookieIn(answer), other)).toBe(true)
  })

  test('is in a __Host- cookie that needs TLS where the public URL has it', async () => {
    const safe = await open({ url: 'https://groundswell.example' })
    const answer = await signIn({ on: safe })
    expect(answer.set).toMatch(/^__Host-groundswell=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/)
    expect(await isIn(cookieIn(answer), safe)).toBe(true)
    expect(await isIn(cookieIn(answer).replace('__Host-', ''), safe)).toBe(false)
    await safe.close()
  })

  test('does not start with an unknown key, and a made-up cookie is none', async () => {
    const refused = await signIn({ body: { key: `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}` } })
    expect([refused.status, refused.body.detail, refused.set]).toEqual([
      401,
      'the API key is unknown, expired or revoked',
      '',
    ])
    for (const value of ['', 'x', 'A'.repeat(43), '%00', 'A'.repeat(3000)])
      expect(await isIn(`groundswell=${value}`)).toBe(false)
  })

  test('a page of another site can neither start, use nor end one', async () => {
    const cookie = cookieIn(await signIn())
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ] as Record<string, string>[]) {
      expect((await signIn({ headers })).status).toBe(403)
      expect((await call('POST', '/alerts/any/acknowledge', { cookie, headers, body: {} })).status).toBe(403)
      expect((await call('DELETE', '/session', { cookie, headers })).status).toBe(403)
    }
    expect(await isIn(cookie)).toBe(true)
  })

  test('ends with the sign-out, in other processes within two seconds, and is never used again', async () => {
    const cookie = cookieIn(await signIn())
    expect([await isIn(cookie), await isIn(cookie, other)]).toEqual([true, true])
    const out = await call('DELETE', '/session', { cookie })
    expect(out.set).toMatch(/^groundswell=; .*Expires=Thu, 01 Jan 1970/)
    expect(await isIn(cookie)).toBe(false)
    await until('the other process knows', async () => !(await isIn(cookie, other)), 3_000)
    // A late note of its last use does not bring it back.
    at += 2 * minute
    await isIn(cookie, other)
    expect(await isIn(cookie)).toBe(false)
  })

  test('gets another cookie at each sign-in, and the old one ends', async () => {
    const first = cookieIn(await signIn())
    const second = cookieIn(await signIn({ cookie: first }))
    expect(second).not.toBe(first)
    expect([await isIn(first), await isIn(second)]).toEqual([false, true])
  })

  test('gets another cookie after an hour; requests on their way with the old one are answered for a minute', async () => {
    const first = cookieIn(await signIn())
    at += 61 * minute
    const answer = await call('GET', '/alerts?limit=1', { cookie: first })
    const second = cookieIn(answer)
    expect(second).toMatch(/^groundswell=[\w-]{43}$/)
    expect(second).not.toBe(first)
    // The answer may be lost: until the browser shows the new cookie, the old one stays.
    const parallel = await call('GET', '/alerts?limit=1', { cookie: first })
    expect([parallel.status, parallel.set]).toEqual([200, ''])
    at += 10 * minute
    expect(await isIn(first)).toBe(true)
    expect(await isIn(second)).toBe(true)
    expect(await isIn(first)).toBe(true)
    at += 2 * minute
    await until('the old one has ended', async () => !(await isIn(first)), 3_000)
    expect(await isIn(second)).toBe(true)
    // Signing out ends every cookie of the session.
    await call('DELETE', '/session', { cookie: second })
    expect(await isIn(second)).toBe(false)
  })

  test('ends after eight hours without a request, and after a week in any case', async () => {
    const idle = cookieIn(await signIn())
    let busy = cookieIn(await signIn())
    at += 7 * hour
    expect(await isIn(idle)).toBe(true)
    at += 8 * hour + minute
    expect(await isIn(idle)).toBe(false)
    busy = cookieIn(await signIn())
    const startedAt = at
    for (; at < startedAt + 7 * 24 * hour - 4 * hour; at += 4 * hour) {
      const answer = await call('GET', '/alerts?limit=1', { cookie: busy })
      expect(answer.status).toBe(200)
      if (answer.set) busy = cookieIn(answer)
    }
    expect(await isIn(busy)).toBe(true)
    at = startedAt + 7 * 24 * hour + 1
    expect(await isIn(busy)).toBe(false)
  })
})

describe('a session from a key', () => {
  test('may do what the key may, and ends with its expiry', async () => {
    const short = await createKey(platform().store, { person: 'paul', scope: 'read', expiresAt: at + hour }, at)
    await until('the key is known', async () => (await signIn({ body: { key: short } })).status === 200)
    const cookie = cookieIn(await signIn({ body: { key: short } }))
    expect((await call('GET', '/session', { cookie })).body).toMatchObject({ person: 'paul', scope: 'read' })
    expect((await call('POST', '/alerts/any/acknowledge', { cookie, body: {} })).body.detail).toBe(
      'the API key has the scope read; this needs write',
    )
    at += hour
    expect(await isIn(cookie)).toBe(false)
  })

  test('ends within five seconds of the revocation of its key, and so does its event stream', async () => {
    const brief = await createKey(platform().store, { person: 'paul' }, at)
    const { url, stop } = await startApi({ ...deps(), metrics: openMetrics(), realClock: () => at, port: 0 })
    try {
      await until('the key is known', async () => (await signIn({ body: { key: brief } })).status === 200)
      const listen = async (cookie: string) => {
        const answer = await fetch(`${url}/api/v1/events`, { headers: { cookie } })
        expect(answer.status).toBe(200)
        return answer.text().then(
          () => Date.now(),
          () => Date.now(),
        )
      }
      const cookie = cookieIn(await signIn({ body: { key: brief } }))
      const signedOut = cookieIn(await signIn())
      const kept = cookieIn(await signIn())
      const ended = { revoked: listen(cookie), signedOut: listen(signedOut), kept: listen(kept) }
      await new Promise((done) => setTimeout(done, 500))
      const revokedAt = Date.now()
      const stored = (await allKeys(platform().store)).find(({ id }) => brief.includes(id))!
      await revokeKey(platform().store, stored, at)
      await call('DELETE', '/session', { cookie: signedOut })
      expect((await ended.revoked) - revokedAt).toBeLessThan(5_000)
      expect((await ended.signedOut) - revokedAt).toBeLessThan(5_000)
      expect(await isIn(cookie)).toBe(false)
      expect(
        await Promise.race([ended.kept.then(() => 'ended'), new Promise((done) => setTimeout(done, 3_000, 'open'))]),
      ).toBe('open')
    } finally {
      await stop()
    }
  })
})
