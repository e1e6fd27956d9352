import type { Logger } from '../../logger.ts'
import { openKafkaClient, type KafkaConnection } from './client.ts'

/** Rejects when the cluster does not answer now. Uses a client of its own without retries: the other clients wait out an outage. */
export async function checkConnection(connection: KafkaConnection, logger: Logger): Promise<void> {
  const kafka = openKafkaClient({ ...connection, clientId: 'groundswell-check', retry: { retries: 0 }, logger })
  const admin = kafka.admin()
  try {
    await admin.connect()
    await admin.describeCluster()
  } finally {
    await admin.disconnect()
  }
}

/**
 * Rejects at once when a broker and this client do not accept each other's certificates. kafkajs takes that for an outage, and would
 * try for a minute and a half. Any other failure is left to it.
 */
export async function checkCertificates(connection: KafkaConnection, logger: Logger): Promise<void> {
  if (!connection.ssl) return
  try {
    await checkConnection(connection, logger)
  } catch (error) {
    if (isRefusal(error)) throw error
  }
}

/** Node's errors of a certificate, and the alerts of OpenSSL. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error &&
  (/certificate|\bssl|tlsv?1|\balert\b/i.test(error.message) || [error.cause, inner(error)].some(isRefusal))

/** kafkajs keeps what it wraps in `originalError`. */
const inner = (error: Error): unknown => ('originalError' in error ? error.originalError : undefined)
