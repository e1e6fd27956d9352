import type { Received } from '../receivers/http-receiver.ts'

/** By alert and change, how often a receiver was told. */
export function timesTold(requests: readonly Received[]): Map<string, number> {
  const times = new Map<string, number>()
  for (const { body } of requests) {
    const { alerts } = (JSON.parse(body) as { data: { alerts: { alert: { id: string }; change: string }[] } }).data
    for (const { alert, change } of alerts) {
      const told = `${alert.id} ${change}`
      times.set(told, (times.get(told) ?? 0) + 1)
    }
  }
  return times
}
