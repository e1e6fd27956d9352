import pino from 'pino'
import { afterAll, describe, it } from 'vitest'
import { startClickHouse } from '../../infra/store/clickhouse-process.ts'
import { noKafka, realKafka } from '../real-kafka.ts'
import { expectPlanted, plantedIn } from './demo.ts'
import { openPrograms, readyUrl } from './program.ts'

const programs = openPrograms()
const stops: (() => Promise<void>)[] = []
afterAll(async () => {
  await programs.close()
  for (const stop of stops.toReversed()) await stop()
})

describe.skipIf(noKafka)('start on a Kafka and a ClickHouse of their own', () => {
  it('alerts a planted incident with the same department and driver as embedded', async () => {
    const [broker, store] = await Promise.all([
      realKafka(),
      startClickHouse({ data: programs.folder(), logger: pino({ level: 'silent' }), queryPath: '/' }),
    ])
    stops.push(broker.stop, store.stop)
    const { user, password } = store.owner
    const environment = {
      GROUNDSWELL_LOG: broker.url,
      GROUNDSWELL_STORE: store.url.replace('//', `//${user}:${password}@`),
    }
    const data = programs.folder()
    const start = programs.run(['start'], { data, environment })
    const url = await readyUrl(start)
    const planted = await plantedIn(programs, data)
    const incidents = planted.filter(({ kind }) => kind === 'incident')
    // One is enough: the contract of the log runs on Kafka too, and the embedded demo proves all of them.
    const first = incidents.toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt))[0]!
    await expectPlanted(start, url, [first])
  }, 450_000)
})
