import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

export interface OpenId {
  issuer: string
  close(): Promise<void>
}

interface Options {
  /** Where it may send browsers back to. After a change it knows nothing of what was before. */
  origins: () => readonly string[]
  /** Seconds in which a code must be redeemed. */
  codeSeconds?: number
  /** Whether the ID token itself has the claims; otherwise they are asked for. */
  inIdToken?: boolean
}

export const client = { id: 'groundswell', secret: 'a-secret-of-the-tests-only' }

/** A real OpenID provider (oidc-provider) on 127.0.0.1, at which everybody signs in with their mail address and any password. `unverified@…` is not verified. */
export async function openOpenId({ origins, codeSeconds = 60, inIdToken = false }: Options): Promise<OpenId> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const known = new Map<string, ReturnType<Provider['callback']>>()
  server.on('request', (request, response) => {
    const all = origins().join()
    if (!known.has(all))
      known.set(all, new Provider(issuer, configuration(origins(), { codeSeconds, inIdToken })).callback())
    known.get(all)!(request, response)
  })
  return {
    issuer,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const configuration = (
  origins: readonly string[],
  { codeSeconds, inIdToken }: { codeSeconds: number; inIdToken: boolean },
) => ({
  clients: [
    {
      client_id: client.id,
      client_secret: client.secret,
      redirect_uris: origins.map((origin) => `${origin}/api/v1/sign-in/callback`),
      post_logout_redirect_uris: origins.map((origin) => `${origin}/`),
    },
  ],
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  conformIdTokenClaims: !inIdToken,
  cookies: { keys: ['of-the-tests'] },
  ttl: { AuthorizationCode: codeSeconds, AccessToken: 60, IdToken: 60, Grant: 600, Interaction: 600, Session: 600 },
  findAccount: async (_: unknown, mail: string) => ({
    accountId: mail,
    claims: async () => ({ sub: mail, email: mail, email_verified: !mail.startsWith('unverified@') }),
  }),
})

/** A browser without pages: it keeps cookies and follows redirects. */
export function openBrowser() {
  const jar = new Map<string, string>()
  async function send(url: string, form?: Record<string, string>): Promise<Response> {
    const { host } = new URL(url)
    const cookies = [...jar].filter(([name]) => name.startsWith(`${host} `))
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: cookies.map(([name, value]) => `${name.split(' ')[1]}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      if (value === '') jar.delete(`${host} ${name}`)
      else jar.set(`${host} ${name}`, value!)
    }
    return answer
  }
  /** Follows redirects up to the first URL that `stop` accepts, or a page. */
  async function follow(from: string, stop: (url: string) => boolean, form?: Record<string, string>): Promise<string> {
    const answer = await send(from, form)
    const next = answer.headers.get('location')
    if (next === null) return from
    const url = new URL(next, from).href
    return stop(url) ? url : follow(url, stop)
  }
  return {
    send,
    cookies: jar,
    follow,
    /** Signs in and consents. Resolves to the URL to which the provider sends the browser back. */
    async signInAt(startUrl: string, mail: string): Promise<string> {
      const isBack = (url: string) => url.includes('/api/v1/sign-in/callback')
      const login = await follow(startUrl, isBack)
      if (isBack(login)) return login
      const consent = await follow(login, isBack, { prompt: 'login', login: mail, password: 'any' })
      return isBack(consent) ? consent : follow(consent, isBack, { prompt: 'consent' })
    },
  }
}
