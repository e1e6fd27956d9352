import { stat } from 'node:fs/promises'

/** The content of a file, read again after each change of the file; `none` when no file is configured. `read` must not reject. */
export function reloaded<T>(
  file: string | undefined,
  { read, none }: { read: (file: string) => Promise<T>; none: T },
): () => Promise<T> {
  let known: { stamp: string; value: Promise<T> } | undefined
  return async () => {
    if (file === undefined) return none
    const stamp = await stampOf(file)
    if (known?.stamp !== stamp) known = { stamp, value: read(file) }
    return known.value
  }
}

const stampOf = (file: string) =>
  stat(file).then(
    ({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`,
    () => 'none',
  )

/** A value derived from the content, computed once for each reading. */
export function derived<T extends object, U>(read: () => Promise<T>, make: (value: T) => U): () => Promise<U> {
  const made = new WeakMap<T, U>()
  return async () => {
    const value = await read()
    const known = made.get(value) ?? make(value)
    made.set(value, known)
    return known
  }
}

/** `read`, which also reports the faults of each new content once. */
export function reportingFaults<T extends { faults: readonly string[] }>(
  read: () => Promise<T>,
  report: (fault: string) => void,
): () => Promise<T> {
  let reported: T | undefined
  return async () => {
    const value = await read()
    if (value !== reported) for (const fault of value.faults) report(fault)
    reported = value
    return value
  }
}
