/** JSON.parse, but integers too long for a double (ids of posts) become text with all digits. */
export function parseJson(text: string): unknown {
  // The reviver doubles the time, so it is used only for texts that may contain such a number.
  return /\d{16}/.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text)
}

/** Whether objects and arrays are nested in more levels than that. What walks through many thousands of levels exhausts the stack. */
export const isDeeperThan = (levels: number, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((each) => isDeeperThan(levels - 1, each)))

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  const isRounded = typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
  return isRounded ? context!.source : value
}
