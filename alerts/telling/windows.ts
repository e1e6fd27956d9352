import type { Window } from './mute.ts'
import type { TellingOptions } from './settings.ts'

/** Maintenance as stretches of time; what ends before it begins, or at no time at all, is left out, and `bad` says by index which. */
export function toWindows(maintenance: TellingOptions['maintenance']): { windows: Window[]; bad: number[] } {
  const all = maintenance.map(({ name, from, to, ...matches }) => ({
    name,
    from: toEpochMs(from),
    until: toEpochMs(to),
    matches,
  }))
  const isGood = ({ from, until }: Window) => until > from
  return { windows: all.filter(isGood), bad: all.flatMap((window, i) => (isGood(window) ? [] : [i])) }
}

const toEpochMs = (time: string) =>
  Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(time) ? time : `${time.replace(' ', 'T')}${time.includes(':') ? 'Z' : ''}`)
