import { signal } from '@preact/signals'
import { announce } from './announce.ts'

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
}

/** Listens to the server for as long as the page lives; the browser connects again by itself. */
export function listen(): void {
  const events = new EventSource('/api/v1/events')
  events.addEventListener('alert.changed', (event) => {
    const { change, title } = JSON.parse(event.data as string) as { change: string; title: string }
    alertsChanged.value++
    if (spoken[change]) announce(`${spoken[change]}: ${title}`)
  })
  events.addEventListener('source.changed', () => void sourcesChanged.value++)
  events.addEventListener('counts.changed', () => {
    countsTimer ??= setTimeout(() => {
      countsTimer = undefined
      countsChanged.value++
    }, countsEveryMs)
  })
  events.addEventListener('open', () => {
    // What happened meanwhile was not told.
    if (!connected.value) for (const changed of [alertsChanged, countsChanged, sourcesChanged]) changed.value++
    connected.value = true
  })
  events.addEventListener('error', () => {
    connected.value = false
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 5_000)
  })
}
