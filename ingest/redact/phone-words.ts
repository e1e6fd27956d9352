/** Words beside a phone number that leave no doubt, by language (ISO 639-1): parts of regular expressions that ignore case. */
const callWordsOf: Record<string, string> = {
  en: String.raw`(?<!i|head|micro|ear|smart)phone|\btele?\b|\bmob(?:ile?)?\b|\bcell?\b|whats?app|\bph\b|call (?:me|us)|ring me|text me|reach (?:me|us)|my number`,
  de: String.raw`telefon|anruf|erreich|rückruf|\bhandy(?:nummer| nr)|festnetz|ruf(?:t|en sie)? (?:mich|uns)`,
  fr: String.raw`\bt[ée]l\b|téléphon|\bportable ?:? ?$|mon portable|appel|rappel`,
  es: String.raw`\bm[óo]vil ?:? ?$|mi m[óo]vil|celular|\bfono\b|ll[áa]m[ae]|\bwsp\b|wasap|\bwhats\b`,
  it: String.raw`cellulare|\bcell\b|chiam`,
  pt: String.raw`telem[óo]vel|\bfone\b|\bzap\b|\bwpp\b|\bligu?[ae]\b|liga(?:r|em)? (?:para|pra)|me liga`,
  nl: String.raw`\bbel\b|\bmobiel\b`,
  pl: String.raw`dzwo|\bkom\.|komórk`,
  sv: String.raw`ring mig|\bring ?$`,
  da: String.raw`\btlf\b|\btlfn\b`,
  fi: String.raw`\bpuh\b|puhelin`,
  tr: String.raw`\bcep\b|\bara(?:y[ıi]n|d[ıi]m)\b|beni ara`,
  el: 'τηλ|κινητό',
  cs: 'zavolejte',
  hu: 'hívj',
  ru: String.raw`звон|(?<!\p{L})тел(?:\.|ефон|\s)|(?<!\p{L})моб(?:\.|ильн)|во?[тц]сап|ватсап`,
  zh: '手机|手機|电话|電話|座机|座機',
  ja: '電話|携帯',
  ko: '전화|핸드폰|휴대폰|연락처',
  ar: 'هاتف|جوال|موبايل|اتصل|واتس|تلفون',
  hi: 'फ़ोन|फोन|मोबाइल|कॉल|व्हाट्सएप',
  id: String.raw`\btelp|\bhp\b|\bwa\b|hubungi|\bhub\b`,
  vi: 'điện thoại|\\bsđt',
}

/** Words that a phone number often stands beside, and other numbers, too. */
const nearWords = String.raw`\bfixo\b|\blada\b|hotline|\bmy no\b|\bmy nr\b|nr tel|numer tel|\bkom(?:órk|\.)|\bgsm\b|\bfisso\b|\bcasa\b|\bwork\b|vaste? lijn|\bsabit\b|numar|n[oº]° ?tel|رقم|नंबर|sentralbord|v[äa]xel\b|switchboard|centralino|centralka|zentrale|atenci[óo]n|clientes?\b|hizmet|\bnomor|liguei|ligar|marque|\bara\b|номер|fon\b|mobil|\bmob\b|\bcell|\btele?[fm]|\btlf|\bcall|\bring\b|\btext|reach|contact|contatt|kontakt|\bsms|\bdial|voicemail|\bline\b|number|n[uú]m[eé]r|nummer|handy|m[oó]vil|\bfijo\b|\bfixe\b|llám|dzwo|anruf|ruf|\botp\b|\bviber|\btelegram|\bsignal`

const calls = Object.values(callWordsOf).join('|')

export const callWords = new RegExp(calls, 'iu')
export const phoneWords = new RegExp(`${calls}|${nearWords}|\\bt[ée]l|\\bph\\b`, 'iu')
