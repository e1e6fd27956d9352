import { createRequire } from 'node:module'
import { tokenise } from './tokens.ts'

const require = createRequire(import.meta.url)
// natural's index pulls in far more than one stage (stack.md): load the single file.
const stemmer: { stem(word: string): string } = require('natural/lib/natural/stemmers/porter_stemmer.js')

/**
 * A word or sign of a text. Equal ones are one object, because the words of a stream repeat: it is looked up once, and what is
 * known of it is found by its number (`perToken`).
 */
export interface Token {
  id: number
  /** Lower-cased; contractions undone: can't → can, not. */
  text: string
  /** Porter stem (Porter 1980, by natural) of a word or hashtag; another sign as it is. */
  stem: string
}

/** A power of two: so many are remembered, about 300 bytes each with all that is known of them. */
export const mostTokens = 2 ** 15
const wordOrHashtag = /^#?\p{L}/u

let tokens = new Map<string, Token>()
let nextId = 0

export function tokenOf(text: string): Token {
  const known = tokens.get(text)
  if (known) return known
  const stem = wordOrHashtag.test(text) ? stemmer.stem(text.startsWith('#') ? text.slice(1) : text) : text
  const token = { id: nextId++, text, stem }
  tokens.set(text, token)
  return token
}

export function toTokens(text: string): Token[] {
  // Between texts only, so that within one the same word is the same token.
  if (tokens.size >= mostTokens) tokens = new Map()
  return tokenise(text).map(tokenOf)
}

/**
 * What is worked out for a token is kept as long as the token is.
 * @param workOut is told the place (below `mostTokens`) that is the token's own until it is forgotten
 */
export function perToken<T>(workOut: (token: Token, place: number) => T): (token: Token) => T {
  const owners: (Token | undefined)[] = Array.from({ length: mostTokens })
  const kept: T[] = []
  return (token) => {
    const at = token.id & (mostTokens - 1)
    if (owners[at] === token) return kept[at]!
    const made = workOut(token, at)
    owners[at] = token
    kept[at] = made
    return made
  }
}
