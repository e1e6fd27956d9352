import type { TSchema } from 'typebox'
import type { Stop } from '../stop.ts'

/** A value owned by the room that publishes it. Events with the same key keep their order. */
export interface Topic<T> {
  name: string
  schema: TSchema
  key: (event: T) => string
  /** Fixed when the topic is first used; a topic with one partition has one consumer at a time in each group. */
  partitions: number
}

/** What `publish` made durable: for each partition touched, the offset after its last event. */
export interface Positions {
  topic: string
  ends: Record<number, number>
}

/** Told when this member gets or loses partitions; awaited before the first event and before another member gets them. */
export interface Owner {
  onAssigned(partitions: number[]): Promise<void>
  onRevoked(partitions: number[]): Promise<void>
}

export interface DeadLetter {
  topic: string
  group: string
  key: string
  /** The event as published (JSON), or the bytes as they stood when they were no JSON. */
  event: unknown
  reason: string
  at: number
}

/**
 * A partitioned, durable log. Promises, kept by every implementation and run as one contract test:
 * durable before `publish` resolves; order per key; at least once; a batch that throws comes back; groups are independent
 * and resume where they committed; members of a group share the partitions; no unbounded buffer between reader and handler.
 */
export interface EventLog {
  /** Resolves once the events are durable, with their end positions. Rejects when the log is out of reach for good. */
  publish<T>(topic: Topic<T>, events: readonly T[]): Promise<Positions>
  /** Resolves when the group has committed the positions; rejects when `signal` aborts. */
  reached(group: string, positions: Positions, signal?: AbortSignal): Promise<void>
  /** Events published to the topic that the group has not committed. */
  lag(topic: Topic<never>, group: string): Promise<number>
  /**
   * Calls `handle` with events in order per key, one batch at a time per partition, at most `batch` (default 500) events;
   * the offset moves only when it resolves. `Rejected` buries one event and the rest of the batch comes again without it;
   * anything else thrown means "not now": the batch comes again after a growing pause.
   * 100 events buried in a row stop the group, its lag kept, and `onStopped` is called.
   */
  subscribe<T>(
    topic: Topic<T>,
    group: string,
    handle: (events: T[]) => Promise<void>,
    options?: { owner?: Owner; batch?: number; onStopped?: (error: Error) => void },
  ): Promise<Stop>
  /** The newest dead letters first. */
  deadLetters(limit: number): Promise<DeadLetter[]>
  /** Rejects with the reason when the log cannot be written or read now. */
  check(): Promise<void>
  close(): Promise<void>
}

/** Thrown by a handler: this event itself is at fault and goes to the dead letters with the message as its reason. */
export class Rejected extends Error {
  readonly event: unknown
  constructor(event: unknown, reason: string) {
    super(reason)
    this.name = 'Rejected'
    this.event = event
  }
}
