import { computed, signal } from '@preact/signals'
import { remembered } from './remembered.ts'

/** The current user: the id of a configured person (with a key, the key's person), or a free name where no people are configured. Requested at the first action. */
export const me = remembered('me')
/** The current user's API key, where keys are required. */
export const apiKey = remembered('key')
/** Changes with the user, and all data is loaded again. */
export const userKey = computed(() => (apiKey.value ? `key ${apiKey.value}` : `name ${me.value}`))
/** The API's message when it requires a key and none is stored; '' otherwise. */
export const keyWanted = signal('')

export const initialsOf = (name: string): string =>
  name
    .split(/[\s._-]+/)
    .filter((part) => part !== '')
    .slice(0, 2)
    .map((part) => String.fromCodePoint(part.codePointAt(0)!).toUpperCase())
    .join('')
