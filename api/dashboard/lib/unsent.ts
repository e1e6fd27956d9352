import { effect, untracked } from '@preact/signals'
import { showToast } from './announce.ts'
import { act, isServerAway } from './api.ts'
import { alertsChanged, reconnected } from './live.ts'
import { userKey } from './me.ts'
import { remembered } from './remembered.ts'

/** A comment that could not be sent. Requests with the same key are one command, also when only the answer was lost. */
interface Unsent {
  alertId: string
  reason: string
  /** Whose comment it is: it is sent in nobody else's name. */
  by: string
  key: string
}

/** Outlives the page. */
const kept = remembered('unsent')
const read = (): Unsent[] => (kept.value ? (JSON.parse(kept.value) as Unsent[]) : [])
const write = (all: readonly Unsent[]): void => void (kept.value = all.length > 0 ? JSON.stringify(all) : '')

/** Keeps a comment until the server can be reached. */
export function keepComment(alertId: string, reason: string): void {
  write([...read(), { alertId, reason, by: userKey.value, key: crypto.randomUUID() }])
}

/** Comments on the alert that wait to be sent. */
export const waitingFor = (alertId: string): string[] =>
  read()
    .filter((each) => each.alertId === alertId && each.by === userKey.value)
    .map(({ reason }) => reason)

/** Sends what was kept, oldest first, whenever the connection is back, and every 20 s. */
export function sendWhenConnected(): void {
  effect(() => {
    void [reconnected.value, userKey.value]
    untracked(() => void sendAll())
  })
  setInterval(() => void sendAll(), againMs)
}

const againMs = 20_000

let isSending = false

async function sendAll(): Promise<void> {
  if (isSending) return
  isSending = true
  try {
    for (const each of read().filter(({ by }) => by === userKey.value)) {
      const { alertId, reason, key } = each
      try {
        await act(alertId, 'comment', { reason }, key)
        showToast('Your comment is sent')
        alertsChanged.value++
      } catch (error) {
        if (isServerAway(error)) return
        showToast(`Your comment was not sent: ${(error as Error).message}`)
      }
      write(read().filter((other) => other.key !== key))
    }
  } finally {
    isSending = false
  }
}
