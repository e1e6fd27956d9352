import { remembered } from './remembered.ts'

/** Who sits here, as they called themselves; asked when it first matters. */
export const me = remembered('me')

export const initialsOf = (name: string): string =>
  name
    .split(/[\s._-]+/)
    .filter((part) => part !== '')
    .slice(0, 2)
    .map((part) => String.fromCodePoint(part.codePointAt(0)!).toUpperCase())
    .join('')
