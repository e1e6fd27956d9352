import type { TSchema } from 'typebox'
import type { Stop } from '../stop.ts'
import type { Traceparent } from '../traces.ts'
import type { GroupHealth } from './group-health.ts'

/** Declared by the room that publishes it. Events with the same key keep their order. */
export interface Topic<T> {
  name: string
  schema: TSchema
  key: (event: T) => string
  /** Fixed when the topic is first used. A topic with one partition has one consumer at a time in each group. */
  partitions: number
}

/** What `publish` made durable: for each partition written to, the offset after its last event. */
export interface Positions {
  topic: string
  ends: Record<number, number>
}

/**
 * Called when this member is assigned partitions or loses them. The log awaits `onAssigned` before it delivers the first
 * event, and `onRevoked` before another member is assigned the partitions.
 */
export interface PartitionOwner {
  onAssigned(partitions: number[]): Promise<void>
  onRevoked(partitions: number[]): Promise<void>
}

export interface DeadLetter {
  topic: string
  group: string
  key: string
  /** The event as published (JSON), or the raw text when it was not JSON. */
  event: unknown
  reason: string
  /** Epoch ms. */
  at: number
}

/** Resolves when the events are handled. */
export type Handle<T> = (events: T[], delivery: Delivery) => Promise<void>

/** What a handler learns beside the events of a batch. */
export interface Delivery {
  /** The span that published each event, in the order of the events; '' = not traced. */
  traceparents: readonly Traceparent[]
}

/** An event as it is stored, of a topic or of a dead letter. */
export interface StoredEvent {
  topic: string
  key: string
  /** JSON. A dead letter that was no JSON is a JSON string. A damaged event may be anything. */
  value: string
  /** Why it cannot be what was published, or cannot be read; absent when the log found nothing wrong with it. */
  fault?: string
}

export interface Rewritten {
  /** Number of events replaced, or to be replaced, by topic; dead letters under `dead letters`. */
  counts: Map<string, number>
  /** Events that this log cannot replace are gone after so many ms; 0 = there are none. */
  keptForMs: number
}

/**
 * A partitioned, durable log. Every implementation keeps these promises, which one contract test checks
 * (test/contract/event-log.ts): events are durable before `publish` resolves; order per key; at least once; a batch that
 * throws is delivered again; groups are independent and resume where they committed; members of a group share the
 * partitions; no unbounded buffer between reader and handler.
 */
export interface EventLog {
  /** Resolves once the events are durable, with their end positions. Rejects when the log is still out of reach after all retries. */
  publish<T>(topic: Topic<T>, events: readonly T[]): Promise<Positions>
  /** Resolves when the group has committed the positions. Rejects when `signal` aborts. */
  reached(group: string, positions: Positions, signal?: AbortSignal): Promise<void>
  /** Number of events published to the topic that the group has not committed. */
  lag(topic: Topic<never>, group: string): Promise<number>
  /** Number of events of the topic that the group has committed since the topic began; it grows while the group works. */
  committed(topic: Topic<never>, group: string): Promise<number>
  /** The groups that this process is a member of. */
  groups(): GroupHealth[]
  /**
   * Calls `handle` with events in order per key, one batch at a time per partition, at most `batch` (default 500) events.
   * The offset moves only when `handle` resolves. `Rejected` makes one event a dead letter, and the rest of the batch is
   * delivered again without it. Any other error means "not now": the batch is delivered again after a backoff.
   * 100 dead letters in a row stop the group, whose unhandled events stay in the log, and call `onStopped`.
   */
  subscribe<T>(
    topic: Topic<T>,
    group: string,
    handle: Handle<T>,
    options?: { owner?: PartitionOwner; batch?: number; onStopped?: (error: Error) => void },
  ): Promise<Stop>
  /**
   * Erases: replaces stored events and dead letters in place. `replace` returns the new JSON, which the topic's schema must accept and which
   * should not be longer, or undefined to keep the event. When it resolves, the old content is in no file of a log that can replace events. With
   * `dryRun`, only counts. A log that cannot replace events counts none and says how long it keeps them.
   */
  rewrite(replace: (event: StoredEvent) => string | undefined, options?: { dryRun?: boolean }): Promise<Rewritten>
  /** The newest dead letters first. */
  deadLetters(limit: number): Promise<DeadLetter[]>
  /** Rejects with the reason when the log cannot be written or read now. */
  check(): Promise<void>
  close(): Promise<void>
}

/** A handler throws it when this event itself is at fault. The event becomes a dead letter; the message is its reason. */
export class Rejected extends Error {
  readonly event: unknown
  constructor(event: unknown, reason: string) {
    super(reason)
    this.name = 'Rejected'
    this.event = event
  }
}
