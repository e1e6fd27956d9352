import pino from 'pino'

export type Logger = pino.Logger

/** JSON lines on stderr, so that a verb's results alone are on stdout. */
export function openLogger(level: string): Logger {
  return pino(
    { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  )
}
