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

const isRounded = (written: string) => /^-?\d+$/.test(written) && !Number.isSafeInteger(Number(written))

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source ?? ''
  return typeof value === 'number' && isRounded(source) ? source : value
}

/** Of well-formed JSON. */
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g
const quotedIfRounded = (written: string) => (isRounded(written) ? `"${written}"` : written)
