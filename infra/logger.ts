import pino from 'pino'

export type Logger = pino.Logger

/** Logs JSON lines to stderr; stdout is for the results of verbs. */
export function openLogger(level: string): Logger {
  return pino(
    { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  )
}
