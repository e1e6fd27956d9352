/** Bytes as text: byte order mark, then what HTTP says, then the XML declaration, then UTF-8. Ill-formed bytes become U+FFFD. */
export function decodeText(body: Buffer, contentType = ''): string {
  const said = /charset\s*=\s*["']?([\w:.-]+)/i.exec(contentType)?.[1]
  const decoder = byMark(body) ?? named(said) ?? named(declaredIn(body)) ?? new TextDecoder('utf-8')
  return decoder.decode(body)
}

function byMark(body: Buffer): TextDecoder | undefined {
  const [a, b, c, d] = body
  if (a === 0xef && b === 0xbb && c === 0xbf) return new TextDecoder('utf-8')
  // Without a mark XML in UTF-16 is known by its first `<`.
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c && c === 0)) return new TextDecoder('utf-16be')
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0 && d === 0)) return new TextDecoder('utf-16le')
  return undefined
}

const declaredIn = (body: Buffer) =>
  /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w:.-]+)["']/i.exec(body.toString('latin1', 0, 512))?.[1]

/** Nobody's label is no reason to give up. A declaration that could be read byte by byte is not in UTF-16. */
function named(label: string | undefined): TextDecoder | undefined {
  if (label === undefined || /^(utf-?16|ucs|iso-10646|utf-?32)/i.test(label)) return undefined
  try {
    return new TextDecoder(label)
  } catch {
    return undefined
  }
}
