/** Words beside a phone number that leave no doubt, by language (ISO 639-1): parts of regular expressions that ignore case. */
const callWordsOf: Record<string, string> = {
  en: String.raw`(?<!i|head|micro|ear|smart)phone|\btele?\b|\bmob(?:ile?)?\b|\bcell?\b|whats?app|\bph\b|\bcall (?:me|us|back|him|her)|\bcall ?:? ?$|ring (?:me|us)|text me|reach (?:me|us)|(?:my|our|new|old|contact|home|work|mum['’]?s|wife['’]?s|husband['’]?s) (?:number|no|nr)\b|landline|number is|☎|📞|📱|✆`,
  de: String.raw`telefon|anruf|anzurufen|erreich|rückruf|ruckruf|\bhandy|festnetz|\bruf(?:t|en sie|e)? (?:mich|uns)|\bmobilnummer|\bmobil ?:? ?$|durchklingeln`,
  fr: String.raw`\bt[ée]l\b|téléphon|\bportable|mon fixe|appel|rappel|joindre|joignable|(?:mon|notre) num[ée]ro`,
  es: String.raw`\bm[óo]vil|celular|\bcel\b|\bfono\b|ll[áa]m[ae]|llamar|tel[ée]fono|\bwsp\b|wasap|\bwhats\b|marcar|cont[áa]ct[ae]`,
  it: String.raw`cellulare|\bcell\b|chiam|telefon|richiam|\bnumero è|\bfisso\b|recapito`,
  pt: String.raw`telem[óo]vel|celular|telefone|\bfone\b|\bzap\b|\bwpp\b|\bligu?[aeo]\b|liga(?:r|em)? (?:para|pra)|me liga|contacto|contato`,
  nl: String.raw`\bbel\b|\bbellen\b|\bmobiel|telefoon|terugbel|\b06-?nummer|bereikbaar|\bgsm`,
  pl: String.raw`dzwo|telefon|\btel\b|\bkom\.|komórk|oddzwo|(?:mój|nasz) numer`,
  sv: String.raw`ring mig|\bring\b|telefon|mobil|\bnås\b|(?:mitt|vårt) nummer`,
  da: String.raw`\btlf\b|\btlfn\b|telefon|\bring\b|mobil|(?:mit|mitt) nummer`,
  fi: String.raw`\bpuh\b|puhelin|\bsoit|numeroni`,
  tr: String.raw`\bcep\b|telefon|\btel\b|\bara(?:y[ıi]n|d[ıi]m|yabilirsiniz)\b|beni ara|numaram|ulaş`,
  el: 'τηλ|κινητό',
  cs: String.raw`zavolejte|volejte|telefon|moje číslo|mobil`,
  hu: String.raw`hívj|telefon|számom`,
  ru: String.raw`звон|(?<!\p{L})тел(?:\.|ефон|\s)|(?<!\p{L})моб(?:\.|ильн)|во?[тц]сап|ватсап`,
  zh: String.raw`手机|手機|电话|電話|座机|座機|联系|聯絡|致电|打给|微信`,
  ja: String.raw`電話|携帯|連絡先|折り返し|ＴＥＬ|TEL`,
  ko: String.raw`전화|핸드폰|휴대폰|연락|폰번호|제 번호`,
  ar: String.raw`هاتف|جوال|موبايل|اتصل|واتس|تلفون|رقمي|تليفون|الاتصال|كلموني`,
  hi: String.raw`फ़ोन|फोन|मोबाइल|कॉल|व्हाट्सएप|मेरा (?:नंबर|नम्बर)|संपर्क`,
  id: String.raw`\btelp|\bhp\b|\bwa\b|hubungi|\bhub\b`,
  vi: 'điện thoại|\\bsđt|số (?:của )?(?:tôi|mình)|gọi',
  uk: String.raw`дзвон|телефон|мій номер`,
  ro: String.raw`telefon|sunați|sunati|numărul meu`,
  he: String.raw`טלפון|נייד|התקשר|המספר שלי`,
}

/** Words that a phone number often stands beside, and other numbers, too. */
const nearWords = String.raw`\bfixo\b|\blada\b|hotline|\bmy no\b|\bmy nr\b|nr tel|numer tel|\bkom(?:órk|\.)|\bgsm\b|\bfisso\b|\bcasa\b|\bwork\b|vaste? lijn|\bsabit\b|numar|n[oº]° ?tel|رقم|नंबर|sentralbord|v[äa]xel\b|switchboard|centralino|centralka|zentrale|atenci[óo]n|clientes?\b|hizmet|\bnomor|liguei|ligar|marque|\bara\b|номер|fon\b|mobil|\bmob\b|\bcell|\btele?[fm]|\btlf|\bcall|\bring\b|\btext|reach|contact|contatt|kontakt|\bsms|\bdial|voicemail|\bline\b|number|n[uú]m[eé]r|nummer|handy|m[oó]vil|\bfijo\b|\bfixe\b|llám|dzwo|anruf|ruf|\botp\b|\bviber|\btelegram|\bsignal`

const calls = Object.values(callWordsOf).join('|')

export const callWords = new RegExp(calls, 'iu')
export const phoneWords = new RegExp(`${calls}|${nearWords}|\\bt[ée]l|\\bph\\b`, 'iu')
