import { expect, test } from 'vitest'
import { refuseOtherSites } from '../../api/request/browsers.ts'
import { Problem } from '../../api/request/problem.ts'

type Deps = Parameters<typeof refuseOtherSites>[0]
/** As in both compose files: the container cannot know that its port is published for this machine only. */
const container: Deps = { host: '0.0.0.0', withoutKey: true, organisation: { isOpen: true } }
const rebound = 'rebound.example:8080'

interface Asked extends Partial<Deps> {
  path?: string
  keysExist?: boolean
}

async function statusOf(
  name: string,
  { path = '/api/v1/alerts', keysExist = false, ...over }: Asked = {},
): Promise<number> {
  const refuse = refuseOtherSites({ ...container, ...over }, { exist: async () => keysExist })
  try {
    await refuse({ method: 'GET', headers: { host: name }, url: path })
    return 200
  } catch (error) {
    expect(error).toBeInstanceOf(Problem)
    return (error as Problem).statusCode
  }
}

test.each([rebound, 'localhost.example.org', '127.0.0.1.example.org', '192.168.1.5:8080', ''])(
  'while no credential is needed, a server on every address does not answer as %j',
  async (name) => {
    for (const path of ['/api/v1/alerts', '/api/v1/events', '/', '/healthz-not', '/api/v1/webhook'])
      expect([path, await statusOf(name, { path })]).toEqual([path, 403])
  },
)

test.each(['localhost:8080', 'LOCALHOST', '127.0.0.1:8080', '127.1.2.3', '[::1]:8080'])(
  'it answers as this machine: %s',
  async (name) => expect(await statusOf(name)).toBe(200),
)

test('it answers as its public URL, whose port a proxy may leave out', async () => {
  const url = 'https://groundswell.example:8443'
  for (const name of ['groundswell.example:8443', 'Groundswell.Example'])
    expect(await statusOf(name, { url })).toBe(200)
  expect(await statusOf('groundswell.example.org', { url })).toBe(403)
})

test('probes and signed webhooks are reached by the name of the container', async () => {
  for (const path of ['/healthz', '/readyz', '/metrics', '/metrics?a=1', '/api/v1/webhooks/shop'])
    expect([path, await statusOf('api:8080', { path })]).toEqual([path, 200])
})

test('where every request needs a credential, any name will do', async () => {
  expect(await statusOf(rebound, { keysExist: true })).toBe(200)
  for (const over of [
    { withoutKey: false },
    { organisation: { isOpen: false } },
    { provider: {} as Deps['provider'] },
    { proxy: {} as Deps['proxy'] },
  ])
    expect(await statusOf(rebound, over)).toBe(200)
})

test('a server on loopback answers only as this machine, with keys, too', async () => {
  expect(await statusOf(rebound, { host: '127.0.0.1', keysExist: true })).toBe(403)
})
