/** Tells one part of a notice, unless it was told before: then what that gave. */
export type TellPart = <T>(notice: string, part: string, tell: () => Promise<T>) => Promise<T>

const mostNotices = 500

/**
 * Remembers which parts of a notice were taken, so that its repeat tells only the others. Forgotten with the process,
 * then a part may be told twice.
 */
export function rememberParts(): TellPart {
  const notices = new Map<string, Map<string, unknown>>()
  return async <T>(notice: string, part: string, tell: () => Promise<T>): Promise<T> => {
    const known = notices.get(notice)
    if (known?.has(part)) return known.get(part) as T
    const result = await tell()
    const parts = notices.get(notice) ?? new Map<string, unknown>()
    notices.set(notice, parts.set(part, result))
    if (notices.size > mostNotices) notices.delete(notices.keys().next().value!)
    return result
  }
}
