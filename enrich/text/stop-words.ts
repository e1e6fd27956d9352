import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
// natural's index loads far more: load the single files.
const wordsOf = (file: string) => (require(`natural/lib/natural/util/${file}.js`) as { words: string[] }).words

/** Languages whose stop words natural has; it lacks German. */
const languages = ['es', 'fr', 'id', 'it', 'nl', 'no', 'pl', 'pt', 'sv']
const german =
  'der die das und ist nicht ein eine ich mit auf den dem von zu im sich so wie was man war nach bei aus wir sie ihr mein kein noch nur schon aber oder wenn dann hier da es des am an zum zur um alle mir mich dir'

export const englishStopWords: ReadonlySet<string> = new Set(wordsOf('stopwords'))

/** Stop words of ten other languages. Some of them are English words, too. */
export const foreignStopWords: ReadonlySet<string> = new Set([
  ...languages.flatMap((code) => wordsOf(`stopwords_${code}`)),
  ...german.split(' '),
])
