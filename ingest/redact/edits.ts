/** A part of a text (UTF-16 units, `to` exclusive) and what replaces it. */
export interface Edit {
  from: number
  to: number
  by: string
}

/** Finds what must be replaced: in ascending order, without overlaps. */
export type FindEdits = (text: string) => readonly Edit[]

export const none: readonly Edit[] = []

/** Rules that are tried one after another, in texts that may hold what they look for: a fast check, since most texts hold nothing. */
export interface Rules {
  mayHold(text: string): boolean
  steps: readonly FindEdits[]
}

/** Every match of a global expression, or only its group `part`, where there is one (named groups of a `d` expression). Without `matchAll`, which copies the expression at each call. @throws TypeError for an expression that is not global */
export function matches(text: string, expression: RegExp, by: string): readonly Edit[] {
  if (!expression.global) throw new TypeError(`not global: ${expression.source.slice(0, 80)}`)
  expression.lastIndex = 0
  let found = expression.exec(text)
  if (!found) return none
  const edits: Edit[] = []
  for (; found; found = expression.exec(text)) {
    const [from, to] = found.indices?.groups?.['part'] ?? [found.index, found.index + found[0].length]
    edits.push({ from, to, by })
    if (found[0] === '') expression.lastIndex++
  }
  return edits
}

/** A rule that replaces every match of the expression, or its group `part`. */
export const replacing =
  (expression: RegExp, by: string): FindEdits =>
  (text) =>
    matches(text, expression, by)

/** The text with all edits made. */
export function edited(text: string, edits: readonly Edit[]): string {
  let kept = ''
  let from = 0
  for (const edit of edits) {
    kept += text.slice(from, edit.from) + edit.by
    from = edit.to
  }
  return kept + text.slice(from)
}
