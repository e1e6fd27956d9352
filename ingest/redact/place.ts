export const word = String.raw`\p{Lu}[\p{L}\p{M}'’.-]{1,24}`
const particles =
  "(?:de |do |di )?(?:San|Santa|Santo|Gran)|am|an der|im|in|in der|ob der|vor der|bei|auf|de|de la|de los|de las|de l['’]|del|do|da|dos|das|di|della|dei|d['’]|nell['’]|sul|sur|sous|le|les|en|upon|aan de[nr]?|op|k\\.|nad"
/** What is counted or paid, in languages that write it with a capital letter. */
export const noUnit = String.raw`(?!(?:Euro|EUR|Uhr|Stück|Personen|Kunden|Mal|Leute|TL|PLN|CHF|Punkte)(?!\p{L}))`
/** San Sebastián de los Reyes, Rothenburg ob der Tauber, 's-Hertogenbosch; not 1500 Euro. */
export const town = String.raw`${noUnit}(?:(?:San|Santa|Saint|Sankt|St\.?|Bad|Den|La|Le|Las|Los|El|A|O|New) )?(?:['’]s-)?${word}(?: (?!(?:San|Santa|Santo|Gran) )${word})?(?: (?:${particles}) ?${word}){0,2}(?: [A-ZÆØÅ]{1,2}(?![\p{L}\p{N}])| ?\/ ?${word}| \(\p{Lu}\p{L}{1,14}\))?`
/** What says that a phone number follows. */
const noPhone =
  '(?!(?:Tel|Handy|Mobil|Mobile|Phone|Cel|Fono|Fon|Ruf|Rückruf|Telefon|Telefono|Teléfono|Telefone|Téléphone|Telefoon|Nummer|Festnetz|Whatsapp|WhatsApp)(?!\\p{L}))'
const towns = String.raw`${noPhone}${word}(?: ${word}){0,2}`

/** Codes after the town: United Kingdom (BS 7666), Ireland (Eircode), Canada; United States, Australia; India. */
const after = String.raw`(?:(?:${towns},? )?(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[\dW] ?[A-Z\d]{4}|(?:[A-Z]{2} )?[A-Z]\d[A-Z] ?\d[A-Z]\d)|${towns},? (?:[A-Z]{2,3} \d{4,5}(?:-\d{4})?|[1-9]\d\d ?\d{3}(?! \d)|\d{5}))(?![\p{L}\p{N}])`
/** Codes before the town: Netherlands; Argentina; Sweden and Czechia; Poland; Portugal; the four or five digits of most of Europe. */
const before = String.raw`(?:[A-Z]{1,2}-|C\.? ?P\.? ?)?(?:\d{4} ?[A-Z]{2}|[A-Z]\d{4}(?:[A-Z]{3})?|\d{3} \d\d|\d\d-\d{3}|\d{4}-\d{3}|\d{4,5}),? ${town}(?:, ?(?:\p{Lu}\p{L}{1,14}|[A-Z.]{2,6})(?![\p{L}.]))?`

/** A postal code before or after its town; not a year. */
export const codeAndTown = String.raw`(?:,|\.|;)? ?(?:${after}|(?!(?:19|20)\d\d )${before})(?: ?\([A-Z]{2}\))?`

/** The postal code and its town after a street. */
export const place = String.raw`(?:(?:,|\.|;)? ?(?:${after}|${before})|, ?\d{5}(?!\d))?`
