/** Tells one part of a notice, unless it was told before: then what that gave. */
export type TellPart = <T>(notification: string, part: string, tell: () => Promise<T>) => Promise<T>

const mostNotices = 500

/**
 * Remembers which parts of a notice were taken, so that its repeat tells only the others. Forgotten with the process,
 * then a part may be told twice.
 */
export function rememberParts(): TellPart {
  const notifications = new Map<string, Map<string, unknown>>()
  return async <T>(notification: string, part: string, tell: () => Promise<T>): Promise<T> => {
    const known = notifications.get(notification)
    if (known?.has(part)) return known.get(part) as T
    const result = await tell()
    const parts = notifications.get(notification) ?? new Map<string, unknown>()
    notifications.set(notification, parts.set(part, result))
    if (notifications.size > mostNotices) notifications.delete(notifications.keys().next().value!)
    return result
  }
}
