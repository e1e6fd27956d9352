import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { afterAll, describe, expect, test } from 'vitest'
import type { Stage } from '../../app/stages.ts'
import { freePort } from '../../infra/process.ts'
import { startClickHouse } from '../../infra/store/clickhouse-process.ts'
import { openPrograms, type Program } from '../flow/program.ts'
import { noKafka, realCluster } from '../real-kafka.ts'
import { openHttpReceiver } from '../receivers/http-receiver.ts'
import { until } from '../until.ts'
import { figures, findings, kept } from './check.ts'
import { load } from './load.ts'
import { secret } from './product.ts'
import { timesTold } from './times-told.ts'

/** Only in `npm run faults`: three brokers, a server and eight processes want a machine for themselves. */
const isWanted = process.env['CLUSTER'] === '1'
const programs = openPrograms()
const stops: (() => Promise<void>)[] = [programs.close]
afterAll(async () => {
  for (const stop of stops) await stop()
})

/** A process of one stage, which answers its probes on a port of its own. */
interface Member {
  stage: Stage
  url: string
  program(): Program
  start(): void
}

const isReady = (url: string) =>
  fetch(`${url}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  )

async function openMember(stage: Stage, environment: Record<string, string>, configuration: string): Promise<Member> {
  const [data, port] = [programs.folder(), await freePort()]
  const config = join(data, 'groundswell.yaml')
  writeFileSync(config, `${configuration}probes: { port: ${port} }\n`)
  // All processes give an author the same key: they share the secret, as the deployments do.
  writeFileSync(join(data, 'author-secret'), Buffer.alloc(32, 7), { mode: 0o600 })
  let program!: Program
  return {
    stage,
    url: `http://127.0.0.1:${port}`,
    program: () => program,
    start: () =>
      void (program = programs.run(['start', '--only', stage, '--config', config], {
        data,
        entry: 'main.ts',
        environment: { ...environment, GROUNDSWELL_API_PORT: String(port) },
      })),
  }
}

const stagesTwice: Stage[] = ['ingest', 'enrich', 'alerts', 'api', 'ingest', 'enrich', 'alerts', 'api']

describe.skipIf(noKafka || !isWanted)('three brokers and two processes of each stage', () => {
  test('a broker and each stage are killed in turn, and a member is added: nothing is lost, an alert is told once', async ({
    annotate,
  }) => {
    const logger = pino({ level: 'silent' })
    const [cluster, server, receiver] = await Promise.all([
      realCluster({ count: 3 }),
      startClickHouse({ data: programs.folder(), logger, queryPath: '/' }),
      openHttpReceiver(() => ({ status: 200 })),
    ])
    stops.push(receiver.close, cluster.stop, server.stop)
    const { user, password } = server.owner
    const storeUrl = server.url.replace('//', `//${user}:${password}@`)
    const environment = { GROUNDSWELL_LOG: cluster.url, GROUNDSWELL_STORE: storeUrl }
    const configuration = `sources: [{ type: webhook, name: load, secret: "${secret}" }]
allowPrivate: [127.0.0.1]
notifiers: [{ type: webhook, name: kept, url: '${receiver.url}', secrets: ['${secret}'] }]
`
    const members: Member[] = []
    for (const stage of stagesTwice) members.push(await openMember(stage, environment, configuration))
    for (const { start } of members) start()
    await until(
      'all are ready',
      async () => (await Promise.all(members.map(({ url }) => isReady(url)))).every(Boolean),
      180_000,
    )
    const api = members.filter(({ stage }) => stage === 'api')
    let sentTo = 0
    const loading = load({
      // A load balancer sends to those that are ready.
      url: () => api[sentTo++ % api.length]!.url,
      secret,
      perSecond: 40,
      batch: 10,
      forMs: 150_000,
    })
    const kill = async (member: Member) => {
      member.program().signalGroup('SIGKILL')
      await member.program().ended
      await sleep(8_000)
      member.start()
      await until(`${member.stage} is back`, () => isReady(member.url), 60_000)
    }
    await sleep(5_000)
    await hurt(api[0]!.url)
    await until('the alert is told', () => receiver.taken.length > 0, 60_000)
    await cluster.brokers[0]!.kill9()
    await sleep(10_000)
    await cluster.brokers[0]!.restart()
    for (const stage of ['ingest', 'enrich', 'alerts'] as const)
      await kill(members.find((each) => each.stage === stage)!)
    const added = await openMember('enrich', environment, configuration)
    added.start()
    await until('the new member is ready', () => isReady(added.url), 60_000)
    const oracle = await loading
    const found = await findings({ data: programs.folder(), storeUrl }, oracle, 300_000)
    // What told of somebody hurt came from another load.
    found.invented = []
    const times = timesTold(receiver.requests)
    await annotate(`${figures(oracle, found)}; told ${JSON.stringify([...times.values()])} times`)
    expect(found).toEqual(kept)
    expect(oracle.acknowledged.size).toBeGreaterThan(4_000)
    expect(times.size).toBeGreaterThan(0)
    for (const n of times.values()) expect(n).toBeLessThanOrEqual(2)
  }, 900_000)
})

/** Somebody was hurt: an alert at once, from one mention. */
async function hurt(url: string): Promise<void> {
  const text = () => 'The kettle lid burned my hand, I had to go to hospital'
  await load({ url: () => url, secret, perSecond: 10, batch: 5, forMs: 1_000, text })
}
