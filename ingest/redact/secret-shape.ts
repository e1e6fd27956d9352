/** What passwords look like, and what looks like them. */

const product =
  /^(?:i(?:phone|pad|os|pod)|android|windows|win|office|microsoft|galaxy|playstation|ps|xbox|pixel|macbook(?:pro|air)?|macos|outlook|fritz!?box|speedport|sha|md|utf|base|aes|wpa|chrome|firefox|1password|bitwarden|keepass|xiaomi|oneplus|motorola|google|version|v|qq|vx|wx|kb|cve|http|usb|mp|covid|web|bluetooth|ipv|tls|ssl|oauth|mi|redmi|note|samsung|huawei|nokia|moto|thinkpad|surface|echo|kindle|core|ryzen|rtx|gtx)[-_]?\d/i
const address = /^[\p{L}\p{N}._+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,8}$/u
const host =
  /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.(?:com|org|net|de|fr|es|it|pt|br|nl|pl|se|dk|no|fi|tr|ru|jp|cn|kr|uk|eu|io|app|example)(?:\/\S*)?$/iu
/** 24hours, 14:30h, 128GB, 2nd, 3x, 5ème. */
const measure =
  /^[\d.,:/+-]+(?:st|nd|rd|th|x|h|hrs?|hours?|min[su]?|minutes?|minuten|s|secs?|seconds?|days?|times?|am|pm|uhr|[kmgt]b|g|kg|km|cm|mm|m|v|w|kw|[mg]?hz|[mg]bps|bits?|eur|euros?|usd|tl|zł|kr|k|ers?|[eè]me|yrs?|years?|weeks?|months?|mal|tage|fois|jours|volte|veces|vezes|keer|razy|gånger|kere|p|px|h\d\d)$/iu
const sign = /[#$%&*+=@^_~]|[\p{L}\p{N}][!?][\p{L}\p{N}]/u

/** Neither a link, an address, a mention, a hashtag, a product, an amount, a time nor a measure. */
const isPlain = (text: string): boolean =>
  !/^(?:https?:|www\.|\/|0x)|^\[|^[@#]\p{L}+$|^@\w+$|^[€$£₹]|[€$£₹%]$|^\p{L}+['’]\p{L}+$/iu.test(text) &&
  ![product, address, host, measure].some((other) => other.test(text))
const hasLetter = (text: string): boolean => /\p{L}/u.test(text)
const hasDigit = (text: string): boolean => /\p{N}/u.test(text)

/** Digits alone; not a year. */
export const isPin = (text: string): boolean => /^(?!(?:19|20)\d\d$)\d{4,20}$/.test(text)

/** After "is" or a colon. */
export const isStated = (text: string): boolean =>
  text.length > 3 &&
  isPlain(text) &&
  ((hasDigit(text) && hasLetter(text)) ||
    (sign.test(text) && !/^[\d\W]+$/u.test(text)) ||
    /^\p{L}+(?:[-.]\p{L}+){2,}$/u.test(text))

/** Beside the word. */
export const isBare = (text: string): boolean =>
  isPlain(text) &&
  ((text.length > 5 && hasDigit(text) && hasLetter(text)) ||
    /^\d{5,20}$/.test(text) ||
    (text.length > 6 && /[#$%&*^_~]/.test(text) && /\p{L}{2}/u.test(text)))

/** Some words away: letters of both cases, or a sign, beside the digits. */
export const isMixed = (text: string): boolean =>
  isPlain(text) && text.length > 6 && hasDigit(text) && /\p{Ll}/u.test(text) && /\p{Lu}|[!#$%&*+=?^_~-]/u.test(text)

/** A few words away: a word with digits, neither the one of a model nor of a batch. */
export const isWordWithDigits = (text: string): boolean =>
  isPlain(text) &&
  text.length > 6 &&
  /\p{Ll}{3}|(?:\p{Ll}.*){3}/u.test(text) &&
  /\d\d|(?:\d.*){3}/.test(text) &&
  /^[\p{L}\p{N}._-]+$/u.test(text)

/** Anywhere beside a word for a password: no hyphenated word, no mention. */
export const isStrong = (text: string): boolean =>
  isPlain(text) &&
  text.length > 7 &&
  !/^[@#]/.test(text) &&
  hasDigit(text) &&
  /\p{Ll}.*\p{Ll}/u.test(text) &&
  (/[\p{L}\p{N}][!#$%&*+=?^_~][\p{L}\p{N}]|[!#$%&*+=?^~]$|^\p{L}{3,}(?:-\p{L}{3,})+-\d{2,6}$/u.test(text) ||
    /\p{Ll}\d+\p{Lu}|\p{Lu}\p{Ll}{3,}\d/u.test(text))

/** After the name of an account, without a word for a password: a sign between letters or digits, which no name has. */
export const isUnmistakable = (text: string): boolean =>
  isPlain(text) &&
  text.length > 6 &&
  hasDigit(text) &&
  /\p{L}{2}/u.test(text) &&
  /[\p{L}\p{N}][!#$%&*=?^~][\p{L}\p{N}]/u.test(text)

export const isSigned = (text: string): boolean => isMixed(text) || (isBare(text) && /[!#$%&*+=?@^_~-]/.test(text))

/** After the name of an account any word may be one. */
export const isAny = (text: string): boolean => isPlain(text)
export const isUnspaced = (text: string): boolean =>
  isPlain(text) && (isPin(text) || (hasDigit(text) && hasLetter(text)))
