import { signal } from '@preact/signals'

/** The last message for screen readers only. */
export const said = signal('')
/** The last toast; '' after some seconds. */
export const told = signal('')

const toastMs = 10_000
let timer: ReturnType<typeof setTimeout> | undefined

export function announce(text: string): void {
  said.value = text
}

/** Shows a toast for some seconds; screen readers read it too. */
export function tell(text: string): void {
  clearTimeout(timer)
  told.value = text
  timer = setTimeout(() => (told.value = ''), toastMs)
}
