import { englishStopWords, foreignStopWords } from '../../enrich/text/stop-words.ts'

/** Only this many characters are read: a long review states its issue at the beginning. */
const readCharacters = 1_000
/** Letters as ranges: a pattern with Unicode classes costs 20 ms each time it is compiled. Backslashes are doubled in SQL. */
const letters = String.raw`a-z\\x{C0}-\\x{1FFF}\\x{2C00}-\\x{2FFF}\\x{3040}-\\x{FDFF}`
const token = String.raw`[${letters}][${letters}0-9\'\\x{2019}-]*|[0-9][${letters}0-9.,-]*|[^\\s]`
const urlOrHandle = String.raw`https?://\\S+|www[.]\\S+|@\\S+`

/** SQL: the words, numbers and punctuation of title and text, in lower case. */
export const tokensSql = `extractAll(replaceRegexpAll(lowerUTF8(leftUTF8(concat(title, ' . ', text), ${readCharacters})), '${urlOrHandle}', ' . '), '${token}')`

/**
 * SQL: the kind of each token: 2 may begin and end a term, 1 may be inside one (numbers, stop words of eleven languages), 0 ends one
 * (punctuation).
 */
export const tokenKindsSql = (tokens: string) => `arrayMap(w -> multiIf(
  NOT match(w, '^[${letters}0-9]'), 0, match(w, '^[${letters}]') AND lengthUTF8(w) >= 3 AND w NOT IN {stopWords: Array(String)}, 2, 1), ${tokens})`

/** SQL: the words and phrases of up to three words, each once. */
export const termsSql = (tokens: string, kinds: string) => `arrayDistinct(arrayConcat(
  arrayFilter((w, kind) -> kind = 2, ${tokens}, ${kinds}),
  arrayMap(i -> concat(${tokens}[i], ' ', ${tokens}[i + 1]), arrayFilter(i -> ${kinds}[i] = 2 AND ${kinds}[i + 1] = 2, arrayEnumerate(${tokens}))),
  arrayMap(i -> concat(${tokens}[i], ' ', ${tokens}[i + 1], ' ', ${tokens}[i + 2]),
    arrayFilter(i -> ${kinds}[i] = 2 AND ${kinds}[i + 1] > 0 AND ${kinds}[i + 2] = 2, arrayEnumerate(${tokens})))))`

export const termParams = { stopWords: [...englishStopWords, ...foreignStopWords] }
