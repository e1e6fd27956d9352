import { effect, signal, type Signal } from '@preact/signals'

/** A text in this browser's storage; '' if there is none. */
export function remembered(name: string): Signal<string> {
  const key = `groundswell.${name}`
  const value = signal(read(key))
  effect(() => write(key, value.value))
  return value
}

function read(key: string): string {
  try {
    return localStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}

function write(key: string, value: string): void {
  try {
    if (value) localStorage.setItem(key, value)
    else localStorage.removeItem(key)
  } catch {
    // Private windows may refuse storage; the value then lasts until the page is closed.
  }
}
