import { effect, signal, untracked } from '@preact/signals'
import { announce } from './announce.ts'
import { streamEvents } from './event-stream.ts'
import { userKey } from './me.ts'

/** Counters: each is incremented when data of its kind changes. Components that read it load the data again. */
export const alertsChanged = signal(0)
export const countsChanged = signal(0)
export const sourcesChanged = signal(0)
/** Grows when the stream is open again: the server may have been started anew, with other topics or people. */
export const reconnected = signal(0)
export const connected = signal(true)

/** Counts change constantly; pages reload them at most this often. */
const countsEveryMs = 10_000
let countsTimer: ReturnType<typeof setTimeout> | undefined

const announced: Record<string, string> = {
  opened: 'New alert',
  reopened: 'Reopened',
  worsened: 'Volume rising',
  resolved: 'Resolved',
  handedOver: 'Handed over',
  escalated: 'Escalated',
}

const reconnectMs = 3_000
/** True after an interruption of the stream: events may be missing. */
let missed = false

/** Follows the server's events as the current user until the page is closed. */
export function listen(): void {
  effect(() => {
    void userKey.value
    const listening = new AbortController()
    untracked(() => void follow(listening.signal))
    return () => {
      missed = true
      listening.abort()
    }
  })
}

async function follow(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await streamEvents('/api/v1/events', { open: onOpen, event: onEvent, signal }).catch(() => {})
    if (signal.aborted) return
    missed = true
    connected.value = false
    await new Promise((resolve) => setTimeout(resolve, reconnectMs))
  }
}

function onOpen(): void {
  if (missed) for (const changed of [alertsChanged, countsChanged, sourcesChanged, reconnected]) changed.value++
  missed = false
  connected.value = true
}

function onEvent(event: string, data: string): void {
  if (event === 'source.changed') sourcesChanged.value++
  if (event === 'counts.changed') {
    countsTimer ??= setTimeout(() => {
      countsTimer = undefined
      countsChanged.value++
    }, countsEveryMs)
  }
  if (event !== 'alert.changed') return
  const { change, title } = JSON.parse(data) as { change: string; title: string }
  alertsChanged.value++
  if (announced[change]) announce(`${announced[change]}: ${title}`)
}
