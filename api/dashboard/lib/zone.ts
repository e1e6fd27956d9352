import { computed } from '@preact/signals'
import { remembered } from './remembered.ts'

/** The zone that the reader chose in the settings; '' = that of the browser. */
export const chosenZone = remembered('zone')

/** The browser's zone; UTC where it has none that it can format with. */
export const browserZone = usable(new Intl.DateTimeFormat('en').resolvedOptions().timeZone) ?? 'UTC'

/** The zone of all times on the pages: an IANA name, or UTC. Days that the API counts are days in UTC everywhere. */
export const zone = computed(() => usable(chosenZone.value) ?? browserZone)

/** The zones to choose from. */
export const zones = (): string[] => ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')]

function usable(name: string): string | undefined {
  if (name === '') return undefined
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions()
    return /^(Etc\/)?(UTC|GMT|UCT|Zulu)$/.test(timeZone) ? 'UTC' : name
  } catch {
    return undefined
  }
}

interface Formats {
  time: Intl.DateTimeFormat
  seconds: Intl.DateTimeFormat
  day: Intl.DateTimeFormat
  date: Intl.DateTimeFormat
  /** 2026-11-16 14:05:30, for fields. */
  field: Intl.DateTimeFormat
  name: Intl.DateTimeFormat
}
const made = new Map<string, Formats>()

/** How times are written in a zone. */
export function formatsOf(timeZone: string): Formats {
  const known = made.get(timeZone)
  if (known) return known
  const format = (options: Intl.DateTimeFormatOptions, locale = 'en-GB') =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options })
  const minutes = { hour: '2-digit', minute: '2-digit' } as const
  const formats = {
    time: format(minutes),
    seconds: format({ ...minutes, second: '2-digit' }),
    day: format({ weekday: 'short', day: 'numeric', month: 'short' }),
    date: format({ day: 'numeric', month: 'short', year: 'numeric' }),
    field: format({ dateStyle: 'short', timeStyle: 'medium' }, 'sv-SE'),
    name: format({ timeZoneName: 'short', hour: 'numeric' }),
  }
  made.set(timeZone, formats)
  return formats
}

/** The zone's short name at a time: UTC, CET, GMT+5:30. */
export function zoneAt(ms: number): string {
  if (zone.value === 'UTC') return 'UTC'
  return formatsOf(zone.value)
    .name.formatToParts(ms)
    .find(({ type }) => type === 'timeZoneName')!.value
}

/** The value of a field for a date and time: 2026-11-16T14:05, in the reader's zone. */
export const toField = (ms: number): string => formatsOf(zone.value).field.format(ms).slice(0, 16).replace(' ', 'T')

/** The time that such a field means, epoch ms. A time that the clocks skip is the one that they show instead. */
export function fromField(text: string): number {
  const asUtc = Date.parse(`${text}Z`)
  const aheadAt = (ms: number) => Date.parse(`${toField(ms)}Z`) - Math.floor(ms / 60_000) * 60_000
  const near = asUtc - aheadAt(asUtc)
  return asUtc - aheadAt(near)
}
