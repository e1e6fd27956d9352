import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from '../infra/logger.ts'
import { openEmbeddedLog } from '../infra/log/embedded/log.ts'
import type { EventLog } from '../infra/log/event-log.ts'

/** The log that the configuration names: `embedded` is `<data>/log.sqlite`, `kafka://host:port,…` a cluster. */
export async function openLog({ log, data, logger }: { log: string; data: string; logger: Logger }): Promise<EventLog> {
  if (log.startsWith('kafka://')) return (await import('../infra/log/kafka/log.ts')).openKafkaLog({ url: log, logger })
  if (log !== 'embedded') throw new Error(`log must be "embedded" or "kafka://host:port", not "${log}"`)
  await mkdir(data, { recursive: true })
  return openEmbeddedLog({ file: join(data, 'log.sqlite'), logger })
}
