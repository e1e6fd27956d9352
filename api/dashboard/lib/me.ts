import { computed, signal } from '@preact/signals'
import type { SessionDto } from '../../dto/session-dto.ts'
import { remembered } from './remembered.ts'

/** The current user: the id of a configured person (if signed in, that person), or any name if no people are configured. The dashboard asks for it at the first action. */
export const me = remembered('me')
/** What the API knows of the user; undefined before its first answer. */
export const session = signal<SessionDto | undefined>(undefined)
/** Whether a key, a provider or a proxy says who the user is, and not this browser. */
export const isSignedIn = computed(() => !['name', null, undefined].includes(session.value?.by))
/** Changes when the user changes; then all data is loaded again. */
export const userKey = computed(() =>
  isSignedIn.value ? `session ${session.value?.person} ${session.value?.expiresAt}` : `name ${me.value}`,
)
/** The API's message when nobody is signed in and it requires that; '' otherwise. */
export const signInMessage = signal('')

export const initialsOf = (name: string): string =>
  name
    .split(/[\s._-]+/)
    .filter((part) => part !== '')
    .slice(0, 2)
    .map((part) => String.fromCodePoint(part.codePointAt(0)!).toUpperCase())
    .join('')
