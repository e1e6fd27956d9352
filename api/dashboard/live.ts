import { effect, signal, untracked } from '@preact/signals'
import { announce } from './announce.ts'
import { streamEvents } from './event-stream.ts'
import { asking } from './me.ts'

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

const againMs = 3_000
/** Nobody listened for a while: what happened meanwhile was not told. */
let missed = false

/** Listens to the server as whoever sits here, for as long as the page lives. */
export function listen(): void {
  effect(() => {
    void asking.value
    const listening = new AbortController()
    untracked(() => void again(listening.signal))
    return () => {
      missed = true
      listening.abort()
    }
  })
}

async function again(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await streamEvents('/api/v1/events', { open: opened, event: happened, signal }).catch(() => {})
    if (signal.aborted) return
    missed = true
    connected.value = false
    await new Promise((resolve) => setTimeout(resolve, againMs))
  }
}

function opened(): void {
  if (missed) for (const changed of [alertsChanged, countsChanged, sourcesChanged]) changed.value++
  missed = false
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
