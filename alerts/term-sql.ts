import { englishStopWords, foreignStopWords } from '../enrich/stop-words.ts'

/** The matter stands at the beginning of a long review. */
const readCharacters = 1_000
/** Backslashes of a pattern are doubled in SQL. */
const token = String.raw`\\p{L}[\\p{L}\\p{M}\\p{N}\'’-]*|\\p{N}[\\p{L}\\p{M}\\p{N}.,-]*|[^\\s\\p{L}\\p{N}]`
const addressOrName = String.raw`https?://\\S+|www[.]\\S+|@\\S+`

/** Words, numbers and signs of title and text, lower-cased. */
export const tokensSql = `extractAll(replaceRegexpAll(lowerUTF8(leftUTF8(concat(title, ' . ', text), ${readCharacters})), '${addressOrName}', ' . '), '${token}')`

/** Of each token: 2 may begin and end a term, 1 stands within one (numbers, stop words of eleven languages), 0 ends one (signs). */
export const tokenKindsSql = (tokens: string) => String.raw`arrayMap(w -> multiIf(
  NOT match(w, '^[\\p{L}\\p{N}]'), 0, match(w, '^\\p{L}') AND lengthUTF8(w) >= 3 AND w NOT IN {stopWords: Array(String)}, 2, 1), ${tokens})`

/** Words and phrases of up to three words, each once. */
export const termsSql = (tokens: string, kinds: string) => `arrayDistinct(arrayConcat(
  arrayFilter((w, kind) -> kind = 2, ${tokens}, ${kinds}),
  arrayMap(i -> concat(${tokens}[i], ' ', ${tokens}[i + 1]), arrayFilter(i -> ${kinds}[i] = 2 AND ${kinds}[i + 1] = 2, arrayEnumerate(${tokens}))),
  arrayMap(i -> concat(${tokens}[i], ' ', ${tokens}[i + 1], ' ', ${tokens}[i + 2]),
    arrayFilter(i -> ${kinds}[i] = 2 AND ${kinds}[i + 1] > 0 AND ${kinds}[i + 2] = 2, arrayEnumerate(${tokens})))))`

export const termParams = { stopWords: [...englishStopWords, ...foreignStopWords] }
