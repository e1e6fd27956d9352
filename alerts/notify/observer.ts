import type { GateReason } from './gate.ts'

/** Receives the events that the notification metrics count. */
export interface NotifyObserver {
  /** `outcome` of one attempt for one delivery; `seconds` from the creation of the delivery until it was sent. */
  attempted(receiver: string, outcome: 'sent' | 'retried' | 'failed', seconds?: number): void
  /** A gate holds a delivery (counted once while the reason stays the same), or drops it. */
  stopped(receiver: string, reason: GateReason, isDropped: boolean): void
}

export const noObserver: NotifyObserver = { attempted: () => {}, stopped: () => {} }
