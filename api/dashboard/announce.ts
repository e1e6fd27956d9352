import { signal } from '@preact/signals'

/** The last thing said to people who listen to the page. */
export const said = signal('')

export function announce(text: string): void {
  said.value = text
}
