import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createKey } from '../../api/identity/key-table.ts'
import { startApi } from '../../api/server.ts'
import { openMetrics } from '../../infra/metrics.ts'
import { until } from '../until.ts'
import { openCompany } from './company.ts'

const { depsUnder, platform } = openCompany()
const secret = 'a-secret-of-the-proxy-in-tests'
const people = [
  { id: 'petra', signIn: 'petra@halden.example', departments: ['procurement'] },
  { id: 'pia', departments: ['product'] },
]
let api: { url: string; stop(): Promise<void> }
const started: (typeof api)[] = []
async function start(over: Parameters<typeof depsUnder>[0]): Promise<typeof api> {
  const proxy = { header: 'X-Forwarded-Email', secretHeader: 'X-Groundswell-Proxy', secret }
  const found = await startApi({ ...depsUnder(over), metrics: openMetrics(), proxy })
  started.push(found)
  return found
}
beforeAll(async () => {
  api = await start({ people })
})
afterAll(async () => {
  for (const { stop } of started) await stop()
})

/** Sends header lines as they are given, also twice. */
const ask = (headers: Record<string, string | string[]>, url = api.url) =>
  new Promise<{ status: number; body: { me?: string | null; detail?: string } }>((done, fail) => {
    const asking = request(`${url}/api/v1/organisation`, { headers }, (answer) => {
      let text = ''
      answer.on('data', (part: Buffer) => (text += part.toString()))
      answer.on('end', () => done({ status: answer.statusCode!, body: JSON.parse(text) as object }))
    })
    asking.on('error', fail).end()
  })
const proven = { 'x-groundswell-proxy': secret }

describe('the identity header of a reverse proxy', () => {
  test.each(['petra@halden.example', 'Petra@Halden.Example', 'petra'])(
    'with the secret, it names a person: %s',
    async (name) => {
      const { status, body } = await ask({ ...proven, 'x-forwarded-email': name })
      expect([status, body.me]).toEqual([200, 'petra'])
    },
  )

  const nobody = 'the proxy names no person, more than one, or its secret is wrong (api.proxy)'
  test.each<[string, Record<string, string | string[]>, string]>([
    ['no secret', { 'x-forwarded-email': 'petra' }, 'sign in, or send an API key: Authorization: Bearer gsw_…'],
    ['an empty secret', { 'x-groundswell-proxy': '', 'x-forwarded-email': 'petra' }, nobody],
    ['a wrong secret', { 'x-groundswell-proxy': `${secret}x`, 'x-forwarded-email': 'petra' }, nobody],
    ['a part of the secret', { 'x-groundswell-proxy': secret.slice(0, -1), 'x-forwarded-email': 'petra' }, nobody],
    ['two secrets', { 'x-groundswell-proxy': [secret, secret], 'x-forwarded-email': 'petra' }, nobody],
    ['no name', proven, nobody],
    ['an empty name', { ...proven, 'x-forwarded-email': ' ' }, nobody],
    ['two names', { ...proven, 'x-forwarded-email': ['petra', 'pia'] }, nobody],
    ['the same name twice', { ...proven, 'x-forwarded-email': ['petra', 'petra'] }, nobody],
    ['the name in another spelling of the header', { ...proven, x_forwarded_email: 'petra' }, nobody],
    [
      'an unknown name',
      { ...proven, 'x-forwarded-email': 'mallory' },
      'there is no person "mallory" in the configuration (organisation.people)',
    ],
    [
      'several names in one',
      { ...proven, 'x-forwarded-email': 'petra, pia' },
      'there is no person "petra, pia" in the configuration (organisation.people)',
    ],
    [
      'the name header of this machine',
      { 'x-groundswell-person': 'petra' },
      'sign in, or send an API key: Authorization: Bearer gsw_…',
    ],
  ])('is refused with %s', async (_, headers, detail) => {
    const { status, body } = await ask(headers)
    expect([status, body.detail]).toEqual([401, detail])
  })

  test('an API key still identifies programs', async () => {
    const key = await createKey(platform().store, { person: 'pia' }, Date.now())
    const authorization = `Bearer ${key}`
    await until('the key is known', async () => (await ask({ authorization })).status === 200)
    expect((await ask({ authorization, 'x-forwarded-email': 'petra' })).body.me).toBe('pia')
  })

  test('without configured people, whoever the proxy names acts under that name', async () => {
    const { url } = await start({ people: [] })
    expect((await ask({ ...proven, 'x-forwarded-email': 'kim@halden.example' }, url)).body.me).toBe(
      'kim@halden.example',
    )
    expect((await ask({ 'x-forwarded-email': 'kim@halden.example' }, url)).status).toBe(401)
  })
})
