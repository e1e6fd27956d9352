import { createHash } from 'node:crypto'
import { Type } from 'typebox'
import { describe, expect, test } from 'vitest'
import { keysVerb } from '../../api/keys-verb.ts'
import { startApi } from '../../api/server.ts'
import { audited } from '../../app/audited.ts'
import { openMetrics } from '../../infra/metrics.ts'
import { until } from '../until.ts'
import { links, now, openCompany, problemOf, type Call } from './company.ts'

const { call, deps, platform, stored } = openCompany()

describe('API keys', () => {
  const printed: string[] = []
  const verb = keysVerb({
    store: async () => ({
      ...platform(),
      reader: platform().store,
      url: '',
      owned: false,
      state: () => 'ready',
      close: async () => {},
    }),
    organisation: () => deps().organisation,
    audited: (_call, store, what, run) => audited({ store, data: platform().data }, () => what, run),
  })
  const keys = async (...positionals: string[]) => {
    printed.length = 0
    const print = async (line: string) => void printed.push(line)
    await verb.run({
      values: {},
      positionals,
      print,
      progress: () => {},
      note: () => {},
      signal: new AbortController().signal,
    })
    return printed.join('\n')
  }
  const bearer = (key: string) => ({ headers: { authorization: `Bearer ${key}` } })
  const get = (request: Call) => call('GET', '/alerts?limit=1', request)

  test('identify their person from anywhere, and replace the header', async () => {
    await stored({ id: 'keyed' })
    expect(await keys('list')).toBe(
      'no keys; requests from this machine identify their person by the header X-Groundswell-Person',
    )
    const key = await keys('create', 'petra')
    expect(key).toMatch(/^gsw_[0-9a-f]{12}_[\w-]{43}$/)
    const kept = await platform().store.select(Type.Object({ hash: Type.String() }), 'SELECT hash FROM api_keys')
    expect(kept).toEqual([{ hash: createHash('sha256').update(key.slice(17)).digest('hex') }])
    await until('keys are required', async () => (await get({ by: 'petra' })).status === 401)
    expect(problemOf(await get({ by: 'sam' }))).toBe('401 an API key is required: Authorization: Bearer gsw_…')
    expect(problemOf(await get(bearer(`${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`)))).toMatch(
      /^401 the API key is unknown/,
    )
    const named = { authorization: `Bearer ${key}`, 'x-groundswell-person': 'sam' }
    const acted = await call('POST', '/alerts/keyed/acknowledge', { body: {}, from: '10.1.2.3', headers: named })
    expect([acted.status, acted.body?.owner]).toEqual([200, 'petra'])
    // Links in messages and webhooks need no key.
    const token = links.toToken({ alertId: 'keyed', person: 'nora' }, now)
    expect((await call('GET', `/confirmations/${token}`)).status).toBe(200)
  })

  test('at most two per person, for configured people; wrong arguments are refused', async () => {
    await keys('create', 'petra')
    await expect(keys('create', 'petra')).rejects.toThrow(/^petra has 2 keys \(\w{12}, \w{12}\); revoke one first$/)
    await expect(keys('create', 'mallory')).rejects.toThrow(
      'there is no person "mallory" under organisation.people (petra, paul',
    )
    await expect(keys('revoke', 'nothing')).rejects.toThrow(
      'there is no key nothing; `groundswell keys list` lists them',
    )
    for (const wrong of [[], ['create'], ['revoke'], ['list', 'petra'], ['make', 'petra'], ['create', 'petra', 'now']])
      await expect(keys(...wrong), wrong.join(' ')).rejects.toThrow(/^keys( takes|: unexpected argument)/)
  })

  test('an event stream ends within seconds of the revocation of its key, and those of other keys go on', async () => {
    const [revoked, kept] = [await keys('create', 'paul'), await keys('create', 'nora')]
    const { url, stop } = await startApi({ ...deps(), metrics: openMetrics(), port: 0 })
    const ended: string[] = []
    const listen = async (name: string, key: string) => {
      const answer = await fetch(`${url}/api/v1/events`, { headers: { authorization: `Bearer ${key}` } })
      expect(answer.status).toBe(200)
      void answer.text().then(
        () => ended.push(name),
        () => ended.push(name),
      )
    }
    await until('the keys are known', async () => (await get(bearer(kept))).status === 200)
    await listen('revoked', revoked)
    await listen('kept', kept)
    await keys('revoke', revoked.slice(4, 16))
    await until('the stream has ended', () => ended.length > 0, 10_000)
    expect(ended).toEqual(['revoked'])
    await stop()
    await keys('revoke', kept.slice(4, 16))
  })

  test('a revoked key is refused, and after the last one keys are still required', async () => {
    const key = await keys('create', 'sam')
    await until('the new key is accepted', async () => (await get(bearer(key))).status === 200)
    for (const id of (await keys('list')).split('\n').map((line) => line.split(' ')[0]!)) await keys('revoke', id)
    expect((await keys('list')).split('\n').every((line) => / {2}revoked 20/.test(line))).toBe(true)
    await until('it is refused', async () => (await get(bearer(key))).status === 401)
    expect((await get({ by: 'sam' })).status).toBe(401)
  })
})
