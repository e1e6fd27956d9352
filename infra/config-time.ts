import { Type } from 'typebox'

/** A time in the configuration (ISO 8601). A date alone means its midnight. A time without a zone is UTC. */
export const ConfigTime = Type.String({
  description: 'ISO 8601: a date, or a date and time; without a zone UTC.',
  examples: ['2026-11-27T20:00'],
  pattern: '^\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?(Z|[+-]\\d{2}:\\d{2})?)?$',
})

/** Epoch ms of a `ConfigTime`. */
export const configTimeMs = (time: string): number =>
  Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(time) ? time : `${time.replace(' ', 'T')}${time.includes(':') ? 'Z' : ''}`)
