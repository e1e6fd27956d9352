/** Hostile text as one line in which nothing acts: control and bidi characters become U+FFFD, blanks and line ends one blank. */
export const visible = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\u{fffd}')
