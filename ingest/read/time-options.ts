import { Type } from 'typebox'

/** The order of day and month in dates such as 05/11/2026. */
export const DateOrder = Type.Enum(['dmy', 'mdy'], {
  examples: ['dmy'],
  description: 'The order of day and month in dates like 05/11/2026; absent: decided by the rows that leave no choice.',
})
export const TimeZone = Type.String({
  minLength: 1,
  description: 'IANA time zone of times without one; UTC if absent.',
  examples: ['Europe/Berlin'],
})
