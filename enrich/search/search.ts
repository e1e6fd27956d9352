import { wordsIn } from './fold.ts'

/** A search as a tree. Positions are indexes into the query. */
export type Search = { kind: 'all' | 'any'; of: Search[] } | { kind: 'not'; of: Search } | Term

export type Term =
  /** A word as written, in any form that its language's stemmer takes for the same word. */
  | { kind: 'word'; text: string }
  /** The beginning of a word. */
  | { kind: 'prefix'; text: string }
  /** Words in this order, in these forms. */
  | { kind: 'phrase'; text: string }
  /** Signs without a letter or digit, for example an emoji. */
  | { kind: 'sign'; text: string }
  | { kind: 'field'; name: string; value: string; at: number; valueAt: number }

/** What is wrong with a query. The message is a sentence that says where. */
export class SearchFault extends Error {
  constructor(at: number, what: string) {
    super(`the search is wrong at character ${at + 1}: ${what}`)
    this.name = 'SearchFault'
  }
}

/** Some letters are invisible, and no part of any word. */
export const hasLetterOrDigit = (text: string): boolean => wordsIn(text).length > 0
