import { createRequire } from 'node:module'
import { clean } from './clean.ts'
import { tokenise } from './tokens.ts'
import { unstretched } from './unstretched.ts'

const require = createRequire(import.meta.url)
// natural's index loads far more: load the single file.
const stemmer: { stem(word: string): string } = require('natural/lib/natural/stemmers/porter_stemmer.js')

/**
 * A word or symbol of a text. Equal ones are the same object, because the words of a stream repeat: values computed for a
 * token are cached by its id (`perToken`, `integerPerToken`).
 */
export interface Token {
  id: number
  /** Lower case, contractions expanded (can't → can, not), not stretched (soooo → so). */
  text: string
  /** Stem of a word or hashtag (Porter 1980, by natural); the text of any other token. */
  stem: string
}

/** Number of cached tokens, a power of two. A token takes about 300 bytes with all its cached values. */
export const mostTokens = 2 ** 15
const wordOrHashtag = /^#?\p{L}/u

let tokens = new Map<string, Token>()
let nextId = 0

export function tokenOf(written: string): Token {
  const known = tokens.get(written)
  if (known) return known
  const text = unstretched(written)
  if (text !== written) {
    const token = tokenOf(text)
    tokens.set(written, token)
    return token
  }
  const stem = wordOrHashtag.test(text) ? stemOf(text.startsWith('#') ? text.slice(1) : text) : text
  const token = { id: nextId++, text, stem }
  tokens.set(text, token)
  return token
}

/** Porter would make "ad", "at" and "on" of them, which are other words. */
const ownStems = new Map([
  ['added', 'add'],
  ['adding', 'add'],
  ['ate', 'eat'],
  ['one', 'one'],
])
const stemOf = (word: string): string => ownStems.get(word) ?? stemmer.stem(word)

/** The tokens of a text as its author wrote it. */
export const toTokens = (text: string): Token[] => tokensOf(clean(text))

/** The tokens of a text that is clean (clean.ts). */
export function tokensOf(text: string): Token[] {
  // Cleared between texts only: within a text, equal words are the same token.
  if (tokens.size >= mostTokens) tokens = new Map()
  return tokenise(text).map(tokenOf)
}

/** Caches a value for each token. */
export function perToken<T>(compute: (token: Token) => T): (token: Token) => T {
  // Each token is followed by its value: a look-up then reads one line of the processor's cache.
  const kept: (Token | T | undefined)[] = Array.from({ length: 2 * mostTokens })
  return (token) => {
    const at = 2 * (token.id & (mostTokens - 1))
    if (kept[at] === token) return kept[at + 1] as T
    const made = compute(token)
    kept[at] = token
    kept[at + 1] = made
    return made
  }
}

/**
 * Caches an integer of 32 bits for each token, in eight bytes.
 * @param compute gets the token and its slot (below `mostTokens`), which is unique among the cached tokens
 */
export function integerPerToken(compute: (token: Token, slot: number) => number): (token: Token) => number {
  const kept = new Int32Array(2 * mostTokens).fill(-1)
  return (token) => {
    const slot = token.id & (mostTokens - 1)
    if (kept[2 * slot] === token.id) return kept[2 * slot + 1]!
    const made = compute(token, slot)
    kept[2 * slot] = token.id
    kept[2 * slot + 1] = made
    return made
  }
}
