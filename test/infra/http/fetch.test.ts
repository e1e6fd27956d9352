import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deflateRawSync, deflateSync, gzipSync, brotliCompressSync } from 'node:zlib'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHttp } from '../../../infra/http/fetch.ts'
import { isPublic } from '../../../infra/public-address.ts'

const logger = pino({ level: 'silent' })
const badInputs = new URL('../../../../shared/data/badinputs/', import.meta.url)

let server: Server
let base: string
let routes: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {}
const asked: string[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`.trim())
    const route = routes[request.url ?? '']
    if (route) route(request, response)
    else response.writeHead(404).end('nothing here')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const allowed = () => openHttp({ allowPrivate: [new URL(base).host], logger })
const send = (headers: Record<string, string>, body: Buffer) => (_: IncomingMessage, response: ServerResponse) => {
  response.writeHead(200, headers).end(body)
}

describe('addresses', () => {
  test('an address of this machine is not requested unless it is allowed', async () => {
    const before = asked.length
    await expect(openHttp({ logger }).request({ url: base })).rejects.toThrow('not public')
    expect(asked.length).toBe(before)
    expect((await allowed().request({ url: base })).status).toBe(404)
  })

  test('a name that resolves to this machine is not requested either', async () => {
    const port = new URL(base).port
    await expect(openHttp({ logger }).request({ url: `http://localhost:${port}/` })).rejects.toThrow('not public')
    const byName = openHttp({ allowPrivate: ['localhost'], logger })
    expect((await byName.request({ url: `http://localhost:${port}/` })).status).toBe(404)
  })

  test('a redirect to a private address is refused, also when the first address is allowed', async () => {
    routes['/inward'] = (_, response) => response.writeHead(302, { location: 'http://127.0.0.2:1/secret' }).end()
    await expect(allowed().request({ url: `${base}/inward`, redirects: 3 })).rejects.toThrow('not public')
  })

  test.each([
    '0.0.0.0 10.1.2.3 100.64.0.1 100.100.100.200 127.0.0.1 169.254.169.254 172.31.0.1 192.0.0.192 192.168.1.1',
    '198.18.0.1 224.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::127.0.0.1 64:ff9b::7f00:1',
    'fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1 2001:db8::1 2002:7f00:1:: 2001::1 nonsense',
  ])('not public: %s', (list) => {
    expect(list.split(' ').filter(isPublic)).toEqual([])
  })

  test('public addresses are public', () => {
    expect(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1'].every(isPublic)).toBe(
      true,
    )
  })

  const list = new URL('lists/ssrf_urls.jsonl', badInputs)
  test.skipIf(!existsSync(list))(
    'no address of the list of server-side request forgeries reaches this machine',
    async () => {
      const urls = readFileSync(list, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as string)
      const http = openHttp({ logger })
      const answers = await Promise.allSettled(
        // Names of the outside world need no asking here: only what can be told without it.
        urls.filter(staysHome).map((url) => http.request({ url, timeoutMs: 3_000 })),
      )
      expect(answers.length).toBeGreaterThan(80)
      expect(answers.filter((answer) => answer.status === 'fulfilled')).toEqual([])
      const reasons = answers.map((answer) => (answer.status === 'rejected' ? String(answer.reason) : ''))
      expect(reasons.filter((reason) => /ECONN|timed? ?out|in time/.test(reason))).toEqual([])
    },
  )
})

function staysHome(text: string): boolean {
  const url = URL.parse(text)
  // "1.1.1.1 &@2.2.2.2# @3.3.3.3" is public however it is read.
  if (/^(\d)\.\1\.\1\.\1$/.test(url?.hostname ?? '')) return false
  return !url || !/^https?:$/.test(url.protocol) || /^[\d.]+$|^\[|localhost$/.test(url.hostname)
}

describe('bodies', () => {
  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['Deflate', deflateRawSync],
  ])('%s is undone', async (encoding, encode) => {
    routes['/encoded'] = send({ 'content-encoding': encoding }, encode(Buffer.from('grüße')))
    expect((await allowed().request({ url: `${base}/encoded` })).body.toString()).toBe('grüße')
  })

  test('nested gzip is decoded once', async () => {
    const inner = gzipSync('inside')
    routes['/twice'] = send({ 'content-encoding': 'gzip' }, gzipSync(inner))
    expect((await allowed().request({ url: `${base}/twice` })).body).toEqual(inner)
    routes['/twice'] = send({ 'content-encoding': 'gzip, gzip' }, gzipSync(inner))
    await expect(allowed().request({ url: `${base}/twice` })).rejects.toThrow('which the request does not accept')
  })

  test('an empty body needs no decoding', async () => {
    routes['/empty'] = send({ 'content-encoding': 'gzip' }, Buffer.alloc(0))
    expect((await allowed().request({ url: `${base}/empty` })).body.length).toBe(0)
  })

  test('a truncated body is an error', async () => {
    routes['/torn'] = send({ 'content-encoding': 'gzip' }, gzipSync('x'.repeat(5_000)).subarray(0, 20))
    await expect(allowed().request({ url: `${base}/torn` })).rejects.toThrow('unexpected end')
    routes['/torn'] = (_, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('half')
      setImmediate(() => response.destroy())
    }
    await expect(allowed().request({ url: `${base}/torn` })).rejects.toThrow()
  })

  test('the limit counts decoded bytes', async () => {
    routes['/large'] = send({ 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(2_000_001)))
    await expect(allowed().request({ url: `${base}/large`, maxBytes: 2_000_000 })).rejects.toThrow(
      'larger than 2000000',
    )
    expect((await allowed().request({ url: `${base}/large`, maxBytes: 2_000_001 })).body.length).toBe(2_000_001)
  })

  test('the limit is heard at once, also of a body in several parts', async () => {
    const part = gzipSync(Buffer.alloc(8_000_000))
    routes['/parts'] = send({ 'content-encoding': 'gzip' }, Buffer.concat(Array.from({ length: 20 }, () => part)))
    await expect(allowed().request({ url: `${base}/parts`, maxBytes: 1_000_000, timeoutMs: 10_000 })).rejects.toThrow(
      'larger than 1000000',
    )
  }, 20_000)

  const bombs = ['rss-256MiB.xml.br', 'rss-256MiB.xml.gz', 'rss-256MiB.xml.deflate'].filter((name) =>
    existsSync(new URL(`bombs/${name}`, badInputs)),
  )
  test.each(bombs)('the bomb %s costs little', async (name) => {
    const encoding = { gz: 'gzip', br: 'br', deflate: 'deflate' }[name.split('.').at(-1) ?? ''] ?? ''
    routes['/bomb'] = send({ 'content-encoding': encoding }, readFileSync(new URL(`bombs/${name}`, badInputs)))
    const before = process.memoryUsage().rss
    const startedAt = performance.now()
    await expect(allowed().request({ url: `${base}/bomb`, maxBytes: 10_485_760 })).rejects.toThrow('larger than')
    expect(performance.now() - startedAt).toBeLessThan(2_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1_048_576)
  })
})

describe('exchanges', () => {
  test('an endless response ends at the time limit', async () => {
    routes['/endless'] = (_, response) => {
      response.writeHead(200)
      const drip = setInterval(() => response.write('.'), 10)
      response.on('close', () => clearInterval(drip))
    }
    await expect(allowed().request({ url: `${base}/endless`, timeoutMs: 200 })).rejects.toThrow(
      'no complete response in time',
    )
  })

  test('a response that never begins ends at the time limit', async () => {
    routes['/silent'] = () => {}
    await expect(allowed().request({ url: `${base}/silent`, timeoutMs: 200 })).rejects.toThrow(
      'no complete response in time',
    )
  })

  test('a redirect is an error unless the request allows redirects, and not more than it allows', async () => {
    routes['/from'] = (_, response) => response.writeHead(301, { location: '/to' }).end()
    routes['/to'] = send({}, Buffer.from('there'))
    await expect(allowed().request({ url: `${base}/from` })).rejects.toThrow('the server redirects (301)')
    const answer = await allowed().request({ url: `${base}/from`, redirects: 1 })
    expect([answer.body.toString(), answer.url]).toEqual(['there', `${base}/to`])
    routes['/round'] = (_, response) => response.writeHead(302, { location: '/round' }).end()
    const before = asked.length
    await expect(allowed().request({ url: `${base}/round`, redirects: 4 })).rejects.toThrow('the server redirects')
    expect(asked.length - before).toBe(5)
  })

  test('another origin does not get the authorization header', async () => {
    routes['/away'] = (_, response) =>
      response.writeHead(302, { location: `${base.replace('127.0.0.1', 'localhost')}/hello` }).end()
    const http = openHttp({ allowPrivate: ['127.0.0.1', 'localhost'], logger })
    await http.request({ url: `${base}/away`, redirects: 1, headers: { Authorization: 'Bearer secret' } })
    expect(asked.slice(-2)).toEqual(['GET /away Bearer secret', 'GET /hello'])
  })

  test('an error names the host but not the rest of the URL', async () => {
    const failure = allowed().request({ url: `${base}/round?token=secret` })
    routes['/round?token=secret'] = (_, response) => response.writeHead(302, { location: '/round' }).end()
    await expect(failure).rejects.toThrow(new RegExp(`^${new URL(base).host}: `))
    await expect(failure).rejects.not.toThrow('secret')
  })

  test('the body is sent, and any status is a response', async () => {
    routes['/post'] = (request, response) => {
      request.pipe(response.writeHead(500))
    }
    const answer = await allowed().request({ url: `${base}/post`, method: 'POST', body: 'hello' })
    expect([answer.status, answer.body.toString()]).toEqual([500, 'hello'])
  })
})
