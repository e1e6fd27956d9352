import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openHttp, type Http } from '../infra/http/fetch.ts'
import type { Logger } from '../infra/logger.ts'
import { openEmbeddedLog } from '../infra/log/embedded/log.ts'
import type { EventLog } from '../infra/log/event-log.ts'
import { securityOf, type KafkaSecurity } from '../infra/log/kafka/security.ts'

interface LogOptions {
  log: string
  data: string
  /** TLS, SASL and replication of a cluster. */
  kafka?: KafkaSecurity & { replication?: number }
  /** Fetches tokens of OAuth; absent: one that reaches public addresses only. */
  http?: Http
  logger: Logger
}

/** The log that the configuration names: `embedded` is `<data>/log.sqlite`, `kafka://host:port,…` a cluster. */
export async function openLog({
  log,
  data,
  kafka = {},
  logger,
  http = openHttp({ logger }),
}: LogOptions): Promise<EventLog> {
  if (log.startsWith('kafka://')) {
    const { replication, ...options } = kafka
    const security = securityOf(options, { at: 'kafka', http })
    const { openKafkaLog } = await import('../infra/log/kafka/log.ts')
    return openKafkaLog({ url: log, logger, security, ...(replication && { replicationFactor: replication }) })
  }
  if (log !== 'embedded') throw new Error(`log must be "embedded" or "kafka://host:port", not "${log}"`)
  await mkdir(data, { recursive: true })
  return openEmbeddedLog({ file: join(data, 'log.sqlite'), logger })
}
