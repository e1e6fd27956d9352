import { edited, type Edit } from './edits.ts'

/**
 * Characters that look like plain ones, or like nothing: spaces of other widths, soft hyphens, zero-width and variation
 * characters, other hyphens, full-width and mathematical letters and digits, digits of other scripts.
 */
const odd =
  /\p{Cf}|\u034f|\u20e3|\ufe0f|[\u00a0\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u2000-\u200a\u2010-\u2012\u202f\u205f\u2212\u3000\uff01-\uff5e\u{1d400}-\u{1d7ff}]/u
/** A fast check: most texts have none. */
const beyondAscii = /[\u00a0-\uffff]/
const invisible = /^(?:\p{Cf}|\u034f|\u20e3|\ufe0f)$/u
const space = /^[\u00a0\u2000-\u200a\u202f\u205f\u3000]$/
const hyphen = /^[\u2010-\u2012\u2212]$/
const zeros = [0x660, 0x6f0, 0x966]

/** The plain form of a character; '' for one that nobody sees. */
function plainOf(char: string): string {
  if (char <= '\u007f') return char
  if (invisible.test(char)) return ''
  if (space.test(char)) return ' '
  if (hyphen.test(char)) return '-'
  const code = char.codePointAt(0)!
  const zero = zeros.find((first) => code >= first && code < first + 10)
  if (zero !== undefined) return String(code - zero)
  const composed = odd.test(char) ? char.normalize('NFKC') : char
  return /^[\x20-\x7e]$/.test(composed) ? composed : char
}

/**
 * A text that is redacted step by step. The rules see its plain form; `result` is the original with the same parts
 * replaced, so what is not replaced keeps every byte.
 */
export class Draft {
  readonly #original: string
  #text: string
  /** Where each unit of the plain text begins and ends in the original; absent where both are the same text. */
  #places: { starts: number[]; ends: number[] } | undefined
  #replaced: Edit[] = []
  /** What was replaced, in the order of the steps, and by what. */
  readonly replaced: { value: string; by: string }[] = []

  constructor(original: string) {
    this.#original = original
    this.#text = original
    if (beyondAscii.test(original) && odd.test(original)) this.#simplify()
  }

  get text(): string {
    return this.#text
  }

  #simplify(): void {
    const [starts, ends]: [number[], number[]] = [[], []]
    let plain = ''
    let at = 0
    for (const char of this.#original) {
      const simple = plainOf(char)
      for (let i = 0; i < simple.length; i++) {
        starts.push(at + (simple === char ? i : 0))
        ends.push(simple === char ? at + i + 1 : at + char.length)
      }
      plain += simple
      at += char.length
    }
    this.#text = plain
    this.#places = { starts, ends }
  }

  apply(edits: readonly Edit[]): void {
    if (edits.length === 0) return
    for (const { from, to, by } of edits) this.replaced.push({ value: this.#text.slice(from, to), by })
    this.#text = edited(this.#text, edits)
    if (this.#places) this.#moveTo(this.#places, edits)
  }

  #moveTo({ starts, ends }: { starts: number[]; ends: number[] }, edits: readonly Edit[]): void {
    const moved: { starts: number[]; ends: number[] } = { starts: [], ends: [] }
    let at = 0
    const keepTo = (until: number) => {
      for (; at < until; at++) {
        moved.starts.push(starts[at]!)
        moved.ends.push(ends[at]!)
      }
    }
    for (const { from, to, by } of edits) {
      keepTo(from)
      const whole = { from: starts[from]!, to: ends[to - 1]!, by }
      this.#replaced = this.#replaced.filter((earlier) => earlier.to <= whole.from || earlier.from >= whole.to)
      this.#replaced.push(whole)
      for (let i = 0; i < by.length; i++) {
        moved.starts.push(whole.from)
        moved.ends.push(whole.to)
      }
      at = to
    }
    keepTo(starts.length)
    this.#places = moved
  }

  get result(): string {
    if (!this.#places) return this.#text
    return edited(
      this.#original,
      this.#replaced.toSorted((a, b) => a.from - b.from),
    )
  }
}
