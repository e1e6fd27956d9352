import { alone, between, cap, door, end, number, of } from './address-parts.ts'
import { matches, type FindEdits, type Rules } from './edits.ts'
import { codeAndTown, noUnit, place } from './place.ts'

/** A fast check for words of streets, before the slow expressions. */
const mayHoldAddress = new RegExp(
  [
    String.raw`\b(?:st|street|ave?|avenue|road|rd|lane|ln|blvd|boulevard|drive|dr|court|ct|close|way|square|sq|terr?|terrace|place|pl|hwy|highway|parkway|pkwy|circle|cir|crescent|cres|gardens|gdns|grove|mews|parade|row|walk|trail|quay|loop|rise)\b`,
    String.raw`stra(?:ß|ss)e|str\b|straat|weg\b|platz|allee|gasse|damm|ufer|stieg|chaussee|laan|gracht|kade|plein|singel|gatan|vägen|gata\b|veien|vej\b|gade\b`,
    String.raw`\bbroadway\b|\b[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}\b|, \d{4,5} [a-zà-ž]{3}|,? \d{3} \d\d [a-zà-ž]|\b[a-z]\d[a-z] ?\d[a-z]\d\b|\b[a-z]\d[\dw] [a-z\d]{4}\b`,
    String.raw`\b(?:am|an de[rn]|auf de[rm]|in de[rn]|im|beim|vor dem|bei der|hinterm|zu[mr]|unter den|ring)\b`,
    String.raw`\b(?:rue|ruelle|bd|bld|rte|avenue|boulevard|faubourg|square|place|esplanade|voie|passage|sentier|r\.|che?m?\.|av\.|pl\.|chemin|impasse|allée|quai|route|cours|via|viale|piazza|piazzale|corso|largo|vicolo|calle|avenida|avda|plaza|paseo|ronda|carrer|camino|rua|travessa|praça|alameda|ulica|ul\.|al\.|os\.)`,
    String.raw`\b(?:cad|sok|mah|bulv?|cd|sk|apt)\.|caddesi|soka[kğ]|mahallesi|\bgate\b|\bvej\b|markt|rynek|torget|torvet|náměstí|\bváci|\bcol\.`,
    String.raw`, ?\d{4} ?[a-z]{2}\b|, ?\d{4}-\d{3} |\b\d\d-\d{3} |c\.? ?p\.? ?\d{5}|\b\d{6}\b|\d{4,5} [a-zäöüø]{3,}, |, ?\d{5} |\b[a-z]{1,2}\d[a-z\d]?\d[a-z]{2}\b|[a-z],? [a-z]{2},? \d{5}\b|, ?[a-z]\d{4} `,
    String.raw`\bc\/|box|post(?:fach|bus)|apartado|casella`,
  ].join('|'),
  'i',
)

/** Flat 4, Apt 9C, Unit 3, flat no B-402. A letter or a number must follow. */
const unit = String.raw`(?:[Ff]lat|[Aa]pt|[Aa]partment|[Uu]nit|[Ss]uite|[Ss]te|[Rr]oom|[Ff]loor|[Hh]ouse)(?: [Nn]o)?\.? ?#?(?:[A-Z]-?)?\d{0,4}(?:\/\d{1,2})?[A-Z]?(?![\p{L}\p{N}])`
/** Words that end the name of a street, in lower case too. */
const street =
  'street|st|avenue|ave|av|road|rd|lane|ln|boulevard|blvd|terrace|terr|highway|hwy|parkway|pkwy|crescent|mews'
/** Words that end the name of a street only when they are capitalised. */
const capitalisedStreet =
  'drive|dr|court|ct|close|way|square|sq|place|pl|circle|cir|cres|gardens|gdns|grove|parade|pde|row|walk|trail|quay|loop|rise|alley|wharf|villas|cottages|mansions|croft|esplanade|promenade|turnpike|hill'
const capital = (words: string) => words.replace(/(?<=^|\|)\w/g, (letter) => letter.toUpperCase())
const types = `(?:${capital(street)}|${capital(capitalisedStreet)}|${street}|${`${street}|${capitalisedStreet}`.toUpperCase()})`
const saints = 'Louis|Paul|Pete|Petersburg|Johns?|Thomas|Lucia|Maarten|Martin|Kitts|Croix|George|Augustine|Cloud'
const notName =
  'the|on|in|down|of|a|an|to|from|this|that|my|your|off|per|way|and|or|at|by|for|people|guys|more|mile|hour|min|minute|day|lane|page'
const name = String.raw`(?!(?:AM|PM|Am|Pm)\b)(?:${cap}|\d{1,3}(?:st|nd|rd|th)|(?<=[NSEW] )\d{1,3})`
const lower = String.raw`(?!(?:${notName})s? )\p{Ll}{3,20}`

const english = [
  String.raw`(?:${unit},? (?:${cap}(?: ${cap}){0,3}, )?)?`,
  String.raw`(?<![\p{L}\p{N}.:/$£€#-]|\d,|(?:[Ff]light|[Tt]erminal|[Gg]ate|[Rr]ow|[Rr]oom|[Pp]latform|[Aa]isle|[Tt]ill|[Ll]ine|[Zz]one|[Tt]op|[Bb]uy|[Tt]he|[Oo]ur|[Ii]n|[Ss]ince) )\d{1,5}[A-Za-z]?(?:[/-]\d{1,4}[A-Za-z]?){0,2},? `,
  String.raw`(?:(?:${name} ){1,5}${types}|(?:(?:West|East|North|South|[NSEW]\.?) )?Broadway|(?:${lower} ){1,2}(?:${street})|(?!\p{L}+s |(?:gig|hard|flash|disk|disc|usb|thumb|pen|ssd|test|hour|minute|min|mile|wheel|all|long|short|easy|nice|blood|fund|line|double|single|great|good|last|whole|best|only|right|wrong|next|other|same|one|half|full|too|very|point) )${lower} (?:close|court|drive|gardens|grove|square|hill|way)(?=[,.;!?)]|$| please| pls| and | but ))(?![\p{L}\p{N}'’])(?!\.? (?:${saints})\b)`,
  String.raw`(?:\.(?= \p{Ll}|,))?(?: (?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\b)?(?:,? (?:${unit}|# ?\d{1,5}[A-Z]?))?`,
].join('')

const boxes = String.raw`(?:[Pp]\.? ?[Oo]\.? ?[Bb]ox|P\.? ?O\.? ?BOX|[Pp]ostfach|[Pp]ostbus|[Aa]partado(?: de [Cc]orreos)?|[Cc]asella [Pp]ostale|[Bb]oîte [Pp]ostale) ?#?\d{1,6}(?: \d\d){0,2}${end}`

const endings =
  'weg|platz|allee|gasse|damm|ufer|stieg|chaussee|laan|gracht|kade|plein|singel|dreef|gatan|vägen|gata|veien|vej|gade'
const noStreets = '(?:Sitz|Park|Stell|Arbeits|Spiel|Camping|Studien|Liege)platz|Norweg|Amsterdamm'
const words = 'Straße|Strasse|Str\\.|Allee|Platz|Weg|Ring|Damm|Ufer|Gasse|Chaussee'
const leads =
  'alte|neue|obere|untere|große|kleine|hohe|lange|oude|nieuwe|korte|lange|grote|kleine|hoge|lage|eerste|tweede|derde|jan|johan|willem|pieter|sint|prins|prinses|koning|burgemeester|gamle|gamla|nya|stora|lilla'
    .split('|')
    .map((word) => `[${word[0]}${word[0]!.toUpperCase()}]${word.slice(1)}[rn]?`)
    .join('|')
/** Hauptstraße 12, Hauptstr. 12a, Lindenweg 4, Kerkstraat 88, Storgatan 19, Mariahilfer Straße 201/14. */
const compound = String.raw`(?:(?:(?:(?:${leads}) ){1,2}(?:van (?:de[rn]? )?)?|[Vv]an (?:de[rn]? )?|(?:${cap} )?)[\p{L}-]{2,30}?(?:stra(?:ß|ss)e|[sS]tr\.?(?= ?\d)|straat)|(?:(?:${leads}) )?(?:[Vv]an (?:de[rn]? )?|(?:${cap} )?)(?!${noStreets})\p{Lu}[\p{L}-]{2,30}?(?:${endings})|(?!(?:Reservierung|Wagen|Abteil|Reihe|Tisch|Waggon|Sitz|Zug) )(?:${cap} ){1,2}(?:${words}|[Vv]ei|[Vv]eg|[Vv]ej|[Gg]ade|[Vv]äg))(?:,)? ${number}`

/** Squares that have a name without a word for one. */
const squares = String.raw`(?:Grote Markt|\p{Lu}[\p{L}-]{2,20}er Markt|Rynek(?: Główny)?|(?:Alter|Neuer) Markt|Hauptmarkt|Markt(?= \d{1,4}[a-z]?,? \d{4,5} )|Torvet|Stortorget|Náměstí|Fischmarkt) ${number}`

const noPlaces =
  '(?:Park|Sitz|Stell|Spiel|Camping|Arbeits)pl[äa]tze?n?|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend|Januar|Februar|März|April|Mai|Juni|Juli|August|(?:Sept|Nov|Dez)ember|Oktober|Halle|Terminal|Gate|Gleis|Zug|Seite|Punkt|Raum|Zimmer|Bus|Linie|Reihe|Saal|Wagen|Bahnsteig|Schalter|Kasse|Etage|Stock|Ende|Anfang|Abend|Morgen|Mittag|Wochenende|Tag|Version|Level|Telefon|Filiale'
/** Am Markt 3, An der Alten Mühle 6; not weekdays, months or halls. */
const at = String.raw`(?:Am|An de[rn]|Auf de[rm]|Zu[mr]|Unter den|Hinter de[rmn]) (?:(?!(?:${noPlaces})\b)${cap} ){1,2}${number}`

const french =
  '(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Bb]d|[Pp]lace|[Cc]hemin|[Ii]mpasse|[Aa]llée|[Qq]uai|[Rr]oute|[Cc]ours|[Pp]assage|[Ss]entier|[Ff]aubourg|[Ss]quare|[Rr]uelle|[Ee]splanade|[Pp]romenade|[Mm]ontée|[Hh]ameau|[Ll]otissement|[Cc]ité|[Cc]los|[Rr]ésidence|[Pp]arvis|[Aa]llées|[Vv]oie|[Bb]ld|[Rr]te|r\\.|[Cc]hem?\\.|[Aa]v\\.|[Pp]l\\.)'
/** 12 rue de la Paix, 3 bis avenue Foch, 8, place du Marché. */
const frenchStreet = String.raw`(?<![\p{L}\p{N}.:/-]|\d,)\d{1,4}(?:[-/]\d{1,4})?(?: ?(?:bis|ter|quater|[A-C]))?,? (?:${french} ${of}\p{Lu}[\p{L}'’-]+|rue (?:de la|du|des|de) \p{Ll}{3,20})(?: (?:${of}\p{Lu}[\p{L}'’-]+)){0,3}`

const southern =
  '(?:Bv\\.|Bvard?\\.|Pje\\.|Pasaje|Diagonal|Av\\.?|Avenida|Viale|Piazza|Piazzale|Corso|Largo|Vicolo|Calle|Avenida|Avda\\.?|Plaza|Paseo|Ronda|Carrer|Camino|Rua|Travessa|Praça|Alameda|[Uu]lica|ul\\.|al\\.|os\\.|C\\/|(?:(?:[Ii]n|a|di|al?) (?:via|corso|viale|piazza|largo|vicolo)|Via)(?! (?:Rail|E-?[Mm]ail|Mail|Phone|Twitter|Facebook|Chat|App|Web|PayPal|Paypal|SMS)\\b))'
/** Via Roma 5, Calle de Alcalá 218, Rua das Flores 112, ul. Długa 27. */
const southernStreet = String.raw`${southern} ?${of}${cap}(?: ${of}${cap}){0,3}(?: [IVX]{1,5})?,? (?:n[º°.]? ?)?${number}`

/** In der Aue 5, Schmallenberg */
const within = String.raw`(?:In de[rn]|Im|Beim|Vor de[mr]|Bei de[rm]|Hinterm|Unterm) (?:(?!(?:${noPlaces})\b)${cap} ){1,2}${number}(?=,? \d{5} |, \p{Lu}[\p{L}-]{2,24}(?:[,.;!?)]|$))`

/** Bağdat Cad. No: 214 D: 7; Atatürk Mah. 1453. Sok. No:9/3 Çankaya. */
const turkish = String.raw`(?:${cap} ){1,3}(?:[Mm]ah(?:\.|allesi)|[Cc]ad(?:\.|desi)|[Cc]d\.|[Ss]ok(?:\.|ak|ağı)|[Bb]ulv?(?:\.|arı))[^\n]{0,40}?[Nn]o ?[:.]? ?\d{1,4}(?:\/\d{1,4}|[A-Z])?(?:,? ?(?:D|Daire|Kat|K)[:. ]{1,2}\d{1,3}){0,2}(?:(?:,|) ?(?!(?:İç|Dış) )(?:\d{5} )?${cap}(?:[/ ]${cap}){0,2})?`

/** Bjerregaards gate 16, 0172 Oslo; a gate of an airport has no postal code. */
const norwegian = String.raw`(?:${cap} ){1,2}gate ${number}(?=,? \d{4} \p{Lu})`

/** 17 hauptstraße: an unusual order in German. */
const germanNumberFirst = String.raw`(?<![\p{L}\p{N}.:/-])\d{1,3}[a-z]? [\p{L}-]{3,30}?stra(?:ß|ss)e(?!\p{L})`
/** 14a Beech Hill, Luton LU1 5QR; Schlossgarten 7, 76131 Karlsruhe: the postal code identifies them as streets. */
const anyNumberFirst = String.raw`(?<![\p{L}\p{N}.:/-])\d{1,4}(?:[-/]\d{1,4})?[A-Za-z]?,? ${noUnit}${cap}(?: ${cap}){0,3}${codeAndTown}`
const anyStreetFirst = String.raw`(?!(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:[a-z]{3,6})?\.? )(?:${cap} ){1,3}${number}(?: \([^()\n]{2,20}\))?,${codeAndTown}`

const numberFirst = new RegExp(
  `(?:${frenchStreet}|${alone}${english}|${germanNumberFirst})${door}(?:${between}|${place})`,
  'gu',
)
const streetFirst = new RegExp(
  `${alone}(?:${boxes}|${squares}|${compound}|${at}|${within}|${southernStreet}|${turkish}|${norwegian})${door}(?:${between}|${place})`,
  'gu',
)
const particle = '(?:de|do|da|dos|das|des|du|del|della|di|la|le|les|van|der|den|of|the|og|i)'
/** Any street that a postal code follows: 5 Kiln Cottages, Mill Lane, BN26 5TH; De Dreef 77, 9801KD Zuidhorn; H.No. 8-2-293/4, Hyderabad 500034. */
const anyWithCode = [
  String.raw`(?:\d{1,4}[A-Za-z]? )?${cap}(?: (?:${particle} )?(?:${cap}|#?\d[\d/-]{0,9}[a-zA-Z]?|n\.?[º°]|[Nn]o\.?)){0,5}`,
  String.raw`(?:[ -](?:bis|ter|hs|huis|[A-H](?=,)))?(?:,? (?:lok|m|kat|piso|dpto|depto|apto|apt|int|lt|st|bus|bte|bt|m\.)\.? ?(?:\d{1,3}|[A-Z](?!\p{L}))){0,2}`,
  String.raw`(?:, ?[\p{L}\d#][\p{L}\p{M}\d .º°ª:/-]{0,28}){0,4},${codeAndTown}`,
].join('')
/** 1070 Wien, Neubaugasse 38/2/14; 33-300 Nawojowa Góra 15B */
const codeFirst = new RegExp(
  String.raw`${alone}(?:\d{4,5} ${cap}, (?:${compound})|\d\d-\d{3} ${cap}(?: ${cap})? ${number})`,
  'gu',
)

const any = new RegExp(`${anyNumberFirst}|${alone}${anyStreetFirst}`, 'gu')
const whole = new RegExp(
  `${alone}(?=[^\\n]{0,90}\\d)(?:(?=[^\\n]{0,140}\\d(?:\\d\\d| ?\\d?[A-Z]{2}))${anyWithCode})`,
  'gu',
)

const step =
  (expression: RegExp): FindEdits =>
  (text) =>
    matches(text, expression, '[address]')

/**
 * Postal addresses become [address]: house number and street in the styles of English, German, French, Italian, Spanish,
 * Portuguese, Dutch, Swedish and Polish, and PO boxes. A flat before them, and a door, postal code and town after them,
 * are replaced too. Every repetition in the expressions is bounded, so the time is linear.
 */
export const addresses: Rules = {
  mayHold: (text) => /\d/.test(text) && mayHoldAddress.test(text),
  steps: [codeFirst, numberFirst, streetFirst].map(step),
}

/** So does what a postal code identifies as an address, whatever its street is called. */
export const codedAddresses: Rules = { mayHold: addresses.mayHold, steps: [whole, any].map(step) }
