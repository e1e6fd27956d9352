import { englishStopWords, foreignStopWords } from '../../enrich/text/stop-words.ts'

/** The matter stands at the beginning of a long review. */
const readCharacters = 1_000
/** Letters as ranges, because a pattern with classes of Unicode costs 20 ms each time it is made; backslashes are doubled in SQL. */
const letters = String.raw`a-z\\x{C0}-\\x{1FFF}\\x{2C00}-\\x{2FFF}\\x{3040}-\\x{FDFF}`
const token = String.raw`[${letters}][${letters}0-9\'\\x{2019}-]*|[0-9][${letters}0-9.,-]*|[^\\s]`
const addressOrName = String.raw`https?://\\S+|www[.]\\S+|@\\S+`

/** Words, numbers and signs of title and text, lower-cased. */
export const tokensSql = `extractAll(replaceRegexpAll(lowerUTF8(leftUTF8(concat(title, ' . ', text), ${readCharacters})), '${addressOrName}', ' . '), '${token}')`

/** Of each token: 2 may begin and end a term, 1 stands within one (numbers, stop words of eleven languages), 0 ends one (signs). */
export const tokenKindsSql = (tokens: string) => `arrayMap(w -> multiIf(
  NOT match(w, '^[${letters}0-9]'), 0, match(w, '^[${letters}]') AND lengthUTF8(w) >= 3 AND w NOT IN {stopWords: Array(String)}, 2, 1), ${tokens})`

/** Words and phrases of up to three words, each once. */
export const termsSql = (tokens: string, kinds: string) => `arrayDistinct(arrayConcat(
  arrayFilter((w, kind) -> kind = 2, ${tokens}, ${kinds}),
  arrayMap(i -> concat(${tokens}[i], ' ', ${tokens}[i + 1]), arrayFilter(i -> ${kinds}[i] = 2 AND ${kinds}[i + 1] = 2, arrayEnumerate(${tokens}))),
  arrayMap(i -> concat(${tokens}[i], ' ', ${tokens}[i + 1], ' ', ${tokens}[i + 2]),
    arrayFilter(i -> ${kinds}[i] = 2 AND ${kinds}[i + 1] > 0 AND ${kinds}[i + 2] = 2, arrayEnumerate(${tokens})))))`

export const termParams = { stopWords: [...englishStopWords, ...foreignStopWords] }
