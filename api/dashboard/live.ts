import { signal } from '@preact/signals'
import { announce } from './announce.ts'
import { streamEvents } from './event-stream.ts'

/** Each grows when something of its kind changed, so whoever shows it asks again. */
export const alertsChanged = signal(0)
export const countsChanged = signal(0)
export const sourcesChanged = signal(0)
export const connected = signal(true)

/** Counts move all the time; a page need not. */
const countsEveryMs = 10_000
let countsTimer: ReturnType<typeof setTimeout> | undefined

const spoken: Record<string, string> = {
  opened: 'New alert',
  reopened: 'Alert again',
  worsened: 'Grew',
  resolved: 'Over',
  handedOver: 'Handed over',
  escalated: 'Nobody has it',
}

const again = 3_000

/** Listens to the server for as long as the page lives, again and again. */
export function listen(): void {
  void streamEvents('/api/v1/events', { open: opened, event: happened })
    .catch(() => {})
    .finally(() => {
      connected.value = false
      setTimeout(listen, again)
    })
}

function opened(): void {
  // What happened meanwhile was not told.
  if (!connected.value) for (const changed of [alertsChanged, countsChanged, sourcesChanged]) changed.value++
  connected.value = true
}

function happened(event: string, data: string): void {
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
  if (spoken[change]) announce(`${spoken[change]}: ${title}`)
}
