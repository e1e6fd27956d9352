import type { Draft } from './draft.ts'
import type { Edit } from './edits.ts'

/** What is a secret where nothing says so, once the text has said it of the same number elsewhere. */
const secrets = /^\[(?:password|id|token|card|iban|order)\]$/
/** So that no house number or word is taken for one. */
const isDistinct = (value: string): boolean => value.length > 3 && (value.match(/\d/g)?.length ?? 0) > 3

/** Not the hyphen: an expression with the flag u refuses it escaped. */
const escaped = (value: string): string => value.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** "pin is 4471. it has ALWAYS been 4471": what was replaced in one place, wherever else it stands. */
export function repetitionsIn({ text, replaced }: Pick<Draft, 'text' | 'replaced'>): Edit[] {
  const known = new Map<string, string>()
  for (const { value, by } of replaced)
    if (secrets.test(by) && isDistinct(value) && text.includes(value)) known.set(value, by)
  if (known.size === 0) return []
  const any = new RegExp(
    String.raw`(?<![\p{L}\p{N}])(?:${[...known.keys()].map(escaped).join('|')})(?![\p{L}\p{N}])`,
    'gu',
  )
  return Array.from(text.matchAll(any), ({ 0: value, index }) => ({
    from: index,
    to: index + value.length,
    by: known.get(value)!,
  }))
}
