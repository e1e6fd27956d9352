/** What systems write where a value is missing. Lower case. */
const nothing = words(
  `null, \\n, nil, none, n/a, n\\a, n.a., na, #n/a, nan, undefined, null null, undefined undefined, unknown, unbekannt, inconnu,
desconocido, sconosciuto, not provided, not available, not set, not specified, none given, nicht angegeben, keine angabe, k.a., n.n., -, --,
—, –, …, ..., ?, .`,
)

/** What systems write for a person without a name. Lower case; brackets and quotes around it are ignored. */
const nobody = words(
  `anonymous, anonymous user, anonymous customer, anonym, anonymus, anonyme, anonimo, anónimo, anonymer nutzer, anon, anonymisiert, аноним,
匿名, 匿名用户, 匿名ユーザー, unknown user, unknown author, guest, guest user, gast, deleted, deleted user, deleted account, user deleted,
account deleted, former user, removed, redacted, private, hidden, no name, noname, user, customer, kunde, reviewer, verified buyer,
verified customer, verified purchaser, 0, -1, 00000000-0000-0000-0000-000000000000`,
)

const platforms = '(?:google|amazon|kindle|apple|facebook|trustpilot)'
/** A user of a platform, in the language of the store: `A Google user`, `Ein Google-Nutzer`, `Пользователь Google`. */
const platformUser = new RegExp(
  `^(?:(?:an?|ein|eine|en|een|bir) )?${platforms}[ -]?(?:user|customer|nutzer|nutzerin|kunde|kundin|gebruiker|bruger|bruker|användare|kullanıcısı|reviewer|用户|用戶|ユーザー|カスタマー|사용자)$|^(?:(?:un|une|um|uno) )?(?:user|utilisateur|usuario|usuário|utente|client|cliente|użytkownik|пользователь) (?:d[eio]l? |d['’])?${platforms}$`,
  'iu',
)

/** An address that sends for many people. */
const sharedAddress = /^(?:no-?reply|do-?not-?reply|anonymous|guest|unknown)@/i

/** Whether an author is a placeholder: each of its texts may be of another person. */
export function isPlaceholder(author: string): boolean {
  if (author.length > 60) return false
  const bare = author
    .trim()
    .replace(/^[[(<"']([^[(<\])>]*)[\])>"']$/, '$1')
    .trim()
    .toLowerCase()
  return nobody.has(bare) || nothing.has(bare) || platformUser.test(bare) || sharedAddress.test(bare)
}

/** Whether a cell says that it has no value, or shows nothing. */
export const isNothing = (text: string): boolean =>
  !isVisible(text) || (text.length <= 20 && nothing.has(text.trim().toLowerCase()))

export const isVisible = (text: string): boolean => /[^\s\u00ad\u200b-\u200f\u2060\u2800\ufeff]/.test(text)

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/,\s/))
}

/** `1.79E+18`, `1790123456789010000`: a spreadsheet has rounded the id to 15 digits, so that several rows may have the same. */
export const isRoundedId = (id: string): boolean => /^(?:\d(?:[.,]\d+)?E\+?\d+|\d{15}000+)$/i.test(id)

const stars =
  /^([1-5](?:[.,]\d+)?)(?: ?(?:\/|of|out of|von|sur|de|su|van|av|af|na|из) ?5(?:[.,]0)?)?(?: ?-?(?:stars?|sternen?|étoiles?|estrellas?|estrelas?|stelle|stella|sterren|ster))?$/i
const starWords = ['one', 'two', 'three', 'four', 'five']

/** A rating of 1 to 5, also as `4/5`, `4 stars`, `4,5`, `FOUR`, `★★★★☆`; NaN for anything else. */
export function ratingOf(text: string): number {
  const written = text.trim().replaceAll('\ufe0f', '')
  const [, number] = stars.exec(written) ?? []
  if (number !== undefined) {
    const rating = Number(number.replace(',', '.'))
    return rating <= 5 ? rating : NaN
  }
  if (/^[★⭐]{1,5}☆{0,4}$/u.test(written)) return written.split(/[★⭐]/u).length - 1
  const word = starWords.indexOf(written.toLowerCase().replace(/[ _-]stars?$/, ''))
  return word < 0 ? NaN : word + 1
}

/** Whether a rating is a number above 5: the column counts to 10 or 100, and its 5 is no praise. */
export const isAboveFive = (text: string): boolean => {
  const number = Number(text.trim().replace(',', '.').replace(/ ?%$/, ''))
  return number > 5
}
