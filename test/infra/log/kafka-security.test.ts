import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLog } from '../../../app/open-log.ts'
import type { Secured } from '../../../infra/deploy/kafka/broker-properties.ts'
import type { Cluster } from '../../../infra/deploy/kafka/brokers.ts'
import { openHttp } from '../../../infra/http/fetch.ts'
import { securityOf, type KafkaSecurity } from '../../../infra/log/kafka/security.ts'
import { openLogger } from '../../../infra/logger.ts'
import { numbered, numberedTopic } from '../../fixtures/numbered.ts'
import { noKafka, realCluster } from '../../real-kafka.ts'
import { until } from '../../until.ts'

const logger = openLogger('silent')
const http = openHttp({ allowPrivate: ['127.0.0.1'], logger })
const folder = mkdtempSync(join(tmpdir(), 'groundswell-kafka-tls-'))
const file = (name: string) => join(folder, name)
const openssl = (line: string) => execFileSync('openssl', line.split(' '), { cwd: folder, stdio: 'pipe' })

/** A key and a certificate for 127.0.0.1, signed by the authority. */
function certify(name: string, authority: string): void {
  openssl(`req -newkey rsa:2048 -nodes -keyout ${name}.key -out ${name}.csr -subj /CN=${name}`)
  writeFileSync(file(`${name}.ext`), 'subjectAltName=IP:127.0.0.1')
  const signed = `-CA ${authority}.pem -CAkey ${authority}.key -CAcreateserial -days 2 -extfile ${name}.ext`
  openssl(`x509 -req -in ${name}.csr -out ${name}.pem ${signed}`)
}

function makeCertificates(): Secured {
  for (const name of ['authority', 'stranger'])
    openssl(`req -x509 -newkey rsa:2048 -nodes -keyout ${name}.key -out ${name}.pem -days 2 -subj /CN=${name}`)
  certify('broker', 'authority')
  certify('client', 'authority')
  certify('other', 'stranger')
  writeFileSync(
    file('keystore.pem'),
    readFileSync(file('broker.key'), 'utf8') + readFileSync(file('broker.pem'), 'utf8'),
  )
  return {
    user: 'groundswell',
    password: 'open-sesame',
    keystore: file('keystore.pem'),
    authority: file('authority.pem'),
  }
}

/** An OAuth 2.0 server that issues tokens which the broker takes without a signature, for the tests of Kafka itself. */
async function startTokens() {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      asked.push(Buffer.concat(chunks).toString())
      const isRight = request.headers.authorization === `Basic ${Buffer.from('app:s%3Dcret').toString('base64')}`
      const seconds = Math.floor(Date.now() / 1000)
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
      const token = `${part({ alg: 'none' })}.${part({ sub: 'app', iat: seconds, exp: seconds + 300 })}.`
      response.writeHead(isRight ? 200 : 401, { 'content-type': 'application/json' })
      response.end(
        JSON.stringify(isRight ? { access_token: token, token_type: 'Bearer' } : { error: 'invalid_client' }),
      )
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`
  return { url, asked, stop: () => server.close() }
}

describe.skipIf(noKafka)('a cluster that wants to know who connects', () => {
  let cluster: Cluster
  let tokens: Awaited<ReturnType<typeof startTokens>>
  beforeAll(async () => {
    tokens = await startTokens()
    cluster = await realCluster({ secured: makeCertificates() })
  }, 240_000)
  afterAll(async () => {
    tokens?.stop()
    await cluster?.stop()
    rmSync(folder, { recursive: true })
  })

  const right = { user: 'groundswell', password: 'open-sesame' }
  const tls = (client: string, ca: string): KafkaSecurity => ({
    ca: file(`${ca}.pem`),
    certificate: file(`${client}.pem`),
    key: file(`${client}.key`),
  })
  const oauth = (clientSecret: string): KafkaSecurity => ({
    mechanism: 'oauthbearer',
    tokenUrl: tokens.url,
    clientId: 'app',
    clientSecret,
    scope: 'kafka',
  })
  const open = (listener: 'password' | 'tls' | 'token', kafka: KafkaSecurity) =>
    openLog({ log: cluster.urlOf(listener), data: '', kafka, http, logger })

  type Case = [name: string, listener: 'password' | 'tls' | 'token', kafka: () => KafkaSecurity]
  test.for<Case>([
    ['SASL PLAIN', 'password', () => right],
    ['SASL SCRAM', 'password', () => ({ ...right, mechanism: 'scram-sha-512' as const })],
    ['TLS with certificates on both sides', 'tls', () => tls('client', 'authority')],
    ['SASL OAUTHBEARER', 'token', () => oauth('s=cret')],
  ])('%s: events are published and read', { timeout: 60_000 }, async ([name, listener, kafka]) => {
    const log = await open(listener, kafka())
    const topic = numberedTopic(`secured-${name.replaceAll(/\W/g, '')}`, 2)
    const got: number[] = []
    await log.subscribe(topic, 'g', async (events) => void got.push(...events.map(({ n }) => n)))
    await log.publish(topic, numbered({ from: 0, count: 200 }))
    await until('all are there', () => got.length === 200)
    await log.check()
    await log.close()
  })

  test('tokens are asked for with the scope', () => {
    expect(new Set(tokens.asked)).toEqual(new Set(['grant_type=client_credentials&scope=kafka']))
  })

  test.for<[...Case, why: RegExp]>([
    ['a wrong password', 'password', () => ({ ...right, password: 'x' }), /Authentication failed|SASL/i],
    ['no password', 'password', () => ({}), /./],
    ['a certificate of somebody else', 'tls', () => tls('other', 'authority'), /./],
    ['brokers of another authority', 'tls', () => tls('client', 'stranger'), /self.signed|certificate/i],
    ['a wrong client secret', 'token', () => oauth('wrong'), /issued no token: invalid_client/],
  ])('%s is refused', { timeout: 120_000 }, async ([, listener, kafka, why]) => {
    await expect(open(listener, kafka())).rejects.toThrow(why)
  })
})

test.for([
  [{ user: 'a' }, 'kafka: password is missing'],
  [{ mechanism: 'scram-sha-256' }, 'kafka: user is missing'],
  [{ mechanism: 'oauthbearer', clientId: 'a' }, 'kafka: tokenUrl is missing'],
  [{ key: 'x.pem' }, 'kafka: certificate and key belong together'],
  [{ tls: false, ca: 'x.pem' }, 'kafka: tls is false, but there is a certificate'],
  [{ ca: '/none/x.pem' }, 'kafka.ca: ENOENT'],
] satisfies [KafkaSecurity, string][])('%o says what is wrong', ([options, message]) => {
  expect(() => securityOf(options, { at: 'kafka', http })).toThrow(message)
})
