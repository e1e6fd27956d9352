import { beforeAll, describe, expect, test } from 'vitest'
import { buildApi, startApi } from '../../api/server.ts'
import { sendRaw } from './send-raw.ts'
import { iso, now, openCompany, problemOf, type Call } from './company.ts'

const { call, depsUnder, historyOf, post, stored, under } = openCompany()

describe('permissions', () => {
  beforeAll(async () => {
    await stored({ id: 'who' })
    await stored({ id: 'both', departments: ['procurement', 'product'] })
    await stored({ id: 'own', departments: ['product'] })
  })

  test('a refusal says who may', async () => {
    expect(problemOf(await post('/alerts/both/resolve', 'pia'))).toBe(
      '403 only the people of Procurement and Customer Care may resolve this alert',
    )
    expect(problemOf(await post('/alerts/both/impact', 'pia', { status: 'confirmed' }))).toBe(
      '403 only Nora Lind, the people of Procurement and Customer Care may update the impact status of this alert',
    )
    expect(problemOf(await post('/alerts/who/comment', 'vic', { reason: 'hm' }))).toBe(
      '403 viewers may not change alerts; responders and admins may',
    )
    expect(problemOf(await post('/alerts/who/claim', 'petra'))).toBe(
      '403 claims exist only in the honeycomb model; under hub-and-spoke, acknowledge or assign the alert',
    )
    expect(problemOf(await post('/alerts/who/resolve', 'pia'))).toBe('404 there is no alert "who"')
  })

  test('everyone who sees an alert may comment and rate it, under their name', async () => {
    expect((await post('/alerts/both/comment', 'pia', { reason: 'a mould' })).status).toBe(200)
    const judged = await post('/alerts/both/verdict', 'pia', {
      verdict: 'duplicate',
      duplicateOf: 'own',
      reason: 'same lot',
    })
    expect(judged.body?.verdict).toEqual({
      verdict: 'duplicate',
      duplicateOf: 'own',
      reason: 'same lot',
      by: 'pia',
      at: iso(now),
    })
    expect((await historyOf('both')).slice(-2)).toEqual(['commented by pia: a mould', 'judged by pia: same lot'])
  })

  test('a request without a person, with an unknown one, or with one from another machine is refused', async () => {
    const taking = (more: Call) => call('POST', '/alerts/who/acknowledge', { body: {}, ...more })
    expect(problemOf(await taking({}))).toBe(
      '401 the request identifies no person: set the header X-Groundswell-Person to a configured person',
    )
    expect(problemOf(await taking({ by: 'mallory' }))).toBe(
      '401 there is no person "mallory" in the configuration (organisation.people)',
    )
    const elsewhere =
      '401 requests from another machine need an API key; create one with `groundswell keys create PERSON`'
    expect(problemOf(await taking({ by: 'petra', from: '10.1.2.3' }))).toBe(elsewhere)
    expect(
      problemOf(await taking({ by: 'petra', from: '10.1.2.3', headers: { authorization: 'Basic cGV0cmE6eA==' } })),
    ).toBe(elsewhere)
    // A proxy on this machine forwards requests of others.
    expect(problemOf(await taking({ by: 'petra', headers: { 'x-forwarded-for': '10.1.2.3' } }))).toBe(elsewhere)
    expect(problemOf(await taking({ headers: { authorization: 'Bearer gsw_000000000000_nothing' } }))).toBe(
      '401 the API key is unknown, expired or revoked',
    )
    expect(await historyOf('who')).toEqual(['opened by groundswell'])
  })

  test('without configured people everyone on this machine may act, under any name', async () => {
    const open = await under({ people: [] })
    await stored({ id: 'anybody' })
    expect((await post('/alerts/anybody/acknowledge', 'Kim', {}, { on: open })).body?.owner).toBe('Kim')
    await open.close()
  })

  test('from elsewhere nobody may act without a key, unless the configuration says so: then as someone', async () => {
    const [closed, open] = [
      await under({ people: [] }),
      await buildApi({ ...depsUnder({ people: [] }), withoutKey: true }),
    ]
    await stored({ id: 'somebody' })
    const elsewhere = { from: '10.1.2.3', headers: { authorization: 'Basic cGV0cmE6eA==' } }
    const refused = await post('/alerts/somebody/acknowledge', 'Kim', {}, { ...elsewhere, on: closed })
    expect(refused.status).toBe(401)
    const taken = await post('/alerts/somebody/acknowledge', 'Kim', {}, { ...elsewhere, on: open })
    expect(taken.body?.owner).toBe('someone')
    await Promise.all([closed.close(), open.close()])
  })

  test('a website whose name leads to the published port of a container reads nothing', async () => {
    const container = { ...depsUnder({ people: [] }), withoutKey: true, host: '0.0.0.0' }
    const open = await buildApi(container)
    const reading = async (host: string) =>
      (await call('GET', '/alerts', { from: '172.17.0.1', headers: { host }, on: open })).status
    expect([await reading('rebound.example:8080'), await reading('127.0.0.1:8080')]).toEqual([403, 200])
    await open.close()
  })

  test.each([
    'forwarded',
    'via',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-real-ip',
    'x-client-ip',
    'true-client-ip',
    'cf-connecting-ip',
    'x-envoy-external-address',
  ])('a request with the header %s came through a proxy: it is not from this machine', async (name) => {
    const answer = await call('POST', '/alerts/who/acknowledge', {
      by: 'petra',
      body: {},
      headers: { [name]: '1.2.3.4' },
    })
    expect(answer.status).toBe(401)
  })

  test('a request of HTTP/1.0, as nginx sends them by default, came through a proxy: it is not from this machine', async () => {
    const { url, stop } = await startApi(depsUnder({ people: [] }))
    const port = Number(new URL(url).port)
    const statusOf = async (version: string) =>
      (
        await sendRaw(
          port,
          `GET /api/v1/alerts HTTP/${version}\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`,
        )
      ).slice(9, 12)
    expect([await statusOf('1.1'), await statusOf('1.0')]).toEqual(['200', '401'])
    await stop()
  })

  test('with a public URL no request is from this machine; a URL of this machine changes nothing', async () => {
    const at = async (url: string) => {
      const app = await buildApi({ ...depsUnder({ people: [] }), url })
      const { status } = await call('GET', '/alerts', { by: 'kim', on: app })
      await app.close()
      return status
    }
    expect([
      await at('https://groundswell.example'),
      await at('http://127.0.0.1:8080'),
      await at('http://localhost'),
    ]).toEqual([401, 200, 200])
  })
})
