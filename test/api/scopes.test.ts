import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createKey } from '../../api/identity/key-table.ts'
import { scopes, type Scope } from '../../api/identity/scope.ts'
import type { App } from '../../api/request/deps.ts'
import { buildApi } from '../../api/server.ts'
import { until } from '../until.ts'
import { assessingNow, backtestsOn } from './backtests.ts'
import { itemsOf, openCompany, problemOf } from './company.ts'

const { call, depsUnder, platform, stored } = openCompany()

/** Who knows the way in needs no key: links and webhooks are signed, a session is what is asked for. */
const withoutCaller = /^\/api\/v1\/(confirmations|webhooks|session|sign-in)/
const needsAdmin = ['listKeys', 'eraseAuthor', 'eraseMention']
/** A message of an assistant; its tools ask with the same key, and need what they need. */
const needsRead = ['callMcp']

interface Route {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  operationId: string
  security?: { apiKey: Scope[] }[]
}

async function routesOf(app: App): Promise<Route[]> {
  const { paths } = (await app.inject('/api/v1/openapi.json')).json<{
    paths: Record<string, Record<string, Pick<Route, 'operationId' | 'security'>>>
  }>()
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase() as Route['method'],
      path: path.replace(/\{\w+\}/, 'nothing'),
      ...operation,
    })),
  )
}

describe('scopes of API keys', () => {
  let app: App
  const keys = new Map<Scope, string>()
  const bearer = (key: string) => ({ on: app, headers: { authorization: `Bearer ${key}` } })
  beforeAll(async () => {
    const people = [
      { id: 'ada', hub: true, role: 'admin' as const },
      { id: 'pia', departments: ['product'] },
    ]
    const erasure = {
      preview: async () => Promise.reject(new Error('none')),
      erase: async () => Promise.reject(new Error('none')),
    }
    app = await buildApi({
      ...depsUnder({ people }),
      erasure,
      backtests: backtestsOn(platform()),
      assessing: assessingNow,
    })
    for (const scope of scopes) keys.set(scope, await createKey(platform().store, { person: 'ada', scope }, Date.now()))
  })
  afterAll(() => app?.close())

  test('every route that identifies its caller wants the scope of its method, and three want admin', async () => {
    const routes = (await routesOf(app)).filter(({ path }) => !withoutCaller.test(path) && path !== '/api/v1/events')
    expect(routes.length).toBeGreaterThan(25)
    for (const { method, path, operationId, security } of routes) {
      const isReading = method === 'GET' || needsRead.includes(operationId)
      const needed = needsAdmin.includes(operationId) ? 'admin' : isReading ? 'read' : 'write'
      expect(security, operationId).toEqual([{ apiKey: [needed] }])
      for (const scope of scopes) {
        const answer = await call(method, path.replace('/api/v1', ''), bearer(keys.get(scope)!))
        const refusal = `403 the API key has the scope ${scope}; this needs ${needed}`
        const isEnough = scopes.indexOf(scope) >= scopes.indexOf(needed)
        if (isEnough) expect(problemOf(answer), `${operationId} with ${scope}`).not.toMatch(/^40[13] .*(scope|key)/)
        else expect(problemOf(answer), `${operationId} with ${scope}`).toBe(refusal)
      }
    }
  })

  test('no route is open but those of links, webhooks and sessions', async () => {
    for (const { method, path, operationId } of await routesOf(app)) {
      const { status } = await call(method, path.replace('/api/v1', ''), { on: app })
      if (!withoutCaller.test(path)) expect(status, operationId).toBe(401)
    }
  })

  test('a key of one department narrows its person to it', async () => {
    await stored({ id: 'of-product', departments: ['product'] })
    await stored({ id: 'of-procurement', departments: ['procurement'] })
    const key = await createKey(platform().store, { person: 'ada', department: 'product' }, Date.now())
    await until('the key is known', async () => (await call('GET', '/alerts', bearer(key))).status === 200)
    const seen = itemsOf<{ id: string }>(await call('GET', '/alerts', bearer(key)))
    expect(seen.map(({ id }) => id)).toEqual(['of-product'])
    expect((await call('GET', '/alerts/of-procurement', bearer(key))).status).toBe(404)
    const silence = { matches: { departments: ['procurement'] }, until: '2027-01-01', reason: 'no' }
    expect(problemOf(await call('POST', '/silences', { ...bearer(key), body: silence }))).toMatch(
      /^403 only Customer Care/,
    )
    const other = await createKey(platform().store, { person: 'pia', department: 'procurement' }, Date.now())
    await until('the other key is known', async () => (await call('GET', '/alerts', bearer(other))).status === 200)
    expect(itemsOf(await call('GET', '/alerts', bearer(other)))).toEqual([])
    // What is of the whole company is not for a key of one department, whatever the role of its person.
    expect(problemOf(await call('GET', '/keys', bearer(key)))).toBe(
      '403 an API key of one department may not list API keys',
    )
  })

  test('an expired key is refused, and the list says when each was last used', async () => {
    const at = Date.now()
    const key = await createKey(platform().store, { person: 'pia', expiresAt: at + 3_000 }, at)
    await until('the key is known', async () => (await call('GET', '/alerts', bearer(key))).status === 200)
    await until('it has expired', async () => (await call('GET', '/alerts', bearer(key))).status === 401)
    expect(Date.now() - at).toBeGreaterThan(2_900)
    interface Listed {
      id: string
      person: string
      lastUsedAt: string | null
      expiresAt: string | null
    }
    const find = async () => {
      const listed = itemsOf<Listed>(await call('GET', '/keys', bearer(keys.get('admin')!)))
      return listed.find(({ id }) => key.includes(id))
    }
    await until('its use is stored', async () => (await find())?.lastUsedAt != null)
    expect(await find()).toMatchObject({ person: 'pia', expiresAt: new Date(at + 3_000).toISOString() })
    expect(Date.parse((await find())!.lastUsedAt!)).toBeGreaterThanOrEqual(at)
    const byPia = await createKey(platform().store, { person: 'pia' }, Date.now())
    await until('the key of Pia is known', async () => (await call('GET', '/alerts', bearer(byPia))).status === 200)
    expect(problemOf(await call('GET', '/keys', bearer(byPia)))).toBe('403 only admins may list API keys')
  })
})
