/** JSON.parse that keeps whole numbers too long for a double (ids of posts) as text, digit by digit. */
export function parseJson(text: string): unknown {
  // The reviver costs as much again, so it is called only where such a number may stand.
  return /\d{16}/.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text)
}

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  const isRounded = typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
  return isRounded ? context!.source : value
}
