import { matches, type Edit, type FindEdits, type Rules } from './edits.ts'
import { callWords } from './phone-words.ts'

/** How the numbers from 0 to 99 are spoken, by language (ISO 639-1): parts of a regular expression that ignores case. */
const spoken: Record<string, string> = {
  en: '(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|oh|o|zero|nought|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|double|triple|hundred)',
  de: '(?:(?:(?:ein|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun)und)?(?:zwanzig|dreißig|dreissig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig)|null|eins?|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|doppel)',
  fr: '(?:(?:vingt|trente|quarante|cinquante|soixante|quatre-vingts?)(?:(?:[- ]et)?[- ](?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix(?:-sept|-huit|-neuf)?|onze|douze|treize|quatorze|quinze|seize))?|zéro|zero|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix(?:-sept|-huit|-neuf)?|onze|douze|treize|quatorze|quinze|seize|septante|nonante|huitante)',
  es: '(?:(?:treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa)(?: y (?:uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve))?|cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieci\\p{L}{3,6}|veint[ei]\\p{L}{0,7}|doble|triple)',
  it: '(?:(?:vent|trent|quarant|cinquant|sessant|settant|ottant|novant)(?:[aio](?:due|tré|tre|quattro|cinque|sei|sette|nove)?|uno|otto)|zero|uno|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici|quattordici|quindici|sedici|diciassette|diciotto|diciannove|doppio)',
  pt: '(?:(?:vinte|trinta|quarenta|cinquenta|sessenta|setenta|oitenta|noventa)(?: e (?:um|uma|dois|duas|três|quatro|cinco|seis|sete|oito|nove))?|zero|um|uma|dois|duas|três|tres|quatro|cinco|seis|meia|sete|oito|nove|dez|onze|doze|treze|catorze|quatorze|quinze|dezesseis|dezasseis|dezessete|dezassete|dezoito|dezenove|dezanove)',
  nl: '(?:(?:(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen)(?:ën|en))?(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)|nul|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|dubbel)',
  pl: '(?:(?:dwadzieścia|trzydzieści|czterdzieści|(?:pięć|sześć|siedem|osiem|dziewięć)dziesiąt)(?: (?:jeden|dwa|trzy|cztery|pięć|sześć|siedem|osiem|dziewięć))?|zero|jeden|dwa|trzy|cztery|pięć|sześć|siedem|osiem|dziewięć|dziesięć|\\p{L}{3,9}naście|\\p{L}{3,7}set|sto|dwieście|trzysta|czterysta)',
  tr: '(?:(?:on|yirmi|otuz|kırk|elli|altmış|yetmiş|seksen|doksan)(?: (?:bir|iki|üç|dört|beş|altı|yedi|sekiz|dokuz))?|sıfır|bir|iki|üç|dört|beş|altı|yedi|sekiz|dokuz|yüz)',
  sv: '(?:(?:tjugo|trettio|fyrtio|femtio|sextio|sjuttio|åttio|nittio)(?:ett|två|tre|fyra|fem|sex|sju|åtta|nio)?|noll|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|\\p{L}{3,5}ton)',
  ru: '(?:(?:двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|восемьдесят|девяносто)(?: (?:один|два|три|четыре|пять|шесть|семь|восемь|девять))?|ноль|нуль|один|два|три|четыре|пять|шесть|семь|восемь|девять|десять|\\p{L}{3,8}надцать|сто|двести|триста|четыреста|\\p{L}{4,6}сот)',
}

/** Six or more in a row: with fewer somebody counts. */
const rows = Object.values(spoken).map(
  (number) =>
    new RegExp(
      String.raw`(?<![\p{L}\p{N}])(?:(?:plus|más|mais|più)\s)?${number}(?:(?:, ?|\s|-|\.{2,3} ?|…\s?)${number}){5,24}(?![\p{L}\p{N}])`,
      'giu',
    ),
)
/** Shorter ones beside a word for a phone, which begin with a zero. */
const beginning = /^(?:oh|o|zero|nought|null|zéro|cero|nul|sıfır|noll|ноль|plus|más|mais|più|восемь)(?!\p{L})/iu
const shorter = Object.values(spoken).map(
  (number) => new RegExp(String.raw`(?<![\p{L}\p{N}])${number}(?:(?:, ?|\s|-)${number}){3,4}(?![\p{L}\p{N}])`, 'giu'),
)

/** Somebody counts, or repeats a word, or the numbers belong to what follows: "two, three, four weeks". */
const counting = [
  'zero one two three four five six seven eight nine ten eleven twelve',
  'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf',
  'zéro un deux trois quatre cinq six sept huit neuf dix onze douze',
  'zéro une deux trois quatre cinq six sept huit neuf dix onze douze',
  'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce',
  'zero uno due tre quattro cinque sei sette otto nove dieci undici dodici',
  'zero um dois três quatro cinco seis sete oito nove dez onze doze',
  'nul een twee drie vier vijf zes zeven acht negen tien elf twaalf',
  'zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście',
  'sıfır bir iki üç dört beş altı yedi sekiz dokuz on',
  'noll ett två tre fyra fem sex sju åtta nio tio elva tolv',
  'ноль один два три четыре пять шесть семь восемь девять десять',
].map((words) => words.split(' '))
const unit =
  /^ (?:out of|von|sur|de|su|van|av|из)? ?(?:ten|stars?|points?|times|people|pages?|floors?|rooms?|seconds?|minutes?|hours?|days?|weeks?|months?|years?|sterne|punkte|mal|personen|sekunden|minuten|stunden|tage|wochen|monate|jahre|anrufe|fois|étoiles|jours|semaines|mois|heures|veces|estrellas|días|semanas|meses|horas|volte|stelle|giorni|settimane|mesi|ore|vezes|estrelas|dias|keer|sterren|dagen|weken|maanden|uur|razy|gwiazdek|dni|tygodni|kez|yıldız|gün|hafta|gånger|stjärnor|dagar|veckor|раз|зв[её]зд|дней|недель)(?!\p{L})/iu

/** After a word for a phone or a zero at the beginning the words behind the number are no unit: "…, days or evenings". */
function isCounted(row: string, { before, after }: { before: string; after: string }): boolean {
  const words = row
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
  const follows = (numbers: readonly string[]) =>
    words.every((word, i) => i === 0 || numbers.indexOf(word) === numbers.indexOf(words[i - 1]!) + 1)
  if (counting.some((numbers) => numbers.includes(words[0]!) && follows(numbers))) return true
  if (callWords.test(before)) return false
  return new Set(words).size === 1 || (unit.test(after) && !beginning.test(row))
}

const phonesIn = (text: string, row: RegExp): readonly Edit[] =>
  matches(text, row, '[phone]').filter(
    ({ from, to }) =>
      !isCounted(text.slice(from, to), {
        before: text.slice(Math.max(0, from - 48), from),
        after: text.slice(to, to + 24),
      }),
  )

const six: FindEdits[] = rows.map((row) => (text) => phonesIn(text, row))
const four: FindEdits[] = shorter.map(
  (row) => (text) =>
    phonesIn(text, row).filter(
      ({ from, to }) =>
        beginning.test(text.slice(from, to)) || callWords.test(text.slice(Math.max(0, from - 48), from)),
    ),
)

const some = new RegExp(
  String.raw`(?<!\p{L})(?:${Object.values(spoken).join('|')})(?:(?:, ?|\s|-)(?:${Object.values(spoken).join('|')})){3}`,
  'iu',
)

/** Phone numbers that somebody spelt out, as in the transcript of a call, become [phone]: oh seven eight double four, nine one three … */
export const spokenNumbers: Rules = { mayHold: (text) => some.test(text), steps: [...six, ...four] }
