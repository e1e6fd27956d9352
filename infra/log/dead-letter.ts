import type { DeadLetter } from './event-log.ts'

/** One event as the log stores it. */
export interface RawEvent {
  partition: number
  offset: string
  key: string
  value: string
  /** When it was published, epoch ms. */
  at: number
  /** The span that published it; absent = not traced. */
  traceparent?: string
  /** Why it cannot be what was published. */
  fault?: string
}

/** A dead letter with its position in the log. The position identifies it: after a crash before the commit, the same dead letter is stored again. */
export interface StoredDeadLetter extends DeadLetter {
  partition: number
  offset: string
}

/** How the reasons begin that the log itself gives. Any other reason is of the handler, which could read the event. */
export const faults = {
  damaged: 'its record in the log is damaged',
  notJson: 'not JSON',
  notAnEvent: 'not an event of topic',
} as const

/** Whether the reason of a dead letter is that its event was damaged or could not be read. */
export const isFault = (reason: string): boolean => Object.values(faults).some((fault) => reason.startsWith(fault))

export function toStoredDeadLetter(
  raw: RawEvent,
  { topic, group, reason }: { topic: string; group: string; reason: string },
): StoredDeadLetter {
  const { partition, offset, key } = raw
  return { topic, group, partition, offset, key, event: eventOf(raw), reason, at: Date.now() }
}

export function toDeadLetter({ partition: _partition, offset: _offset, ...deadLetter }: StoredDeadLetter): DeadLetter {
  return deadLetter
}

function eventOf({ value }: RawEvent): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
