export interface Line {
  text: string
  /** Whether the line was longer than `maxBytes`; `text` is then its beginning. */
  isCut: boolean
  /** Whether it ended with CRLF. */
  isCrlf: boolean
}

const newline = 0x0a
const keptOfCut = 2000

/** Splits UTF-8 bytes into lines, which end with LF or CRLF. A line of any length takes at most `maxBytes` of memory. */
export async function* splitLines(chunks: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Line> {
  let parts: Buffer[] = []
  let bytes = 0
  const add = (part: Buffer) => {
    bytes += part.length
    if (bytes <= maxBytes) parts.push(part)
    else if (parts.length !== 1 || parts[0]!.length > keptOfCut)
      parts = [Buffer.concat([...parts, part]).subarray(0, keptOfCut)]
  }
  const finishLine = (): Line => {
    const text = Buffer.concat(parts).toString('utf8')
    const isCrlf = text.endsWith('\r')
    // A file that was converted twice ends its lines with CR CR LF.
    const line = { text: isCrlf ? text.replace(/\r+$/, '') : text, isCut: bytes > maxBytes, isCrlf }
    parts = []
    bytes = 0
    return line
  }
  for await (const chunk of chunks) {
    let from = 0
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      add(chunk.subarray(from, at))
      yield finishLine()
      from = at + 1
    }
    add(chunk.subarray(from))
  }
  if (bytes > 0) yield finishLine()
}
