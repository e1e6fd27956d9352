import { stat } from 'node:fs/promises'

/** What a file says, read again whenever it has changed; `none` without a file. `read` must not throw. */
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

/** What is made of it, once for each time that it is read. */
export function derived<T extends object, U>(read: () => Promise<T>, make: (value: T) => U): () => Promise<U> {
  const made = new WeakMap<T, U>()
  return async () => {
    const value = await read()
    const known = made.get(value) ?? make(value)
    made.set(value, known)
    return known
  }
}

/** The same, and what is wrong with it is said once for each time that it is read. */
export function sayingFaults<T extends { faults: readonly string[] }>(
  read: () => Promise<T>,
  say: (fault: string) => void,
): () => Promise<T> {
  let said: T | undefined
  return async () => {
    const value = await read()
    if (value !== said) for (const fault of value.faults) say(fault)
    said = value
    return value
  }
}
