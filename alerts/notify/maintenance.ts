import { configTimeMs } from '../../infra/config-time.ts'
import type { Window } from './mute.ts'
import type { NotificationOptions } from './settings.ts'

/** Maintenance as stretches of time; what ends before it begins, or at no time at all, is left out, and `bad` says by index which. */
export function maintenanceWindows(maintenance: NotificationOptions['maintenance']): {
  windows: Window[]
  bad: number[]
} {
  const all = maintenance.map(({ name, from, to, ...matches }) => ({
    name,
    from: configTimeMs(from),
    until: configTimeMs(to),
    matches,
  }))
  const isGood = ({ from, until }: Window) => until > from
  return { windows: all.filter(isGood), bad: all.flatMap((window, i) => (isGood(window) ? [] : [i])) }
}
