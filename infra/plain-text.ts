// What turns text around, what a terminal or a mail header acts upon, and halves of characters.
const acting = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu

/** A text in which nothing acts: what would do so unseen is the visible U+FFFD. */
export const harmless = (text: string): string => text.toWellFormed().replace(acting, '\u{fffd}')

/** A text as one line of nothing but text: white space is one space. */
export const oneLine = (text: string): string => harmless(text.replace(/\s+/g, ' ')).trim()

/** At most so many UTF-16 units, cut between characters, with an ellipsis where it was cut. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, Math.max(0, most - 1))
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`
}

/** The longest beginning of the text that is at most so many units long once it is escaped. */
export function clipEscaped(text: string, most: number, escape: (text: string) => string): string {
  for (let length = most; ; length = Math.floor(length * 0.8)) {
    const escaped = escape(clip(text, length))
    if (escaped.length <= most) return escaped
  }
}

const longestUrl = 1_000

/** An address that a person may be led to: http or https, no user in it that would pass for a host; otherwise undefined. */
export function webUrl(text: string): string | undefined {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined
  // None of these is escaped everywhere by URL, and each ends a link in some format.
  const href = url.href.replace(/[|()[\]<>"'`\\*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)
  return href.length > longestUrl ? undefined : href
}

/** Without what markdown would make of it: no bold, no code, no link, no list; it looks the same, or nearly so. */
export function unmarked(text: string): string {
  return text
    .replaceAll('*', '\u2217')
    .replaceAll('`', '\u02cb')
    .replaceAll('~', '\u223c')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\u02cd')
    .replaceAll(']', ']\u200b')
    .replaceAll('<', '<\u200b')
    .replaceAll('{{', '{\u200b{')
    .replace(/^(?=\s*([-+#>]|\d+[.)])\s)/, '\u200b')
}
