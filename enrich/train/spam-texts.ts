import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Example, Trained } from '../linear/train-linear.ts'

/** The only label of the model of spam. */
export const spamLabel = 'spam'

/** Public sets of what customers and others write, and of which one in so many texts is an example without spam. */
const sets: Record<string, number> = {
  'semeval_train.jsonl': 1,
  'vader_amazon.jsonl': 1,
  'banking77_train.jsonl': 1,
  'bitext_train.jsonl': 2,
  'goemotions_train.jsonl': 3,
}

/**
 * Texts of the public sets in `folder` that are taken to be no spam: all but those labelled by hand. Sets that are not there are left
 * out. SemEval's few unlabelled advertisements are among them.
 */
export const withoutSpam = (folder: string, isLabelled: ReadonlySet<string>): string[] =>
  Object.entries(sets)
    .filter(([name]) => existsSync(join(folder, name)))
    .flatMap(([name, share]) =>
      readFileSync(join(folder, name), 'utf8')
        .trimEnd()
        .split('\n')
        .filter((_, i) => i % share === 0)
        .map((line) => (JSON.parse(line) as { text: string }).text)
        .filter((text) => !isLabelled.has(text)),
    )

/** SemEval has `http` in place of each link. Without this, a link would be a sign of spam: only our examples have whole ones. */
export const withLinks = (text: string): string => text.replace(/\bhttps?\b(?!:)/g, 'http://link')

const counts = 0.5

/** Precision and recall of the classifier alone on texts that it has not seen. */
export function spamFigures({ unseen }: Trained, examples: readonly Example[]): string {
  const judged = examples.flatMap(({ labels }, i) =>
    unseen[i] ? [{ isSpam: labels.length > 0, isFound: unseen[i][0]! >= counts }] : [],
  )
  const spam = judged.filter(({ isSpam }) => isSpam)
  const found = judged.filter(({ isFound }) => isFound)
  const right = spam.filter(({ isFound }) => isFound).length
  const share = (of: number) => (of === 0 ? '–' : (right / of).toFixed(3))
  return `spam: ${judged.length} held-out texts, ${spam.length} of them spam, precision ${share(found.length)}, recall ${share(spam.length)}`
}
