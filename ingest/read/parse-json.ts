/** JSON.parse, but integers too long for a double (ids of posts) become text with all digits. */
export function parseJson(text: string): unknown {
  // The reviver doubles the time, so it is used only for texts that may contain such a number.
  if (!/\d{16}/.test(text)) return JSON.parse(text)
  try {
    return JSON.parse(text, keepDigits)
  } catch (error) {
    // JSON.parse itself reads any depth, but the reviver exhausts the stack. One deep item must not cost the others their digits.
    if (error instanceof RangeError) return JSON.parse(text.replace(stringOrNumber, quotedIfRounded))
    throw error
  }
}

/** More levels of objects and arrays than any real item has. */
export const deepest = 32
export const tooDeep = `is nested more than ${deepest} levels deep`

/** Whether objects and arrays are nested in more levels than that. What walks through many thousands of levels exhausts the stack. */
export const isDeeperThan = (levels: number, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((each) => isDeeperThan(levels - 1, each)))

const isRounded = (written: string) => /^-?\d+$/.test(written) && !Number.isSafeInteger(Number(written))

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source ?? ''
  return typeof value === 'number' && isRounded(source) ? source : value
}

/** Of well-formed JSON. */
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g
const quotedIfRounded = (written: string) => (isRounded(written) ? `"${written}"` : written)
