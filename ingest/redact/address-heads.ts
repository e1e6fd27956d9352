import { matches, type FindEdits } from './edits.ts'

const marker = String.raw`\[address\]`

/**
 * What a part of a building is called, in front of its street: "flat 3, Rose Court, …". They are words of everyday, so that only a number,
 * a letter or a name in capitals behind one belongs to the address: "the shop was dirty, …" is a complaint.
 */
const parts = [
  'shop|store|office|level|warehouse|stall|kiosk|tienda|oficina|local|bureau|büro|negozio|ufficio|winkel|kantoor|sklep|biuro',
  'flat|app|apto|ap|int|m|lok|piso|top|apt|apartment|unit|suite|résidence|rés|immeuble|bât|bâtiment|lieu-dit|edificio|edifício|ed|urb|urbanización',
  'conjunto|torre|bloque|bloco|residencial|palazzo|condominio|loc|haus|gebäude|wohnung|whg|c/o|blok|block|tower|plot|house|building|bldg|lot|lote',
  'casa|mz|manzana|barrio|colonia|col|fracc|quadra|квартира|кв|жк|корпус|дом|д',
]
  .join('|')
  .split('|')
  .map((part) => `[${part[0]!.toUpperCase()}${part[0]}]${part.slice(1)}|${part.toUpperCase()}`)
  .join('|')

const number = String.raw`(?:(?:[Nn][or]|[Nn][º°]|№|#)\.? ?)?(?:\p{L}{0,2}-?\d[\p{L}\d/-]{0,7}|\p{L}(?!\p{L}))`
const particle = '(?:(?:de|du|des|del|della|la|le|les|el|los|of|the|van|von|der|dos|das|do|da|di) ){0,2}'
const name = String.raw`${particle}\p{Lu}[\p{L}\p{M}'’.-]{1,20}(?: ${particle}\p{Lu}[\p{L}\p{M}'’.-]{0,20}){0,3}`

/** Behind these also words in lower case, but no sentence: c/o familie müller, résidence les glycines. */
const named = '(?:[Cc]/[Oo]|[Rr]ésidence|[Rr]és\\.|[Uu]rb\\.|[Uu]rbanización|[Bb]ât\\.?) '
const noVerb =
  '(?!(?:is|was|has|had|smells|ist|war|hat|est|était|sent|sentait|a|avait|es|era|está|estaba|foi|é|è)(?!\\p{L}))'
const lowerName = String.raw`${named}(?:${noVerb}\p{L}[\p{L}'’.-]{0,16} ){0,2}${noVerb}\p{L}[\p{L}'’.-]{0,16}`

const partBefore = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?:${parts})[ .:]{1,2}(?:${number}(?: ${name}| \([^()\n]{2,20}\))?|${name}(?: ${number})?), ?(?:${name}, ?)?|${lowerName}, ?|[A-Z]-?\d{1,4},? ){1,3}${marker}`,
  'gu',
)
/** A building or a flat before its street: Résidence Les Glycines, Bât B, … */
export const findPartsBefore: FindEdits = (text) => matches(text, partBefore, '[address]')
