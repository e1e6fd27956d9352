import type { ConnectionOptions as TlsOptions } from 'node:tls'
import kafkajs, { type Kafka, type RetryOptions, type SASLOptions, type logCreator } from 'kafkajs'
import type { Logger } from '../../logger.ts'

/** How to reach a cluster. */
export interface KafkaConnection {
  /** `host:port` of some of its brokers; the client gets the addresses of the others from them. */
  brokers: readonly string[]
  /** Absent: no TLS. */
  ssl?: boolean | TlsOptions | undefined
  sasl?: SASLOptions | undefined
}

export interface KafkaClientOptions extends KafkaConnection {
  /** The client's name in the broker's log. */
  clientId: string
  retry: RetryOptions
  /** Limit for connecting, and for one response. kafkajs' defaults when absent: 1 s and 30 s. */
  timeoutMs?: number
  logger: Logger
}

/** Creates every Kafka client of the program. */
export function openKafkaClient({ clientId, brokers, ssl, sasl, retry, timeoutMs, logger }: KafkaClientOptions): Kafka {
  return new kafkajs.Kafka({
    clientId,
    brokers: [...brokers],
    retry,
    ...(ssl && { ssl }),
    ...(sasl && { sasl }),
    ...(timeoutMs !== undefined && { connectionTimeout: timeoutMs, requestTimeout: timeoutMs }),
    logCreator: logTo(logger),
  })
}

/** @param url `kafka://host:port[,host:port]` */
export function toKafkaConnection(url: string): KafkaConnection {
  return { brokers: url.replace(/^kafka:\/\//, '').split(',') }
}

/** Logs kafkajs' errors as warnings: kafkajs retries most of them, and throws the others to us. */
function logTo(logger: Logger): logCreator {
  const { ERROR, WARN } = kafkajs.logLevel
  return () =>
    ({ namespace, level, log: { message, timestamp: _timestamp, logger: _logger, ...rest } }) => {
      if (level === ERROR) logger.warn({ kafkajs: namespace, ...rest }, message)
      else if (level === WARN) logger.debug({ kafkajs: namespace, ...rest }, message)
      else logger.trace({ kafkajs: namespace, ...rest }, message)
    }
}
