import { isColumnDimension } from '../../enrich/mentions/dimensions.ts'
import { toTokens } from '../../enrich/text/token.ts'
import type { Subject } from './subject.ts'

/**
 * SQL condition on `mentions` for those that count in a subject, with its parameters.
 * @param suffix of the names of the parameters, where a query has the conditions of several subjects
 */
export function mentionsOf(subject: Subject, suffix = ''): { where: string; params: Record<string, unknown> } {
  const { kind, id, dimension, value } = subject
  const named = (name: string) => `{${name}${suffix}: String}`
  const about =
    kind === 'topic'
      ? `has(topic_tree, ${named('id')})`
      : kind === 'department'
        ? `has(departments, ${named('id')})`
        : '1'
  return {
    where: `${about} AND ${cutSql(dimension, named)}`,
    params: {
      [`id${suffix}`]: id,
      [`dimension${suffix}`]: dimension,
      [`value${suffix}`]: dimension === 'term' ? phrasePattern(value) : value,
    },
  }
}

function cutSql(dimension: string, named: (name: string) => string): string {
  if (dimension === '') return '1'
  if (dimension === 'term')
    return `intent != 'spam' AND match(lowerUTF8(concat(title, ' . ', text)), ${named('value')})`
  if (isColumnDimension(dimension)) return `${dimension} = ${named('value')}`
  return `arrayExists((k, v) -> k = ${named('dimension')} AND v = ${named('value')}, entity_kinds, entity_values)`
}

/** Anything but a letter, a mark or a digit. */
const other = String.raw`[^\pL\pM\pN]`
const fewestLetters = 3
const mostEnding = 6

/**
 * A regular expression (RE2) for a phrase in lower-case text: its words in any form, with nothing but signs between them, or nothing
 * (a hashtag). A form is what the word and its stem begin with, and an ending of up to six letters.
 */
function phrasePattern(phrase: string): string {
  const words = toTokens(phrase).map(({ text, stem }) => {
    const word = text.replace(/^#/, '')
    // Contractions were expanded: can't is can, not.
    if (word === 'not') return `(?:not|n?${other}?t)`
    let shared = 0
    while (shared < stem.length && word[shared] === stem[shared]) shared++
    const isInflected = shared >= fewestLetters && /\p{L}$/u.test(word)
    return isInflected ? `${escaped(word.slice(0, shared))}[\\pL\\pM]{0,${mostEnding}}` : escaped(word)
  })
  return `(?:^|${other})${words.join(`${other}*`)}(?:$|${other})`
}

/** RE2 accepts a backslash before ASCII only. */
const escaped = (text: string): string => text.replaceAll(/[!-/:-@[-`{-~]/g, String.raw`\$&`)
