/** Sends one part of a notification, unless an earlier attempt has sent it; resolves with the result of the sending. */
export type SendOnce = <T>(notification: string, part: string, send: () => Promise<T>) => Promise<T>

const mostNotifications = 500

/** Remembers the parts that were sent, so a retry sends only the others. Kept in memory: after a restart a part may be sent twice. */
export function openSentParts(): SendOnce {
  const notifications = new Map<string, Map<string, unknown>>()
  return async <T>(notification: string, part: string, send: () => Promise<T>): Promise<T> => {
    const sent = notifications.get(notification)
    if (sent?.has(part)) return sent.get(part) as T
    const result = await send()
    const parts = notifications.get(notification) ?? new Map<string, unknown>()
    notifications.set(notification, parts.set(part, result))
    if (notifications.size > mostNotifications) notifications.delete(notifications.keys().next().value!)
    return result
  }
}
