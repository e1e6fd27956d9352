import { plainText } from '../../ingest/read/html-to-text.ts'
import { withoutQuotedMail } from '../../infra/quoted-mail.ts'

/** Apostrophes that keyboards, word processors and fonts write between letters. */
const apostrophes = /(?<=\p{L})[’‘‛´`ʼʻʹ′‵＇ˈ՚](?=\p{L})/gu
/** Soft hyphens, zero-width spaces, word joiners, marks of direction: nobody sees them. */
const invisible = /[\u00ad\u061c\u115f\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\u034f/g
/** Zero-width joiners and non-joiners beside a European letter or a sign. Emoji, Persian and Indic words are written with them. */
const joinersInEuropean =
  /(?<=[\p{ASCII}\u0080-\u05ff])[\u{200c}\u{200d}]|[\u{200c}\u{200d}](?=[\p{ASCII}\u0080-\u05ff])/gu
/** A choice of how a sign looks, after a letter that has only one look. */
const selectorAfterLetter = /(?<=[\p{L}\p{M}])[\ufe00-\ufe0f]/gu
/** Letters of mathematics, full-width and circled letters, small capitals, ligatures. */
const styled =
  /[\u{1d400}-\u{1d7ff}\u{ff01}-\u{ff9f}\u{24b6}-\u{24e9}\u{1f130}-\u{1f149}\u{1f150}-\u{1f169}\u{1f170}-\u{1f189}\u{2102}-\u{2113}\u{2115}-\u{2121}\u{2124}-\u{2138}\u{fb00}-\u{fb06}\u{1d00}-\u{1d6a}\u{2c7c}\u{2b0}-\u{2b8}\u{2e1}-\u{2e3}\u{029f}\u{0280}\u{028f}\u{0262}\u{026a}\u{0274}\u{0299}\u{029c}\u{a730}\u{a731}]+/gu
const decomposed = /\p{L}\p{M}/u
const smallCapitals = new Map(
  Array.from('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ', (small, i) => [small, 'abcdefghijklmnoprstuvwyz'[i]!]),
)
/** Negative circled and squared letters have no compatibility form in Unicode. */
const negativeLetters = [
  [0x1f150, 0x1f169],
  [0x1f170, 0x1f189],
] as const

const plainLetter = (char: string): string => {
  const code = char.codePointAt(0)!
  const [first] = negativeLetters.find(([from, to]) => code >= from && code <= to) ?? []
  return first === undefined ? (smallCapitals.get(char) ?? char) : String.fromCharCode(97 + code - first)
}

/** Any of the characters above. Most texts beyond ASCII have none: accents, dashes, emoji. */
const isUnusual = new RegExp(
  [invisible, joinersInEuropean, selectorAfterLetter, styled, decomposed].map(({ source }) => source).join('|'),
  'u',
)
const mayNeedCleaning = /[^\p{ASCII}]|`/u

/** Letters as a person reads them: without styles and invisible characters, with straight apostrophes. */
export function cleanLetters(text: string): string {
  if (!mayNeedCleaning.test(text)) return text
  const plain = isUnusual.test(text) ? plainLetters(text) : text
  return plain.replace(apostrophes, "'")
}

function plainLetters(text: string): string {
  const visible = text
    .replace(invisible, '')
    .replace(joinersInEuropean, '')
    .replace(selectorAfterLetter, '')
    .replace(styled, (run) => Array.from(run, plainLetter).join('').normalize('NFKC'))
  return decomposed.test(visible) ? visible.normalize('NFC') : visible
}

const hashtag = /#[\p{L}\p{N}_]+/gu
/** Between the words of a hashtag: fooBar, FOOBar, foo2, foo_bar. A first word of one letter is part of a name (iPhone). */
const seam = /(?<=\p{Ll}{2})(?=\p{Lu}|\p{N})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{N})(?=\p{Lu})|_+/u

const splitHashtag = (tag: string): string => {
  const words = tag.slice(1).split(seam).filter(Boolean)
  return words.length > 1 && words.some((word) => /\p{Ll}/u.test(word)) ? words.join(' ') : tag
}

/**
 * The text as a person reads it, and only what its author wrote: HTML as text, letters without styles and invisible
 * characters, hashtags in camel case as words, quoted mail and signatures left out. Every text is cleaned before it is
 * tokenised, when models are trained too. Nothing that is stored counts characters of the original text.
 */
export function clean(text: string): string {
  const letters = cleanLetters(plainText(text))
  const own = withoutQuotedMail(letters)
  return own.includes('#') ? own.replace(hashtag, splitHashtag) : own
}
