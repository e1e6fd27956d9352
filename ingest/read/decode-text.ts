import { isMostlyUtf8 } from './decode-stream.ts'

/**
 * Decodes bytes to text. The encoding is that of the byte order mark, else of the HTTP header, else of the XML declaration, else UTF-8. What
 * is called UTF-8 and is not, is Windows-1252. Ill-formed bytes become U+FFFD; with `isStrict` they throw.
 */
export function decodeText(body: Buffer, contentType = '', isStrict = false): string {
  const charset = /charset\s*=\s*["']?([\w:.-]+)/i.exec(contentType)?.[1]
  const decoder = byMark(body) ?? decoderFor(charset) ?? decoderFor(declaredIn(body)) ?? new TextDecoder('utf-8')
  if (isStrict) return new TextDecoder(decoder.encoding, { fatal: true }).decode(body)
  const isOther = decoder.encoding === 'utf-8' && !isMostlyUtf8(body)
  return (isOther ? new TextDecoder('windows-1252') : decoder).decode(body)
}

function byMark(body: Buffer): TextDecoder | undefined {
  const [a, b, c, d] = body
  if (a === 0xef && b === 0xbb && c === 0xbf) return new TextDecoder('utf-8')
  // XML in UTF-16 without a mark is recognised by its first `<` (XML 1.0, appendix F).
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c && c === 0)) return new TextDecoder('utf-16be')
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0 && d === 0)) return new TextDecoder('utf-16le')
  return undefined
}

const declaredIn = (body: Buffer) =>
  /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w:.-]+)["']/i.exec(body.toString('latin1', 0, 512))?.[1]

/** Undefined for unknown labels, and for UTF-16 and UTF-32: a declaration that could be read byte by byte is not in those encodings. */
function decoderFor(label: string | undefined): TextDecoder | undefined {
  if (label === undefined || /^(utf-?16|ucs|iso-10646|utf-?32)/i.test(label)) return undefined
  try {
    return new TextDecoder(label)
  } catch {
    return undefined
  }
}
