import { remembered } from './remembered.ts'

/** Who sits here: a person of the configuration by id, or, where nobody is configured, as they called themselves. Asked when it first matters. */
export const me = remembered('me')
/** Of whoever sits here, once keys are wanted. */
export const apiKey = remembered('key')

export const initialsOf = (name: string): string =>
  name
    .split(/[\s._-]+/)
    .filter((part) => part !== '')
    .slice(0, 2)
    .map((part) => String.fromCodePoint(part.codePointAt(0)!).toUpperCase())
    .join('')
