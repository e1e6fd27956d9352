import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { afterAll, describe, expect, test } from 'vitest'
import type { Stage } from '../../app/stages.ts'
import { startClickHouse } from '../../infra/store/clickhouse-process.ts'
import { openPrograms } from '../flow/program.ts'
import { noKafka, realCluster } from '../real-kafka.ts'
import { openHttpReceiver } from '../receivers/http-receiver.ts'
import { until } from '../until.ts'
import { figures, findings, kept } from './check.ts'
import { load } from './load.ts'
import { isReady, openMember, type Member } from './member.ts'
import { secret } from './product.ts'
import { timesTold } from './times-told.ts'

/** Only in `npm run faults`: three brokers, a server and eight processes want a machine for themselves. */
const isWanted = process.env['CLUSTER'] === '1'
const programs = openPrograms()
const stops: (() => Promise<void>)[] = [programs.close]
afterAll(async () => {
  for (const stop of stops) await stop()
})

const stagesTwice: Stage[] = ['ingest', 'enrich', 'alerts', 'api', 'ingest', 'enrich', 'alerts', 'api']

/** A process for each of `stages` on real brokers and a server, all of them ready; `receiver` keeps every notification. */
async function openScene({ brokers, stages }: { brokers: number; stages: readonly Stage[] }) {
  const logger = pino({ level: 'silent' })
  const [cluster, server, receiver] = await Promise.all([
    realCluster({ count: brokers }),
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
  const open = (stage: Stage) => openMember(programs, { stage, environment, configuration })
  const members: Member[] = []
  for (const stage of stages) members.push(await open(stage))
  for (const { start } of members) start()
  const areReady = async () => (await Promise.all(members.map(isReady))).every(Boolean)
  await until('all are ready', areReady, 180_000)
  return { members, open, cluster, receiver, storeUrl }
}

describe.skipIf(noKafka || !isWanted)('stages as processes of their own, on real brokers', () => {
  test('three brokers, two processes of each stage: a broker and each stage are killed in turn, and a member is added: nothing is lost, an alert is told once', async ({
    annotate,
  }) => {
    const { members, open, cluster, receiver, storeUrl } = await openScene({ brokers: 3, stages: stagesTwice })
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
      await until(`${member.stage} is back`, () => isReady(member), 60_000)
    }
    await sleep(5_000)
    await hurt(api[0]!.url)
    await until('the alert is told', () => receiver.taken.length > 0, 60_000)
    await cluster.brokers[0]!.kill9()
    await sleep(10_000)
    await cluster.brokers[0]!.restart()
    for (const stage of ['ingest', 'enrich', 'alerts'] as const)
      await kill(members.find((each) => each.stage === stage)!)
    const added = await open('enrich')
    added.start()
    await until('the new member is ready', () => isReady(added), 60_000)
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

  test('a member that leaves and returns every 20 s, in order and by kill -9: nothing is lost, nothing stale is committed', async ({
    annotate,
  }) => {
    const { members, storeUrl } = await openScene({
      brokers: 1,
      stages: ['api', 'ingest', 'alerts', 'enrich', 'enrich'],
    })
    const [api, moving] = [members[0]!, members.at(-1)!]
    const loading = load({ url: () => api.url, secret, perSecond: 100, batch: 10, forMs: 210_000 })
    for (let round = 0; round < 10; round++) {
      await sleep(10_000)
      if (round % 2) moving.program().signalGroup('SIGKILL')
      else moving.program().signal('SIGTERM')
      await sleep(10_000)
      await moving.program().ended
      moving.start()
    }
    const oracle = await loading
    const found = await findings({ data: programs.folder(), storeUrl }, oracle, 300_000)
    await annotate(figures(oracle, found))
    expect(found).toEqual(kept)
    expect(oracle.unanswered.size).toBe(0)
  }, 900_000)
})

/** Somebody was hurt: an alert at once, from one mention. */
async function hurt(url: string): Promise<void> {
  const text = () => 'The kettle lid burned my hand, I had to go to hospital'
  await load({ url: () => url, secret, perSecond: 10, batch: 5, forMs: 1_000, text })
}
