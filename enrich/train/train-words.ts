import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { distilWords, vocabulary } from '../text/distil-words.ts'
import { shippedModels, wordsFile } from '../linear/models.ts'
import type { SentenceEncoder } from '../text/sentence-encoder.ts'
import { tokenise } from '../text/tokens.ts'
import { writeWordVectors } from '../text/word-vectors.ts'

/** Public data sets. Of each, one in this many texts is encoded; all of them count for the vocabulary. */
const sets: Record<string, number> = {
  'vader_amazon.jsonl': 1,
  'banking77_train.jsonl': 1,
  'clinc_train.jsonl': 2,
  'bitext_train.jsonl': 4,
  'semeval_train.jsonl': 2,
  'goemotions_train.jsonl': 2,
}
/** The weight of a word of this project's examples. */
const ownWeight = 8
const maxCharacters = 300

/** Makes `models/words.gz` from the public sets in `folder` and the examples `own`. Takes 25 minutes of CPU, nearly all in the encoder. */
export async function trainWords(folder: string, own: readonly string[], encoder: SentenceEncoder): Promise<void> {
  const read = (name: string) =>
    readFileSync(join(folder, name), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { text: string }).text.slice(0, maxCharacters))
  const all = Object.entries(sets).map(([name, share]) => ({ share, texts: read(name) }))
  const tokens = [...own, ...all.flatMap(({ texts }) => texts)].map(tokenise)
  const counted = vocabulary(tokens, (i) => (i < own.length ? ownWeight : 1))
  const texts = [
    ...new Set([...all.flatMap(({ texts: some, share }) => some.filter((_, i) => i % share === 0)), ...own]),
  ]
  const { words, vectors } = distilWords(counted, texts.map(tokenise), {
    ofWords: await encoder.encode(counted.map(([word]) => word)),
    ofTexts: await encoder.encode(texts),
  })
  writeWordVectors(new URL(wordsFile, shippedModels), words, vectors)
}
