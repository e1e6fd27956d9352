/** What systems write for a person without a name. Lower case; brackets around it are ignored. */
const placeholders = new Set(
  `a google user, google user, ein google-nutzer, un utilisateur de google, usuario de google, un utente google, amazon customer,
kindle customer, apple user, anonymous, anonymous user, anonym, anonyme, anonimo, anónimo, anonymer nutzer, unknown, unknown user,
unbekannt, guest, gast, deleted, deleted user, removed, null, \\n, nil, none, n/a, na, nan, undefined, no name, not provided,
not available, -, --, ?, ., user, customer`.split(/,\s/),
)

/** Whether an author is a placeholder: each of its texts may be of another person. */
export const isPlaceholder = (author: string): boolean =>
  author.length <= 26 &&
  placeholders.has(
    author
      .trim()
      .replace(/^[[(<]([^[(<\])>]*)[\])>]$/, '$1')
      .toLowerCase(),
  )

/** `1.79E+18`: a spreadsheet has rounded the id, so that several rows may have the same. */
export const isRoundedId = (id: string): boolean => /^\d(?:[.,]\d+)?E\+?\d+$/i.test(id)

const stars = /^([1-5](?:[.,]\d+)?)(?: ?(?:\/|of|out of|von) ?5)?(?: ?(?:stars?|sterne?))?$/i

/** A rating of 1 to 5, also as `4/5`, `4 stars`, `4,5`, `★★★★☆`; NaN for anything else. */
export function ratingOf(text: string): number {
  const [, number] = stars.exec(text.trim()) ?? []
  if (number !== undefined) {
    const rating = Number(number.replace(',', '.'))
    return rating <= 5 ? rating : NaN
  }
  return /^★{1,5}☆{0,4}$/.test(text.trim()) ? text.split('★').length - 1 : NaN
}
