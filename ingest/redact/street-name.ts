/** Particles in names of streets, which are written in lower case. */
const particles = new Set(
  'de du des del della delle dei degli di da das dos do la le les las los el al a i e y et d l der den van von am an zum zur des im van het ten ter of og och i и на св ibn al'.split(
    ' ',
  ),
)

/** Whether every word of it is capitalised, a number or a particle, and one is capitalised. Scripts without capitals have none. */
export function isStreetName(name: string): boolean {
  const words = name.split(/[ '’]/).filter(Boolean)
  return (
    words.some((word) => /^\p{Lu}[\p{L}.]/u.test(word)) &&
    words.every((word) => /^[\p{Lu}\d]/u.test(word) || particles.has(word))
  )
}

const noLowerName =
  /^(?:wohnung|haus|etage|stock|zimmer|block|top|tür|apartment|flat|house|floor|room|unit|piso|planta|bloque|edificio|casa|apartamento|appartement|immeuble|étage|bâtiment|appartamento|palazzo|piano|scala|interno|andar|bloco|prédio|mieszkani\p{L}*|piętr\p{L}*|blok\p{L}*|daire|kat|квартир\p{L}*|дом\p{L}*|этаж\p{L}*|подъезд\p{L}*|seit|hace|da|dal|depuis|desde|od|sinds|sedan|около|since|for|circa|ungefähr|mit|with|con|avec|com|met|with|около|est|ist|is|es|jest|är|er|nicht|not|pas|no|non|nie|não|niet|inte|und|and|et|y|und|vor|nach|um|bis|at|on|mal|nur|only|solo|tylko|już|alle|tutti|todos|tous|wszyscy|kundennummer|nummer|número|numero|numéro|number|code|plz|zip|cap|cp|mail|email|telefon|phone)$/iu

const sinceOrVerb =
  /(?<!\p{L})(?:hay|hab[íi]a|tiene|est[áa]|desde|hace|há|tem|depuis|il y a|c['’]è|da quando|sinds|sedan|seit|gibt|since|from)(?!\p{L})/iu

/** "calle hay fibra desde" 2016: words in lower case between a street and a number that say something, and name nothing. */
export const saysOther = (name: string): boolean => sinceOrVerb.test(name)

/** After "delivered to": a word with a number that is no street. */
export const isNoStreet = (name: string): boolean =>
  /^(?:packstation|postfiliale|filiale|halle|terminal|gate|gleis|tor|kasse|schalter|zimmer|raum|block|lager|shop|store|paketshop|abteilung|kunde|platz|reihe|hub|depot|box|locker|punkt|punto|point|paczkomat\p{L}*|station|level|zone|windows|android|version|kanal|canal|channel|tienda|negozio|magasin|loja|winkel|sklep|mağaza|магазин|butik\p{L}*)$/iu.test(
    name,
  )

/** After "I live in": one to three words in lower case, one of them of five letters or more, and none that says something else. */
export function isLowerName(name: string): boolean {
  const words = name.split(' ')
  return (
    words.length <= 3 &&
    words.every((word) => /^[\p{Ll}\p{M}'’.-]+$/u.test(word) && !noLowerName.test(word)) &&
    words.some((word) => word.length > 4)
  )
}

const englishStreet =
  /^(?:\p{Ll}[\p{Ll}'’-]+ ){1,3}?(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|court|ct|way|place|square|grove|gardens|crescent|terrace|mews|hill|park|green|view|rise|walk|row|parade|boulevard|blvd|circle|highway|alley|wharf|villas|cottages|croft|house)(?![\p{L}'’])/u

/** After a house number: how much of the words is the name of a street, 0 for none. @param whole the words with the number before them */
export function lengthOfName(words: string, whole: string): number {
  const english = englishStreet.exec(words)
  if (english) return english[0].length
  const capitals: string[] = []
  for (const word of words.split(' ')) {
    if (!/^\p{Lu}/u.test(word) && !particles.has(word.replace(/['’].*/, ''))) break
    capitals.push(word)
  }
  while (capitals.length > 0 && !/\p{Lu}/u.test(capitals.at(-1)!)) capitals.pop()
  const name = capitals.join(' ').replace(/[.,'’-]+$/u, '')
  const isAll = name.length >= words.replace(/[.,'’-]+$/u, '').length
  return capitals.length > 1 || (capitals.length === 1 && isAll && /^\d{2}|^\d\p{L}/u.test(whole)) ? name.length : 0
}

/** An expression that is true of what begins with the words, and of none where there are no words. */
export const lowerWords = (words: string | undefined): RegExp =>
  words ? new RegExp(String.raw`^(?:${words})(?!\p{L})`, 'iu') : /(?!)/
