/** JSON.parse, but integers too long for a double (ids of posts) become text with all digits. */
export function parseJson(text: string): unknown {
  // The reviver doubles the time, so it is used only for texts that may contain such a number.
  return /\d{16}/.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text)
}

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  const isRounded = typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
  return isRounded ? context!.source : value
}
