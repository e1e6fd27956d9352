import { findPartsBefore } from './address-heads.ts'
import { matches, type Edit, type Rules } from './edits.ts'
import { cap, number } from './address-parts.ts'
import { bigCities } from './big-cities.ts'
import { codeAndTown, place, town, word } from './place.ts'

/** A letter, a floor, a flat: 12 B, 512-II, 2. th., apto 41, кв. 12, D:3. */
const flats = new RegExp(
  [
    String.raw`(?: [A-F] \d{1,3}(?!\p{N})| [A-G](?![\p{L}\p{N}'’:])| [a-d](?=[,.;]|$)|-?I{1,3}(?!\p{L}))?`,
    String.raw`(?:,? ?(?:[-–] )?(?:hs|bis|(?:st|\d{1,2})\. ?(?:th|tv|mf)|\d{1,2}\.? ?(?:[ºª°]|OG|sal)\.?(?: ?(?:[Ii]zq|[Dd]cha|[Ii]zda|[Dd]to|[Ee]sq|[A-F](?!\p{L}))\p{L}{0,5})?`,
    String.raw`|(?:[Nn][oº°]|int|[Ii]nt(?:erno)?|m|lok|lgh|bus|[Aa]pp|[Aa]pto?|[Cc]asa|[Tt]orre|[Bb]loque|[Tt]ower|[Bb]ldg|[Ee]dificio|[Pp]ortal|[Ss]ector|[Cc]onjunto|[Aa]ndar|[Pp]iso|[Dd]epto|[Dd]pto|[Bb]ât|[Cc]onj|[Cc]j|[Ss]ala|[Ll]oja|[Bb]loco|[Bb]lok|bl|ap|sc|et|scala|esc|puerta|bte|klatka|kl|[Ss]tiege|[Tt]op|[Tt]ür|[Ww]hg|[Dd]aire|[Kk]at|[İi]ç [Kk]apı(?: [Nn]o)?|[Dd]ış [Kk]apı(?: [Nn]o)?|[A-F] [Bb]lok,? [Nn]o|кв|квартира|корп|корпус|к|стр|строение|подъезд|этаж|офис|оф|буд|д|дом|RT|RW|D|K)(?:[.:]{0,2} ?(?:\d{1,4}[A-Za-z]?(?: ?/ ?(?:RW ?)?\d{1,3})?|[A-Z]\d{1,3})|(?:[.:]{1,2} ?| )[A-Za-d])(?![\p{L}\d])`,
    String.raw`|(?:\d{1,2}\. ?(?:Stock|Etage|OG|verdieping|étage|piso|andar|piano|piętro|sal)|links|rechts|Mitte|hinten|vorne|à gauche|à droite|gauche|droite|izquierda|derecha|sinistra|destra|fundos|frente|sobrado|térreo|r\/c|rdc|rez-de-chaussée|bajo|ático|entresuelo|piano terra|piano rialzato|parter|Hinterhaus|Vorderhaus|Hochparterre|EG|UG|DG|begane grond|esq|dto|izda?|dcha)\.?(?!\p{L})`,
    String.raw`|[A-F] \d{1,3}(?![\p{N}]))){0,4}`,
  ].join(''),
  'yu',
)
const townAfter = new RegExp(
  String.raw`\.?(?: \([^()\n]{2,24}\))?(?: [\p{L}\d][\p{L}\p{M}\d .:/º°ª-]{0,24}?)?(?:, ?[\p{L}\d][\p{L}\p{M}\d .:/º°ª-]{0,24}){0,4}(?: [-–])?${codeAndTown}`,
  'yu',
)
/** On the next line, as on a letter. */
const townOnNextLine = new RegExp(String.raw`,?\r?\n ?(?=\S[^\n]{0,60}(?:\n|$))${codeAndTown}`, 'yu')
const townAlone = new RegExp(`(?: [–-])?${place}`, 'yu')
const noTown =
  '(?!Thank|Dank|Merci|Grazie|Gracias|Obrigad|Tack|Takk|Tak |Dzięk|Dziek|Teşekk|Спасибо|Bitte|Please|Help|Saluti|Regards|MfG|LG|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|Mont|Diens|Mitt|Donn|Frei|Sams|Sonn|Jan|Feb|Mar[ch]|März|Apr|May|Jun|Jul|Aug|Sept|Oct|Okt|Nov|Dec|Dez|Tel|Handy|Phone|Mobil|Kunden|Order|Kein|Nobody|No |The |They |It |I |We |You )'
const clause = String.raw`(?=[,;!?)\n]|\.(?: |$)|$| [-–] | (?:y|e|i|et|und|en|och|og|ve|pero|ma|mas|mais|aber|maar|ale|men|ama|но|и|nicht|no|non|não|niet|nie|inte|ikke|but|and|not|is|was)(?!\p{L}))`
/** A town without a postal code, before the end of a clause; not a word of thanks. */
const townOnly = new RegExp(
  String.raw`(?:, | [-–/] |,? (?=\p{Lu}\p{L}+ ?[/–-] ?\p{Lu}))${noTown}${town}(?:,? ?[-–/]? ?(?:\p{Lu}\p{L}{2,14}|[A-Z]{2}))?${clause}`,
  'yu',
)
/** ", Alton refuses" */
const townInSentence = new RegExp(
  String.raw`, ${noTown}(?!(?:I|He|She|They|My|Your|But|And|So|Ich|Wir|Er|Sie|Es|Der|Die|Das|Aber|Und|Le|La|Les|Il|Elle|Je|Nous|On|El|Los|Yo|Ella|Pero|Lo|Io|Ma|Os|Eu|Mas|Ik|Wij|Maar|De|Het|Ja|Ale|Ben|Biz|Ama|Klingel|Code|Tel|Но|Я|Мы|Он)(?!\p{L}))${word}(?: ${word})?(?= (?!(?:and|or|und|oder|et|ou|y|e|o|en|of|i|og|och|ve|и) )\p{Ll})`,
  'yu',
)
/** … in Weimar, … à Blois */
const townAfterPreposition = new RegExp(
  String.raw`,? (?:in|à|a|de|en|em|te|w|we|v|ve|i|в|din) ${noTown}${word}(?: ${word})?(?= \p{Ll}|[,.;!?)]|$)`,
  'yu',
)
/** Tepebaşı/Eskişehir */
const townWithSlash = new RegExp(String.raw`,? ${noTown}${word}(?: ${word})? ?\/ ?${word}`, 'yu')
const townBeside = new RegExp(
  String.raw` ${noTown}${town}(?=[,;!?)\n]|\.(?: |$)|$| (?:e|y|und|et|and|en|i|og|och|ve|и|ma|pero|aber|mais|maar|ale) )`,
  'yu',
)
/** A large city in lower case, in Arabic or in Hindi, with its code. */
const bigCity = new RegExp(
  String.raw`(?:[,،]| -)? ?(?:in |à |a |en |em |te |w |v |i |в |г\.? ?|में )?(?:${bigCities})(?![\p{L}\p{M}])(?:[,/ -]{1,3}(?:${bigCities})(?![\p{L}\p{M}]))?(?:,? ?-? ?\d{5,6}(?!\d))?`,
  'iyu',
)
/** حي النزهة، الدور الثالث، شقة 5 */
const arabicParts =
  /(?:،? ?(?:حي|شقة|الشقة|الدور|الطابق|عمارة|مبنى|بناية|فيلا|برج|رقم|منطقة)(?: رقم)? ?(?:\d{1,4}|\p{Script=Arabic}{2,14})(?: (?=ال)\p{Script=Arabic}{3,12})?){1,4}/uy
/** A postal code that ends the address; four digits are no year. */
const codeAlone =
  /(?:(?:,| -)? ?(?:\d{5,6}|\d{3} \d\d\d?|\d\d-\d{3}|\d{4}-\d{3}|\d{4} ?[A-Z]{2}|[A-Z]\d{4}(?:[A-Z]{3})?|[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})|,? (?:CP|C\.P\.|PLZ|zip) ?\d{4,5}|,? ?(?!(?:19|20)\d\d)\d{4})(?=[,;!?)\n]|\.(?: |$)|$| [-–] | (?:ama|ve|dedim|and|but|y|und|et)(?!\p{L}))/uy
/** The postal code and town in lower case. */
const lowerTown = /,? (?:\d{4} ?[a-z]{2}|\d{4,5}|\d{3} \d\d|\d\d-\d{3}|\d{4}-\d{3}) \p{Ll}{3,20}(?! \d)/uy
/** What may follow an address in lower case: the end of a clause, a name, a flat or a postal code. */
const clauseEnd =
  /\s*(?:[,;.:!?)\]/\n–—-]|$)| \p{Lu}| \d{4,5} | \d\d-?\d{3} | (?:y|e|et|und|en|i|och|og|ve|and|but|pero|ma|mas|mais|aber|maar|ale|men|ama|но|и|а|invece|instead|en lugar|en vez|statt|anstatt|au lieu|em vez|ipv|zamiast|yerine|вместо|místo|i stället|i stedet|bukan|ikke|not|nicht|non|não|no|niet|nie|inte|not|please|pls|bitte|svp|por favor|per favore)(?!\p{L})/uy
const noLowerTown =
  'gracias|grazie|danke|bitte|merci|please|thanks?|obrigad|urgent|nada|niente|rien|nichts|nothing|nobody|nadie|nessuno|ningu|personne|niemand|nikt|hola|hallo|hello|ayer|oggi|ieri|gestern|heute|demain|hier|hoje|ontem|jutro|dzi[sś]|wczoraj|vandaag|gisteren|again|wieder|encore|otra|ancora|always|immer|siempre|sempre|toujours|kurier|courier|paket|portão|porta|apto|casa|scala|piso|etage|erdgeschoss|klingel|hinterhof|interno|citofono|dzięk|dziek|prosz|teşekk|lütfen|спасибо|пожалуйста|курьер|yesterday|today|tomorrow|left|right|door|gate|flat|next|near|opposite'
/** ", trujillo" after a street in lower case */
const lowerTownAlone = new RegExp(
  String.raw`, (?!${noLowerTown})\p{Ll}{4,20}(?: (?!${noLowerTown})\p{Ll}{3,14})?(?=[,.;!?)\n]|$)`,
  'uy',
)

/** Where the sticky expression, tried at `at`, ends. */
function endOf(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at
  return expression.test(text) ? expression.lastIndex : at
}

/** Where the letter and the flat after a house number end. */
export const endOfFlats = (text: string, at: number): number => endOf(flats, text, at)

/** Four digits, or five behind a word, may count something: "4500 Beschwerden gingen ein". With the end of the line they are a postal code. */
function endOfNextLine(text: string, at: number): number {
  const end = endOf(townOnNextLine, text, at)
  const mayCount = /^\W*\d{4} |\p{L} \d{5}$/u.test(text.slice(at, end))
  return mayCount && !/^[ \t]*(?:[.,;!?)]|\r?\n|$)/.test(text.slice(end, end + 40)) ? at : end
}

/** Where the postal code and the town end. */
export const endOfPlace = (text: string, at: number): number =>
  Math.max(
    endOfNextLine(text, at),
    ...[
      townAfter,
      townAlone,
      lowerTown,
      townOnly,
      townInSentence,
      townAfterPreposition,
      townWithSlash,
      townBeside,
      bigCity,
      arabicParts,
    ].map((expression) => endOf(expression, text, at)),
  )

/** Whether a town in lower case or its postal code follows. */
export const isBeforeTown = (text: string, at: number): boolean =>
  [bigCity, lowerTown].some((expression) => endOf(expression, text, at) > at)

/** Where a street in lower case ends with its town. */
export function endOfLowerPlace(text: string, at: number): number {
  const end = endOfPlace(text, at)
  return end > at ? end : endOf(lowerTownAlone, text, at)
}

export function isClauseEnd(text: string, at: number): boolean {
  clauseEnd.lastIndex = at
  return clauseEnd.test(text)
}

const marker = '[address]'

/** What other rules left of an address after its street. */
function findTails(text: string): Edit[] {
  const found: Edit[] = []
  const isLower = !/\p{Lu}/u.test(text)
  for (let from = text.indexOf(marker); from >= 0; from = text.indexOf(marker, from + marker.length)) {
    const end = from + marker.length
    const place = endOfPlace(text, endOfPlace(text, endOfFlats(text, end)))
    const to = endOf(codeAlone, text, isLower ? endOf(lowerTownAlone, text, place) : place)
    if (to > end) found.push({ from, to, by: marker })
  }
  return found
}

const namedHead =
  /(?<=(?:[Aa]dd?ress?e?|ADRESSE|[Dd]irecci[óo]n|[Ii]ndirizzo|[Ee]ndereço|[Mm]orada|[Aa]nschrift|[Аа]дрес)[^:\n]{0,30}: ?)\p{Lu}[^,:\n\d[\]]{2,40}, ?\[address\]/gu

/** The postal code and the town before the street: 194223, Санкт-Петербург, пр. […] */
const townHead =
  /(?<![\p{L}\p{N}.,:-])\d{5,6},? (?:г\.? ?)?\p{Lu}[\p{L}-]{2,24}(?: \p{Lu}[\p{L}-]{2,24})?, ?(?:(?:пр|просп|ул|пер|наб|ш|бул|пл|b-dul|str|bd|av|c|ul)\.? ?)?\[address\]/gu
const findTownHeads = (text: string): readonly Edit[] => matches(text, townHead, marker)

/** What is left of the name of a street before its number: route de […]. */
const streetHead =
  /(?<![\p{L}\p{N}])(?:\d{1,4}(?: ?(?:bis|ter))?,? )?(?:route|rte|promenade|esplanade|montée|place|quai|cours|lotissement|résidence|hameau|cité|square|clos|chaussée|frazione|località|contrada|borgata|plac|aleja|aleje|alameda|estrada|largo|praceta|camino|carretera|barrio|vicolo|strada|gang|komplek|ulica|ul\.|улица|ул\.|straße|platz|(?:gen|ген|dr|prof|ks|św|burg|mgr|pres|gral|cnel|pbro|акад|марш|адм|им|sgt)\.(?: van(?: de[rn]?)?)?)(?: (?:de la|de l['’]|des|du|de|d['’]|della|delle|dei|di|do|da|dos|das|del|de los|de las))? ?\[address\]/giu

/** A house or a name at the start of a sentence: Gartenhaus, …; Chez Mme Aubry, … */
const startHead =
  /(?<=^|[.!?:–—-] |\n|(?<!\p{L})(?:from|at|to|aus|nach|an|bei|beim|depuis|chez|desde|en|presso|bij|hos|z|u|из|у) )(?!(?:Hello|Hi|Hey|Hallo|Bonjour|Salut|Hola|Ciao|Salve|Olá|Oi|Dear|Please|Bitte|Guten|Hej|Hei|Merhaba|Привет)(?!\p{L}))\p{Lu}[\p{L}'’.-]{1,20}(?:(?<=(?:from|at|to|aus|nach|an|bei|beim|depuis|chez|desde|en|presso|bij|hos|z|u|из|у|:) [\p{L}'’.-]{2,21})|(?= )(?: (?:\p{Lu}[\p{L}'’.-]{0,20}|de|du|des|la|le|der|die|das|van|von)){1,3}), ?\[address\]/gu

const findStartHeads = (text: string): readonly Edit[] => matches(text, startHead, marker)
const findStreetHeads = (text: string): readonly Edit[] => matches(text, streetHead, marker)
const findNamedHeads = (text: string): readonly Edit[] => matches(text, namedHead, marker)

/** What was meant instead of the address before: … statt Lindenweg 3. */
const instead = new RegExp(
  String.raw`(?<=\[address\][^[\n.!?]{0,24} (?:statt|anstatt|instead of|rather than|not|nicht|вместо|замість|ipv|i\.p\.v\.|in plaats van|niet|zamiast|a nie|nie|au lieu de?|et non|pas|en lugar de|en vez de|y no|invece di|e non|em vez de|e não|i stället för|och inte|ikke|i stedet for|yerine|bukan|nu|místo|a ne|eikä|non è|não é|no es|n['’]est pas|is not|isn['’]t|ist nicht|is niet|to nie|değil|это не) (?:de |di |du |del |la |le |l'|the |der |die |den |ao |à |na |au |in |an |to |at )?)(?:${cap} (?:(?:de|la|du|des|del|della|do|da|dos) )?(?:${cap} ){0,3}${number}|\d{1,4}[a-zA-Z]?,? ${cap}(?: ${cap}){1,3})`,
  'gu',
)
const findInstead = (text: string): readonly Edit[] => matches(text, instead, marker)

export const addressTails: Rules = {
  mayHold: (text) => text.includes(marker),
  steps: [findInstead, findTails, findStreetHeads, findPartsBefore, findNamedHeads, findTownHeads, findStartHeads],
}
