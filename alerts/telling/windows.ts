import { UsageError } from '../../infra/verb.ts'
import type { Window } from './mute.ts'
import type { TellingOptions } from './settings.ts'

/** @throws UsageError that names the maintenance which ends before it begins. */
export function toWindows(maintenance: TellingOptions['maintenance']): Window[] {
  return maintenance.map(({ name, from, to, ...matches }) => {
    const [fromMs, until] = [toEpochMs(from), toEpochMs(to)]
    if (!(until > fromMs)) throw new UsageError(`telling.maintenance "${name}" ends before it begins`)
    return { name, from: fromMs, until, matches }
  })
}

const toEpochMs = (time: string) =>
  Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(time) ? time : `${time.replace(' ', 'T')}${time.includes(':') ? 'Z' : ''}`)
