import { Type } from 'typebox'

/** A time in the configuration (ISO 8601). A date alone means midnight UTC. A time without a zone is UTC. */
export const ConfigTime = Type.String({
  description: 'ISO 8601: a date, or a date and time; without a zone UTC.',
  examples: ['2026-11-27T20:00'],
  pattern: '^\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:\\d{2})?)?$',
})

/** Epoch ms of a time in the configuration or an option: ISO 8601, with `T` or a space between date and time; UTC if it has no zone. NaN if it is not a time. */
export function parseTime(text: string): number {
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(text) && text.includes(':')
  return Date.parse(text.includes(':') && !hasZone ? `${text.replace(' ', 'T')}Z` : text)
}
