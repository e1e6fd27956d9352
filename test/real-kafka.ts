import { spawnSync } from 'node:child_process'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { startCluster, type Broker, type Cluster } from '../infra/deploy/kafka/brokers.ts'

const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'groundswell', 'kafka-4.1.1')

/** Why no real broker can be started here; undefined if one can. With REQUIRE_KAFKA=1 this throws instead. */
export const noKafka = missing()

/** Starts a broker for one test file; `stop` it afterwards. Downloads Kafka the first time. */
export async function realKafka(): Promise<Broker & Pick<Cluster, 'stop'>> {
  const { brokers, stop } = await startCluster({ cache })
  return { ...brokers[0]!, stop }
}

/** The same with several brokers, or with listeners that want a sign-in. */
export const realCluster = (options: Omit<Parameters<typeof startCluster>[0], 'cache'>): Promise<Cluster> =>
  startCluster({ cache, ...options })

function missing(): string | undefined {
  const absent = [
    ['java', '-version'],
    ['mvn', '-v'],
  ].filter(([command, flag]) => spawnSync(command!, [flag!]).status !== 0)
  if (absent.length === 0) return undefined
  const why = `the tests on a real Kafka are skipped: ${absent.map(([command]) => command).join(' and ')} not found`
  if (process.env['REQUIRE_KAFKA'] === '1') throw new Error(why)
  console.warn(why)
  return why
}
