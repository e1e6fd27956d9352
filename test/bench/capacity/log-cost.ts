import { openLog } from '../../../app/open-log.ts'
import { openLogger } from '../../../infra/logger.ts'
import { mentionsTopic } from '../../../ingest/mention/mention.ts'
import { redaction } from '../../../ingest/redact/redact.ts'
import { mentions } from '../corpus.ts'
import { throughput } from '../measure.ts'

/** CPU-seconds a mention, and the wait for the disk at each write. */
export interface LogCost {
  perMention: number
  diskSeconds: number
}

const batchSize = 10

/** The embedded log, written ten mentions at a time as requests bring them. */
export async function logCost(folder: string): Promise<LogCost> {
  const toMention = redaction(Buffer.alloc(32, 7))
  const all = mentions(5_000).map((raw, i) => toMention({ ...raw, nativeId: `l${i}` }, raw.source, raw.createdAt))
  const log = await openLog({ log: 'embedded', data: folder, logger: openLogger('error') })
  const batch = async (i: number) => {
    const at = (i * batchSize) % all.length
    await log.publish(mentionsTopic, all.slice(at, at + batchSize))
    return batchSize
  }
  try {
    await throughput('warm', 500, batch)
    const { n, seconds, perCpuSecond } = await throughput('log', 1_000, batch)
    const writes = n / batchSize
    // Between two writes is a gap of a millisecond, which is not the disk's.
    const waited = seconds - n / perCpuSecond! - writes * 0.001
    return { perMention: 1 / perCpuSecond!, diskSeconds: Math.max(0, waited / writes) }
  } finally {
    await log.close()
  }
}
