/** "On Tue, 3 Nov 2026 at 10:12, Kim <kim@x.example> wrote:", "Am … schrieb …:", "Le … a écrit :". All after it is quoted. */
const reply =
  /(?:^|\s)(?:On|Am|Le|El|Il|Op)\s(?=[^\n]{0,80}\d).{5,200}?(?:wrote|schrieb[^\n:]{0,80}|a écrit|escribió|ha scritto|schreef[^\n:]{0,80})\s?:/su
const forwarded =
  /^[ \t]*(?:-{3,} ?(?:original message|forwarded message|ursprüngliche nachricht|message d'origine) ?-{3,}|_{10,}$|from: .+\n(?:sent|date|to): |von: .+\n(?:gesendet|datum|an): )/imu
const quotedLine = /^[ \t]*>.*(?:\n|$)/gm
/** "-- " alone on a line begins a signature (RFC 3676, section 4.3). */
const dashes = /^-- ?$/m
const device =
  /(?<=^|[.!?\n]\s{0,3})(?:sent|get outlook|gesendet|envoyé|enviado) (?:from|for|via|von|mit|depuis|de|desde) (?:my|mein\w*|mon|mi|meu|outlook|yahoo|gmail|samsung|ios|android|the)(?!\p{L})[^\n.!?]{0,60}\s*$/iu
const longestDevice = 120
const closingWords =
  '(?:(?:kind|best|warm|many|with kind|with best) )?regards|best wishes|yours (?:sincerely|faithfully|truly)|mit freundlichen grüßen|mfg|cordialement|met vriendelijke groet'
/** Stands alone, or with at most four short lines after it: name, position, telephone. */
const closing = new RegExp(`^[ \\t]*(?:${closingWords})[,.! ]*\\n?(?:[^\\n]{0,40}(?:\\n{1,3}|$)){0,4}$(?!\\n)`, 'imu')
const name = "\\p{Lu}[\\p{L}.'-]*(?: \\p{Lu}[\\p{L}.'-]*){0,2}"
/** Closes a mail only if a name follows. */
const thanks = new RegExp(
  `^[ \\t]*(?:[Tt]hanks|[Tt]hank you|[Mm]any thanks|[Cc]heers|[Vv]iele Grüße|[Ll]iebe Grüße|[Ss]aludos|[Gg]roetjes),? *\\n{1,3}${name}\\n*$(?!\\n)`,
  'mu',
)

const cuts = [forwarded, dashes, closing, thanks]

/** The text without what its author did not write in it: quoted mail, forwarded mail, signature. The whole text, if nothing else remains. */
export function withoutQuotedMail(text: string): string {
  const hasLines = text.includes('\n')
  if (!hasLines && !text.includes(': ') && !text.endsWith(':') && !device.test(text.slice(-longestDevice))) return text
  let own = upTo(reply, text)
  if (hasLines) {
    own = own.replace(quotedLine, '')
    for (const cut of cuts) own = upTo(cut, own)
  }
  own = own.replace(device, '').trim()
  return own === '' ? text : own
}

function upTo(pattern: RegExp, text: string): string {
  const at = text.search(pattern)
  return at < 0 ? text : text.slice(0, at)
}
