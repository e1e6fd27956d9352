import type { ParseArgsOptionsConfig } from 'node:util'
import { IANAZone } from 'luxon'
import { parseTime } from './time-reader.ts'

/** A command of the command line (`groundswell <name>`). main.ts passes each verb what it needs. */
export interface Verb {
  name: string
  /** Arguments and options after the name, for the help text: `FILE|DIR|- [--map text=body,…]`. */
  usage: string
  summary: string
  options?: ParseArgsOptionsConfig
  /** Resolves to the exit code (undefined = 0). A thrown `UsageError` exits with 2, any other error with 1. */
  run(call: Call): Promise<number | void>
}

export interface Call {
  values: Record<string, string | boolean | (string | boolean)[] | undefined>
  positionals: string[]
  /** Prints a line of results to stdout. Resolves when the stream accepts more. */
  print(line: string): Promise<void>
  /** Shows the progress of long work on stderr, when stderr is a terminal. */
  progress(text: string): void
  /** Prints a remark on stderr: what was assumed, or what the result cannot say. */
  note(text: string): void
  /** Aborted by Ctrl-C and SIGTERM. */
  signal: AbortSignal
}

/** Bad arguments or configuration. The message is one sentence that names the key, or the file and line. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The value of an option if it is text; otherwise undefined. */
export function text(call: Call, name: string): string | undefined {
  const value = call.values[name]
  return typeof value === 'string' ? value : undefined
}

/** The time that an option gives, epoch ms; undefined without the option. @throws UsageError where it is not a time */
export function time(call: Call, name: string): number | undefined {
  const given = text(call, name)
  if (given === undefined) return undefined
  const at = parseTime(given)
  if (Number.isNaN(at))
    throw new UsageError(`--${name}: ${JSON.stringify(given)} is not a time like 2026-11-02 or 2026-11-02T09:30`)
  return at
}

/** The only positional argument. @throws UsageError when there is none or more than one */
export function only(call: Call, what: string): string {
  const [first, ...more] = call.positionals
  if (first === undefined) throw new UsageError(`${what} is missing`)
  if (more.length > 0) throw new UsageError(`one ${what} at a time, not also ${more.join(' ')}`)
  return first
}

/** The value of an option that has few; undefined without the option. @throws UsageError for another value */
export function oneOf<T extends string>(call: Call, option: string, allowed: readonly T[]): T | undefined {
  const given = text(call, option)
  const found = allowed.find((each) => each === given)
  if (given !== undefined && !found) throw new UsageError(`--${option}: "${given}" must be ${allowed.join(' or ')}`)
  return found
}

/** The IANA time zone that an option gives; undefined without the option. @throws UsageError for an unknown one */
export function timeZone(call: Call, option: string): string | undefined {
  const given = text(call, option)
  if (given === undefined || IANAZone.isValidZone(given)) return given
  throw new UsageError(`--${option}: there is no time zone "${given}"; a name looks like Europe/Berlin`)
}
