import { parseTime } from '../../infra/time-reader.ts'
import type { MaintenanceWindow } from './mute.ts'
import type { NotificationOptions } from './settings.ts'

/**
 * The windows of the configuration; those that end before they begin, or have no readable time, are left out and listed by index in
 * `bad`.
 */
export function maintenanceWindows(maintenance: NotificationOptions['maintenance']): {
  windows: MaintenanceWindow[]
  bad: number[]
} {
  const all = maintenance.map(({ name, from, to, ...matches }) => ({
    name,
    from: parseTime(from),
    until: parseTime(to),
    matches,
  }))
  const isGood = ({ from, until }: MaintenanceWindow) => until > from
  return { windows: all.filter(isGood), bad: all.flatMap((window, i) => (isGood(window) ? [] : [i])) }
}
