import type { AlertChange } from './alert.ts'

/** Tells one receiver. Rejects when it was not taken: it is told again when due. A change may come twice. */
export interface Notifier {
  name: string
  notify(change: AlertChange): Promise<void>
}
