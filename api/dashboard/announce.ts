import { signal } from '@preact/signals'

/** The last thing said to people who listen to the page. */
export const said = signal('')
/** The last thing told to everybody about what they did; '' after some seconds. */
export const told = signal('')

const toldForMs = 10_000
let timer: ReturnType<typeof setTimeout> | undefined

export function announce(text: string): void {
  said.value = text
}

/** Says how it went, for some seconds to be seen as well as heard. */
export function tell(text: string): void {
  clearTimeout(timer)
  told.value = text
  timer = setTimeout(() => (told.value = ''), toldForMs)
}
