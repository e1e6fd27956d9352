import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { afterAll, describe, expect, test } from 'vitest'
import { startClickHouse } from '../../infra/store/clickhouse-process.ts'
import { noProc, openPrograms } from '../flow/program.ts'
import { noKafka, realKafka } from '../real-kafka.ts'
import { openHttpReceiver } from '../receivers/http-receiver.ts'
import { until } from '../until.ts'
import { figures, findings, kept } from './check.ts'
import { openCuttingProxy } from './cutting-proxy.ts'
import { load } from './load.ts'
import { openProduct, secret, type Product } from './product.ts'
import { timesTold } from './times-told.ts'

/** How long something is down: ten minutes in `npm run faults`. Without it an outage of Kafka is left to the tests of its log. */
const outageSeconds = Number(process.env['OUTAGE_SECONDS'] ?? 0)
const outageMs = outageSeconds * 1000
const loopMs = 1000 * (outageSeconds || 10)
const caughtUpWithinMs = 600_000

const programs = openPrograms()
const stops: (() => Promise<void>)[] = [programs.close]
afterAll(async () => {
  for (const stop of stops) await stop()
})

describe.skipIf(noKafka || outageSeconds === 0)(
  'an outage of what it stands on: nothing acknowledged is lost, and it catches up',
  () => {
    test('Kafka, then ClickHouse', { timeout: 6 * outageMs + 2 * caughtUpWithinMs }, async ({ annotate }) => {
      const logger = pino({ level: 'silent' })
      const [broker, server] = await Promise.all([
        realKafka(),
        startClickHouse({ data: programs.folder(), logger, queryPath: '/' }),
      ])
      const proxy = await openCuttingProxy(Number(new URL(server.url).port))
      stops.push(proxy.close, broker.stop, server.stop)
      const { user, password } = server.owner
      const storeUrl = proxy.url.replace('//', `//${user}:${password}@`)
      const product = await openProduct(programs, {
        environment: { GROUNDSWELL_LOG: broker.url, GROUNDSWELL_STORE: storeUrl },
      })
      const outages: Record<string, () => Promise<void>> = {
        async Kafka() {
          await broker.kill9()
          await sleep(outageMs)
          await broker.restart()
        },
        async ClickHouse() {
          proxy.setDown(true)
          await sleep(outageMs)
          proxy.setDown(false)
        },
      }
      for (const [name, outage] of Object.entries(outages)) {
        const loading = load({ url: product.url, secret, perSecond: 60, batch: 15, forMs: outageMs + 8_000 })
        await sleep(3_000)
        await outage()
        const backAt = performance.now()
        const oracle = await loading
        const found = await findings({ data: product.data, storeUrl }, oracle, caughtUpWithinMs)
        // A round knows only its own mentions.
        found.invented = []
        await annotate(
          `${name} down for ${outageMs / 1000} s: ${figures(oracle, found)}; caught up ${((performance.now() - backAt) / 1000).toFixed(0)} s after its return`,
        )
        expect(found).toEqual(kept)
        expect(oracle.acknowledged.size).toBeGreaterThan(100)
      }
    })
  },
)

describe.skipIf(noProc)('a program that is killed with -9 again and again', () => {
  test('tells of an alert at most once more for each kill', { timeout: 2 * loopMs + 300_000 }, async ({ annotate }) => {
    const receiver = await openHttpReceiver(() => ({ status: 200 }))
    stops.push(receiver.close)
    const product = await openProduct(programs, {
      configuration: `allowPrivate: [127.0.0.1]\nnotifiers: [{ type: webhook, name: kept, url: '${receiver.url}', secrets: ['${secret}'] }]\n`,
    })
    await report(product)
    await until('the alert is told', () => receiver.taken.length > 0, 60_000)
    const endsAt = performance.now() + loopMs
    let kills = 0
    for (; performance.now() < endsAt; kills++) {
      product.program().signalGroup('SIGKILL')
      await product.program().ended
      product.run()
      await sleep(2_000)
    }
    product.program().signalGroup('SIGKILL')
    await product.program().ended
    await product.startAgain()
    await report(product)
    await sleep(5_000)
    const times = timesTold(receiver.requests)
    await annotate(`${kills} kills: ${JSON.stringify([...times.values()])} notifications of each change`)
    expect(times.size).toBeGreaterThan(0)
    for (const n of times.values()) expect(n).toBeLessThanOrEqual(1 + kills)
    product.program().signalGroup('SIGKILL')
  })
})

/** Somebody was hurt: an alert at once, from one mention. */
async function report(product: Product): Promise<void> {
  const text = () => 'The kettle lid burned my hand, I had to go to hospital'
  const { unanswered } = await load({ url: product.url, secret, perSecond: 10, batch: 5, forMs: 1_000, text })
  expect(unanswered.size).toBe(0)
}
