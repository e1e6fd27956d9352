import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openProvider } from '../../api/identity/provider.ts'
import { returnPath } from '../../api/identity/return-path.ts'
import { startApi, type ApiDeps } from '../../api/server.ts'
import { openHttp } from '../../infra/http/fetch.ts'
import { openMetrics } from '../../infra/metrics.ts'
import { client, openBrowser, openOpenId, type OpenId } from '../real-openid.ts'
import { openCompany } from './company.ts'

const { depsUnder, platform } = openCompany()
const minute = 60_000
/** Real time of the API; moved by hand. */
let at = Date.now()
let openId: OpenId
let brief: OpenId
let api: { url: string; stop(): Promise<void> }
const origins: string[] = []

const people = [
  { id: 'petra', signIn: 'Petra@halden.example', departments: ['procurement'] },
  { id: 'pia', departments: ['product'] },
]

function depsWith(issuer: string, over: object = {}): ApiDeps {
  const http = openHttp({ allowPrivate: [new URL(issuer).host], logger: platform().logger })
  const options = { issuer, clientId: client.id, clientSecret: client.secret, ...over }
  const provider = openProvider(options, { http, secret: Buffer.alloc(32, 5), clock: () => at })
  return { ...depsUnder({ people }), metrics: openMetrics(), realClock: () => at, provider }
}
async function start(deps: ApiDeps): Promise<typeof api> {
  const started = await startApi(deps)
  origins.push(started.url)
  return started
}

beforeAll(async () => {
  openId = await openOpenId({ origins: () => origins })
  brief = await openOpenId({ origins: () => origins, codeSeconds: 5, inIdToken: true })
  api = await start(depsWith(openId.issuer))
})
afterAll(async () => {
  await api?.stop()
  await openId?.close()
  await brief?.close()
})

const startUrl = (to?: string) => `${api.url}/api/v1/sign-in${to === undefined ? '' : `?to=${encodeURIComponent(to)}`}`
type Browser = ReturnType<typeof openBrowser>
const whoIs = async (browser: Browser, url = api.url) =>
  (await (await browser.send(`${url}/api/v1/session`)).json()) as {
    person: string | null
    by: string | null
    provider: string
  }
const sentenceOf = async (answer: Response) => /<p>(.*?)<\/p>/.exec(await answer.text())?.[1]?.replaceAll('&quot;', '"')

describe('sign-in at an OpenID provider', () => {
  test('a known person gets a session, and returns to the page they asked for', async () => {
    const browser = openBrowser()
    expect(await whoIs(browser)).toMatchObject({ person: null, by: null, provider: new URL(openId.issuer).host })
    expect((await browser.send(`${api.url}/api/v1/alerts`)).status).toBe(401)
    const back = await browser.signInAt(startUrl('/alerts?status=open'), 'petra@halden.example')
    const answer = await browser.send(back)
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/alerts?status=open'])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await whoIs(browser)).toMatchObject({ person: 'petra', by: 'provider' })
    expect((await browser.send(`${api.url}/api/v1/alerts`)).status).toBe(200)
  })

  test('what leaves for the provider is a code request with PKCE, state and nonce; the cookie reveals none of it', async () => {
    const browser = openBrowser()
    const answer = await browser.send(startUrl())
    const asked = new URL(answer.headers.get('location')!)
    expect(asked.origin).toBe(openId.issuer)
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: client.id,
      scope: 'openid email',
      code_challenge_method: 'S256',
      redirect_uri: `${api.url}/api/v1/sign-in/callback`,
    })
    const [state, nonce] = ['state', 'nonce'].map((name) => asked.searchParams.get(name)!)
    expect([state!.length, nonce!.length]).toEqual([43, 43])
    const kept = [...browser.cookies.values()].map((value) => Buffer.from(value, 'base64url').toString('latin1')).join()
    for (const secret of [state!, nonce!, 'verifier']) expect(kept).not.toContain(secret)
  })

  test.each([
    ['a wrong state', (url: URL) => url.searchParams.set('state', 'A'.repeat(43))],
    ['no state', (url: URL) => url.searchParams.delete('state')],
    ['a wrong issuer', (url: URL) => url.searchParams.set('iss', 'https://other.example')],
    ['two codes', (url: URL) => url.searchParams.append('code', 'another')],
  ])('%s is refused', async (_, alter) => {
    const browser = openBrowser()
    const back = new URL(await browser.signInAt(startUrl(), 'petra@halden.example'))
    alter(back)
    const answer = await browser.send(back.href)
    expect(answer.status).toBe(403)
    expect(await sentenceOf(answer)).toMatch(/does not belong to this sign-in\. Start again\.$/)
    expect(await whoIs(browser)).toMatchObject({ person: null })
  })

  test('a wrong nonce is refused: the ID token is of another sign-in', async () => {
    const browser = openBrowser()
    const asked = new URL((await browser.send(startUrl())).headers.get('location')!)
    asked.searchParams.set('nonce', 'B'.repeat(43))
    const answer = await browser.send(await browser.signInAt(asked.href, 'petra@halden.example'))
    expect(answer.status).toBe(403)
    expect(await sentenceOf(answer)).toMatch(/does not belong to this sign-in/)
  })

  test('a code cannot be used again, by another browser, or late', async () => {
    const browser = openBrowser()
    const back = await browser.signInAt(startUrl(), 'petra@halden.example')
    const kept = new Map(browser.cookies)
    const stranger = await openBrowser().send(back)
    expect(await sentenceOf(stranger)).toBe('This sign-in has expired, or was started in another browser. Start again.')
    expect((await browser.send(back)).status).toBe(302)
    const thief = openBrowser()
    for (const [name, value] of kept) thief.cookies.set(name, value)
    const replayed = await thief.send(back)
    expect(await sentenceOf(replayed)).toMatch(/refused the sign-in \(invalid_grant\)\. Start again\.$/)
    expect(await whoIs(thief)).toMatchObject({ person: null })
    const slow = openBrowser()
    const late = await slow.signInAt(startUrl(), 'petra@halden.example')
    at += 11 * minute
    expect(await sentenceOf(await slow.send(late))).toMatch(/^This sign-in has expired/)
  })

  test('a code that has expired at the provider is refused; claims in the ID token are enough', async () => {
    const other = await start(depsWith(brief.issuer))
    const browser = openBrowser()
    const back = await browser.signInAt(`${other.url}/api/v1/sign-in`, 'petra@halden.example')
    await new Promise((done) => setTimeout(done, 6_100))
    expect(await sentenceOf(await browser.send(back))).toMatch(/refused the sign-in \(invalid_grant\)/)
    const quick = openBrowser()
    expect((await quick.send(await quick.signInAt(`${other.url}/api/v1/sign-in`, 'petra@halden.example'))).status).toBe(
      302,
    )
    await other.stop()
  })

  test('an unknown person, an unverified address and a cancelled sign-in get a page with a sentence', async () => {
    const { host } = new URL(openId.issuer)
    const end = async (mail: string) => {
      const browser = openBrowser()
      const answer = await browser.send(await browser.signInAt(startUrl(), mail))
      expect([answer.status, answer.headers.get('content-type')]).toEqual([403, 'text/html; charset=utf-8'])
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'")
      return sentenceOf(answer)
    }
    expect(await end('mallory@halden.example')).toBe(
      `${host} signed you in as mallory@halden.example, but Groundswell does not know you. Ask an administrator to add you to organisation.people.`,
    )
    expect(await end('<b>"@halden.example')).toContain('signed you in as &lt;b&gt;"@halden.example, but')
    expect(await end('unverified@halden.example')).toBe(
      `${host} has not verified the address unverified@halden.example.`,
    )
    const browser = openBrowser()
    const state = new URL((await browser.send(startUrl())).headers.get('location')!).searchParams.get('state')!
    const denied = `${api.url}/api/v1/sign-in/callback?error=access_denied&state=${state}&iss=${encodeURIComponent(openId.issuer)}`
    expect(await sentenceOf(await browser.send(denied))).toBe(`${host} did not sign you in (access_denied).`)
  })

  test.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/%2e//evil.example',
    '/\t/evil.example',
    '\\/evil.example',
    'javascript:alert(1)',
    'evil.example',
    '/a\r\nset-cookie: x=y',
    '',
  ])('it never returns to another site: %j', async (to) => {
    const browser = openBrowser()
    const answer = await browser.send(await browser.signInAt(startUrl(to), 'petra@halden.example'))
    const target = new URL(answer.headers.get('location')!, api.url)
    expect([answer.status, target.origin]).toEqual([302, api.url])
    expect(answer.headers.get('location')).toMatch(/^\/(?![/\\])/)
  })

  test('a path of this site stays as it is', () => {
    for (const path of ['/', '/alerts/a%2Fb?status=open&x=%2F%2F#top', '/mentions?q=%22a%20b%22'])
      expect(returnPath(path)).toBe(path)
  })

  test('signing out ends the session here, and names the page that ends it at the provider', async () => {
    const browser = openBrowser()
    await browser.send(await browser.signInAt(startUrl(), 'petra@halden.example'))
    const kept = new Map(browser.cookies)
    const cookie = [...kept].find(([name]) => name.endsWith(' groundswell'))![1]
    const answer = await fetch(`${api.url}/api/v1/session`, {
      method: 'DELETE',
      headers: { cookie: `groundswell=${cookie}` },
    })
    const { providerUrl } = (await answer.json()) as { providerUrl: string }
    const url = new URL(providerUrl)
    expect([url.origin, url.searchParams.get('client_id'), url.searchParams.get('post_logout_redirect_uri')]).toEqual([
      openId.issuer,
      client.id,
      `${api.url}/`,
    ])
    expect((await browser.send(providerUrl)).status).toBe(200)
    expect(await whoIs(browser)).toMatchObject({ person: null })
  })

  test('a session ends when the provider is another, or the person has left the company', async () => {
    const browser = openBrowser()
    await browser.send(await browser.signInAt(startUrl(), 'petra@halden.example'))
    const cookie = `groundswell=${[...browser.cookies].find(([name]) => name.endsWith(' groundswell'))![1]}`
    const statusAt = async (deps: ApiDeps) => {
      const other = await startApi(deps)
      const { status } = await fetch(`${other.url}/api/v1/alerts`, { headers: { cookie } })
      await other.stop()
      return status
    }
    expect(await statusAt(depsWith(openId.issuer))).toBe(200)
    expect(await statusAt(depsWith(brief.issuer))).toBe(401)
    expect(
      await statusAt({ ...depsWith(openId.issuer), organisation: depsUnder({ people: [people[1]!] }).organisation }),
    ).toBe(401)
  })

  test('a provider that is out of reach, private or misconfigured is a sentence for the person and names the key in the log', async () => {
    const lines: { err: Error }[] = []
    const logger = {
      ...platform().logger,
      warn: (line: { err: Error }) => void lines.push(line),
    } as unknown as ApiDeps['logger']
    const refuse = async (deps: ApiDeps) => {
      const other = await start({ ...deps, logger })
      const browser = openBrowser()
      const answer = await browser.send(`${other.url}/api/v1/sign-in`)
      const sentence =
        answer.status !== 302
          ? await sentenceOf(answer)
          : await sentenceOf(
              await browser.send(await browser.signInAt(`${other.url}/api/v1/sign-in`, 'petra@halden.example')),
            )
      await other.stop()
      return [sentence, (lines.at(-1)!.err.cause as Error).message]
    }
    const [away, reason] = await refuse(depsWith('http://127.0.0.1:9'))
    expect(away).toBe('127.0.0.1:9 does not answer; try again later.')
    expect(reason).toMatch(/^signIn\.issuer: .*ECONNREFUSED/)
    const http = openHttp({ logger: platform().logger })
    const options = { issuer: openId.issuer, clientId: client.id, clientSecret: client.secret }
    const provider = openProvider(options, { http, secret: Buffer.alloc(32), clock: Date.now })
    expect((await refuse({ ...depsWith(openId.issuer), provider }))[1]).toMatch(
      /^signIn\.issuer: .*not public; to use it anyway, list it in allowPrivate/,
    )
    expect((await refuse(depsWith(openId.issuer, { clientSecret: 'another-secret-of-the-tests' })))[1]).toMatch(
      /^signIn\.clientId or signIn\.clientSecret: /,
    )
    expect((await refuse(depsWith(openId.issuer, { claim: 'employee' })))[1]).toBe(
      'signIn.claim: there is no claim "employee"; signIn.scopes may have to ask for it',
    )
  })
})
