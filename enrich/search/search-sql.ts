import type { Taxonomy } from '../labels/taxonomy.ts'
import type { Bind, SqlCondition } from '../mentions/sql-condition.ts'
import { fieldSql } from './search-fields.ts'
import { isUnspaced, wordsIn } from './fold.ts'
import type { Search } from './search.ts'
import { wordForms } from './word-forms.ts'

/** The condition that a search means. @throws SearchFault for a value that a field cannot have */
export function searchSql(search: Search, taxonomy: Pick<Taxonomy, 'topics' | 'departments'>): SqlCondition {
  const params: Record<string, unknown> = {}
  const bind: Bind = (type, value) => {
    // Names that end with "At" are times in epoch ms.
    const name = `search${Object.keys(params).length}${type.startsWith('Date') ? 'At' : ''}`
    params[name] = value
    return `{${name}: ${type}}`
  }
  return { where: conditionOf(search, bind, taxonomy), params }
}

function conditionOf(search: Search, bind: Bind, taxonomy: Pick<Taxonomy, 'topics' | 'departments'>): string {
  const inner = (one: Search) => conditionOf(one, bind, taxonomy)
  switch (search.kind) {
    case 'all':
      return `(${search.of.map(inner).join(' AND ')})`
    case 'any':
      return `(${search.of.map(inner).join(' OR ')})`
    case 'not':
      return `NOT ${inner(search.of)}`
    case 'word':
      return wordSql(search.text, bind)
    case 'phrase':
      return phraseSql(wordsIn(search.text), bind)
    case 'prefix':
      return prefixSql(search.text, bind)
    case 'sign':
      return `(position(text, ${bind('String', search.text)}) > 0 OR position(title, ${bind('String', search.text)}) > 0)`
    case 'field':
      return fieldSql(search, bind, taxonomy)
  }
}

/** A word with a sign in it (4.2, CM-40, don't) is a phrase of its parts. */
function wordSql(text: string, bind: Bind): string {
  const words = wordsIn(text)
  const [word = ''] = words
  if (words.length !== 1 || isUnspaced(word)) return phraseSql(words, bind)
  const forms = wordForms(word).map(
    ([language, list]) => `${languageSql(language)} AND hasAnyTokens(words, ${bind('Array(String)', list)})`,
  )
  const exact = `hasAnyTokens(words, ${bind('Array(String)', [word])})`
  return forms.length === 0 ? exact : `(${[exact, ...forms].join(' OR ')})`
}

/** A text whose language is unknown is read as English, as by the enrichers. */
const languageSql = (language: string): string =>
  language === 'en' ? `language IN ('en', 'unknown', '')` : `language = '${language}'`

/** Where words are not separated, a phrase is found as a part of the text. */
function phraseSql(words: readonly string[], bind: Bind): string {
  const spaced = words.filter((word) => !isUnspaced(word))
  const conditions = words.filter(isUnspaced).map((word) => containsSql(word, bind))
  if (spaced.length > 0) conditions.unshift(`hasPhrase(words, ${bind('String', spaced.join(' '))})`)
  return conditions.length === 1 ? conditions[0]! : `(${conditions.join(' AND ')})`
}

function prefixSql(text: string, bind: Bind): string {
  const words = wordsIn(text)
  const last = words.pop()!
  const begins = `match(words, ${bind('String', `(?:^|[\\x00-\\x2f\\x3a-\\x60\\x7b-\\x7f])${last}`)})`
  const conditions = [containsSql(last, bind), begins]
  if (words.length > 0) conditions.unshift(phraseSql(words, bind))
  return `(${conditions.join(' AND ')})`
}

/** The index reads the pattern. A word has no sign that means something in it. */
const containsSql = (word: string, bind: Bind): string => `words LIKE ${bind('String', `%${word}%`)}`
