/** The dot of `İ` (an `i` has one anyway), and the sigma at the end of a Greek word. */
const [dotted, finalSigma] = ['i\u0307', '\u03c2']

/**
 * For comparing: case is ignored, and so is whether a letter and its accent are one character or two. Both look the same, and programs write
 * either. `İ` is `i`, also for who asks without a Turkish keyboard; `ı` is another letter. `sqlFolded` does the same. Pure.
 */
export function folded(text: string): string {
  // Most texts; the rest costs ten times as much.
  if (isAscii(text)) return text.toLowerCase()
  const lower = text.normalize('NFD').toLowerCase()
  return lower.replaceAll(finalSigma, '\u03c3').replaceAll(dotted, 'i').normalize('NFC')
}

const isAscii = (text: string): boolean => /^\p{ASCII}*$/u.test(text)

/** SQL: `folded` of a text. */
export const sqlFolded = (text: string): string =>
  `normalizeUTF8NFC(replaceAll(replaceAll(lowerUTF8(normalizeUTF8NFD(toValidUTF8(${text}))), '${finalSigma}', '\u03c3'), '${dotted}', 'i'))`

/** A letter with its accents, and a Korean syllable with its parts: what `folded` changes together. */
const letters = /(?:[\u1100-\u115f\uac00-\ud7a3][\u1160-\u11ff]*|\P{M})\p{M}*|\p{M}+/gu

/** The text with `by` in the place of what the pattern finds in its folded form. Whole letters are replaced. Pure. */
export function replaceFolded(text: string, pattern: RegExp, by: string): string {
  let whole = ''
  /** Of each character of the folded text, the letter of the text that it belongs to. */
  const [starts, ends]: [number[], number[]] = [[], []]
  for (const { 0: letter, index } of text.matchAll(letters)) {
    const form = folded(letter)
    for (let i = 0; i < form.length; i++) {
      starts.push(index)
      ends.push(index + letter.length)
    }
    whole += form
  }
  let [clean, done] = ['', 0]
  for (const { 0: found, index } of whole.matchAll(pattern)) {
    const start = starts.at(index) ?? 0
    if (found === '' || start < done) continue
    clean += text.slice(done, start) + by
    done = ends.at(index + found.length - 1) ?? text.length
  }
  return clean + text.slice(done)
}

/** The text as it is, with letters and accents as one character, and as two: for what compares bytes. Pure. */
export const formsOf = (text: string): string[] => [...new Set([text, text.normalize('NFC'), text.normalize('NFD')])]
