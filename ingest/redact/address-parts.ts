import { codeAndTown } from './place.ts'

/** Parts of the expressions for postal addresses. Every repetition is bounded, so the time is linear. */

/** A capitalised word of a name. */
export const cap = String.raw`\p{Lu}[\p{L}\p{M}'’.-]{0,24}`
/** The start of a word. */
export const alone = String.raw`(?<![\p{L}\p{N}\p{M}-])`
/** The end of a number: no time, no amount. */
export const end = String.raw`(?![\p{L}\p{N}]|[.,:]\d)`
const units = String.raw`(?! ?(?:Uhr|Min|Minuten|Stunden|Tagen?|Jahren?|Wochen|Monaten?|Mal|mal|km|m(?!\.)|kg|x|hours?|hrs?|days?|times?|weeks?|mins?|minutes|stars?|miles?|Euro|EUR)\b| ?[%€$£])`
/** A house number: 12, 12a, 12/3, 84-86. */
export const number = String.raw`\d{1,5}(?:[a-zA-Z](?!\p{L})| [a-d](?![\p{L}.]))?(?:[/-](?:\d{1,4}[a-zA-Z]?|[A-Z]{1,3})){0,3}(?:[ -](?:bis|ter|quater|hs|huis)(?!\p{L}))?${end}${units}`
/** 3º B, int. 6, m. 5, 2º Esq. */
export const door = String.raw`(?:,? (?:\d{1,2} ?[ºª°]\.?(?: ?(?:[A-Z](?!\p{L})|[Ii]zq|[Dd]cha|[Ee]sq|[Dd]to|[Dd]er)\p{L}{0,8})?|(?:int|m|lok|kat|lgh|bus|app|apt|piso|scala|int(?:erno)?|bte|stiege|top|stg)\.? ?\d{1,4}[A-Z]?(?![\p{L}\d])))?`
/** Particles before a word of a name: de la, dell', do. */
export const of = String.raw`(?:(?:de|du|des|del|della|delle|dei|degli|di|da|das|dos|do|la|le|les|las|los|el) |(?:d|l|dell|dall)['’]){0,2}`
/** What may stand between the street and a postal code: 1. OG, Bât. C, 3. tv., apto 52, Vila Mariana. */
export const between = String.raw`(?:(?: [A-Z])?(?:, ?[\p{L}\d][\p{L}\p{M}\d .:/º°ª-]{0,24}){0,4}${codeAndTown})?`
