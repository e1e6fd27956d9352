import { signal } from '@preact/signals'

/** The last message for screen readers. */
export const announcement = signal('')
/** The current toast; '' after some seconds. */
export const toast = signal('')

const toastMs = 10_000
let timer: ReturnType<typeof setTimeout> | undefined

/** Announces a text to screen readers only. */
export function announce(text: string): void {
  announcement.value = text
}

/** Shows a toast for some seconds; screen readers read it too. */
export function showToast(text: string): void {
  clearTimeout(timer)
  toast.value = text
  timer = setTimeout(() => (toast.value = ''), toastMs)
}
