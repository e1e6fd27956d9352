// Control characters, bidirectional marks and overrides, and invisible tags: a terminal or a mail header acts on them.
const control = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu

/** The text with control characters and lone surrogates replaced by the visible U+FFFD. */
export const harmless = (text: string): string => text.toWellFormed().replace(control, '\u{fffd}')

/** The harmless text on one line: each run of white space becomes one space. */
export const oneLine = (text: string): string => harmless(text.replace(/\s+/g, ' ')).trim()

/** The text for HTML: also in the value of an attribute in quotation marks. */
export const escapedHtml = (text: string): string =>
  harmless(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** The text cut to at most `most` UTF-16 units, between characters, with an ellipsis where it was cut. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, Math.max(0, most - 1))
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`
}

/** The escaped beginning of the text, at most `most` UTF-16 units long. Shortens in steps of 20 %, so it may cut more than necessary. */
export function clipEscaped(text: string, most: number, escape: (text: string) => string): string {
  for (let length = most; ; length = Math.floor(length * 0.8)) {
    const escaped = escape(clip(text, length))
    if (escaped.length <= most) return escaped
  }
}

const longestUrl = 1_000

/** The URL if it is safe to link to, otherwise undefined. Safe is http or https without a user name, which could look like a host. */
export function webUrl(text: string): string | undefined {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined
  // Each of these ends a link in some format, and URL does not always escape it.
  const href = url.href.replace(/[|()[\]<>"'`\\*]/g, (character) => `%${character.charCodeAt(0).toString(16)}`)
  return href.length > longestUrl ? undefined : href
}

/** The text with markdown disabled (bold, code, links, lists): characters are replaced by look-alikes or followed by a zero-width space. */
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
