import { spawnSync } from 'node:child_process'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { startBroker, type Broker } from '../infra/deploy/kafka/broker.ts'

const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'groundswell', 'kafka-4.1.1')

/** Why no real broker can be started here; undefined if one can. With REQUIRE_KAFKA=1 this throws instead. */
export const noKafka = missing()

/** Starts a broker for one test file; `stop` it afterwards. Downloads Kafka the first time. */
export function realKafka(): Promise<Broker> {
  return startBroker({ cache })
}

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
