import type { ParseArgsOptionsConfig } from 'node:util'

/** One word of the command line. It gets what it uses from whoever lists it. */
export interface Verb {
  name: string
  /** What follows the name: `FILE|DIR|- [--map text=body,…]`. */
  usage: string
  summary: string
  options?: ParseArgsOptionsConfig
  /** Resolves to the exit code (nothing = 0); `UsageError` is 2, anything else thrown is 1. */
  run(call: Call): Promise<number | void>
}

export interface Call {
  values: Record<string, string | boolean | (string | boolean)[] | undefined>
  positionals: string[]
  /** A line of results, on stdout; resolves when there is room for more. */
  print(line: string): Promise<void>
  /** How far long work has come; shown on stderr when it is a terminal. */
  progress(text: string): void
  /** Aborted by Ctrl-C and SIGTERM. */
  signal: AbortSignal
}

/** Bad arguments or configuration; the message is one sentence that names the key, or the file and line. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The option's value where it was given as text. */
export function text(call: Call, name: string): string | undefined {
  const value = call.values[name]
  return typeof value === 'string' ? value : undefined
}

/** The one positional argument. @throws UsageError when it is missing or not alone. */
export function only(call: Call, what: string): string {
  const [first, ...more] = call.positionals
  if (first === undefined) throw new UsageError(`${what} is missing`)
  if (more.length > 0) throw new UsageError(`one ${what} at a time, not also ${more.join(' ')}`)
  return first
}
