import pino from 'pino'
import { traceFields } from './traces.ts'

export type Logger = pino.Logger

/** Logs JSON lines to stderr; stdout is for the results of verbs. Lines of a traced step have its `trace_id` and `span_id`. */
export function openLogger(level: string): Logger {
  return pino(
    { level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime, mixin: traceFields },
    pino.destination({ fd: 2, sync: true }),
  )
}
