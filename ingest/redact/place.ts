const word = String.raw`\p{Lu}[\p{L}\p{M}'’.-]{1,24}`
const town = String.raw`(?:(?:San|Santa|Saint|Sankt|St\.?|Bad|Den|La|Le|Los|Las|New|El) )?${word}(?:(?: (?:am|an der|im|de|del|do|da|sur|sous|en|upon)(?: la| les?)?)? ${word}| [A-ZÆØÅ]{1,2}(?![\p{L}\p{N}])|\/${word})?`
const towns = String.raw`${word}(?: ${word}){0,2}`

/** Codes after the town: United Kingdom (BS 7666), Ireland (Eircode), Canada; United States, Australia; India. */
const after = String.raw`(?:(?:${towns},? )?(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[\dW] ?[A-Z\d]{4}|(?:[A-Z]{2} )?[A-Z]\d[A-Z] ?\d[A-Z]\d)|${towns},? (?:[A-Z]{2,3} \d{4,5}(?:-\d{4})?|\d{3} ?\d{3}|\d{5}))(?![\p{L}\p{N}])`
/** Codes before the town: Netherlands; Sweden and Czechia; Poland; Portugal; the four or five digits of most of Europe. */
const before = String.raw`(?:[A-Z]{1,2}-|C\.? ?P\.? ?)?(?:\d{4} ?[A-Z]{2}|\d{3} \d\d|\d\d-\d{3}|\d{4}-\d{3}|\d{4,5}),? ${town}(?:, ?[A-Z][A-Za-z.]{1,12}(?![\p{L}.]))?`

/** A postal code before or after its town; not a year. */
export const codeAndTown = String.raw`(?:,|\.|;)? ?(?:${after}|(?!(?:19|20)\d\d )${before})(?: ?\([A-Z]{2}\))?`

/** The postal code and its town after a street. */
export const place = String.raw`(?:(?:,|\.|;)? ?(?:${after}|${before})|, ?\d{5}(?!\d))?`
