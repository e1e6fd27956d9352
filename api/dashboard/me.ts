import { computed, signal } from '@preact/signals'
import { remembered } from './remembered.ts'

/** Who sits here: a person of the configuration by id (with a key, the key's), or, where nobody is configured, as they called themselves. Asked when it first matters. */
export const me = remembered('me')
/** Of whoever sits here, once keys are wanted. */
export const apiKey = remembered('key')
/** Changes when requests begin to be somebody else's: what was asked before is asked again. */
export const asking = computed(() => (apiKey.value ? `key ${apiKey.value}` : `name ${me.value}`))
/** What the API says to those who show no key while it wants one; '' when it lets them in. */
export const keyWanted = signal('')

export const initialsOf = (name: string): string =>
  name
    .split(/[\s._-]+/)
    .filter((part) => part !== '')
    .slice(0, 2)
    .map((part) => String.fromCodePoint(part.codePointAt(0)!).toUpperCase())
    .join('')
