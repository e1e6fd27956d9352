import { computed, signal } from '@preact/signals'
import { remembered } from './remembered.ts'

/** The current user: the id of a configured person (with a key, the key's person), or any name if no people are configured. The dashboard asks for it at the first action. */
export const me = remembered('me')
/** The current user's API key, where keys are required. */
export const apiKey = remembered('key')
/** Changes when the user changes; then all data is loaded again. */
export const userKey = computed(() => (apiKey.value ? `key ${apiKey.value}` : `name ${me.value}`))
/** The API's message when it requires a key and none is stored; '' otherwise. */
export const signInMessage = signal('')

export const initialsOf = (name: string): string =>
  name
    .split(/[\s._-]+/)
    .filter((part) => part !== '')
    .slice(0, 2)
    .map((part) => String.fromCodePoint(part.codePointAt(0)!).toUpperCase())
    .join('')
