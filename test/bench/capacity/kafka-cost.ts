import { openLog } from '../../../app/open-log.ts'
import { openLogger } from '../../../infra/logger.ts'
import { mentionsTopic } from '../../../ingest/mention/mention.ts'
import { redaction } from '../../../ingest/redact/redact.ts'
import { noKafka, realKafka } from '../../real-kafka.ts'
import { until } from '../../until.ts'
import { mentions } from '../corpus.ts'
import { cpuOf, cpuSince } from '../measure.ts'

/** CPU-seconds a mention. `broker`: for the one copy that it keeps, written and read. */
export interface KafkaCost {
  produce: number
  consume: number
  broker: number
}

const batchSize = 500
const rounds = 200

/** A real broker on this machine; undefined where none can be started. The first rounds, in which both compile, are not counted. */
export async function kafkaCost(folder: string): Promise<KafkaCost | undefined> {
  if (noKafka !== undefined) return undefined
  const toMention = redaction(Buffer.alloc(32, 7))
  const all = mentions(20_000).map((raw, i) => toMention({ ...raw, nativeId: `k${i}` }, raw.source, raw.createdAt))
  const broker = await realKafka()
  const log = await openLog({ log: broker.url, data: folder, logger: openLogger('error') })
  const publish = async (from: number, to: number) => {
    for (let i = from; i < to; i++)
      await log.publish(
        mentionsTopic,
        all.slice((i * batchSize) % all.length, ((i * batchSize) % all.length) + batchSize),
      )
  }
  try {
    await publish(0, rounds)
    const before = cpuOf(process.pid)
    await publish(rounds, 2 * rounds)
    const produced = cpuSince(process.pid, before)
    let read = 0
    const between = cpuOf(process.pid)
    const stop = await log.subscribe(mentionsTopic, 'capacity', async (events) => void (read += events.length))
    await until('all is read', () => read >= 2 * rounds * batchSize, 60_000)
    const consumed = cpuSince(process.pid, between)
    await stop()
    const [written, readBack] = [rounds * batchSize, 2 * rounds * batchSize]
    return {
      produce: produced.main / written,
      consume: consumed.main / readBack,
      broker: produced.children / written + consumed.children / readBack,
    }
  } finally {
    await log.close()
    await broker.stop()
  }
}
