import { followUp, traceparentNow, withinTrace, type Traceparent } from '../traces.ts'
import type { RawEvent } from './dead-letter.ts'

/** As `messaging.system` of the semantic conventions. */
export type MessagingSystem = 'kafka' | 'sqlite'

/** A span for publishing inside the current trace. `publish` gets what the messages carry; '' where nothing is traced. */
export const tracePublish = <T>(
  { system, topic, count }: { system: MessagingSystem; topic: string; count: number },
  publish: (traceparent: Traceparent) => Promise<T>,
): Promise<T> =>
  withinTrace(
    `send ${topic}`,
    { kind: 'producer', attributes: { ...destination(system, topic), ...operation('send'), ...batchOf(count) } },
    () => publish(traceparentNow()),
  )

/** A span for handling a batch, with links to its messages; none where no message is traced. */
export const traceProcess = <T>(
  { system, topic, group }: { system: MessagingSystem; topic: string; group: string },
  raws: readonly RawEvent[],
  handle: (traceparents: Traceparent[]) => Promise<T>,
): Promise<T> => {
  const traceparents = raws.map(({ traceparent = '' }) => traceparent)
  const partition = { 'messaging.destination.partition.id': String(raws[0]?.partition ?? 0) }
  const consumer = { 'messaging.consumer.group.name': group }
  const attributes = { ...destination(system, topic), ...partition, ...consumer, ...operation('process') }
  return followUp(
    `process ${topic}`,
    { kind: 'consumer', traceparents, attributes: { ...attributes, ...batchOf(raws.length) } },
    () => handle(traceparents),
  )
}

const destination = (system: MessagingSystem, topic: string) => ({
  'messaging.system': system,
  'messaging.destination.name': topic,
})
const operation = (name: 'send' | 'process') => ({
  'messaging.operation.name': name,
  'messaging.operation.type': name,
})
const batchOf = (count: number) => ({ 'messaging.batch.message_count': count })
