/** Words beside a phone number that leave no doubt, by language (ISO 639-1): parts of regular expressions that ignore case. */
const callWordsOf: Record<string, string> = {
  en: String.raw`(?<!i|head|micro|ear|smart)phone|\btele?\b|\bmob(?:ile?)?\b|\bcell?\b|whats?app|\bph\b|\bcall (?:me|us|back|him|her)|\bcall ?:? ?$|ring (?:me|us)|text me|reach (?:me|us)|(?:my|our|new|old|contact|home|work|mum['’]?s|wife['’]?s|husband['’]?s) (?:number|no|nr)\b|landline|number is|☎|📞|📱|✆`,
  de: String.raw`telefon|anruf|anzurufen|erreich|rückruf|ruckruf|\bhandy|festnetz|\bruf(?:t|en sie|e)? (?:mich|uns)|\bmobilnummer|\bmobil ?:? ?$|durchklingeln|\bmeine (?:nummer|nr\.?) (?:ist|lautet)`,
  fr: String.raw`\bt[ée]l\b|téléphon|\bportable|mon fixe|appel|rappel|joindre|joignable|(?:mon|notre) num[ée]ro`,
  es: String.raw`\bm[óo]vil|celular|\bcel\b|\bfono\b|ll[áa]m[ae]|llamar|tel[ée]fono|\bwsp\b|wasap|\bwhats\b|marcar|cont[áa]ct[ae]`,
  it: String.raw`cellulare|\bcell\b|chiam|telefon|richiam|\bnumero è|\bfisso\b|recapito`,
  pt: String.raw`telem[óo]vel|celular|telefone|\bfone\b|\bzap\b|\bwpp\b|\bligu?[aeo]\b|liga(?:r|em)? (?:para|pra)|me liga|contacto|contato`,
  nl: String.raw`\bbel\b|\bbellen\b|\bmobiel|telefoon|terugbel|\b06-?nummer|bereikbaar|\bgsm|\bmijn (?:nummer|nr\.?) is`,
  pl: String.raw`dzwo|telefon|\btel\b|\bkom\.|komórk|oddzwo|(?:mój|nasz) n(?:ume)?r`,
  sv: String.raw`ring mig|\bring\b|telefon|mobil|\bnås\b|(?:mitt|vårt) (?:nummer|nr\.?)`,
  da: String.raw`\btlf\b|\btlfn\b|telefon|\bring\b|mobil|\bmitt? (?:nummer|nr\.?)`,
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

/** What a company's own line is called, by language: parts of regular expressions that ignore case. */
const serviceWordsOf: Record<string, string> = {
  en: String.raw`hot ?line|help ?line|help ?desk|(?:customer|client) (?:service|support|care|helpline|line)|support (?:line|number)|service (?:line|number)|call cent(?:er|re)|toll[- ]free|free ?phone|switchboard|premium line`,
  de: String.raw`hotline|service-?nummer|kundenservice|kundendienst|kundenhotline|servicehotline|infoline|zentrale|call ?center|telefonzentrale`,
  fr: String.raw`standard|service clients?|num[ée]ro vert|num[ée]ro surtax[ée]|hotline|assistance|service après[- ]vente|\bsav\b|centre d[’']appels?|ligne d[’']assistance`,
  es: String.raw`atenci[óo]n al (?:cliente|usuario)|servicio al cliente|l[íi]nea de (?:atenci[óo]n|ayuda)|l[íi]nea gratuita|call ?center|centralita`,
  it: String.raw`numero verde|servizio clienti|assistenza(?: clienti)?|centralino|call ?center`,
  pt: String.raw`apoio ao cliente|atendimento(?: ao cliente)?|linha de (?:apoio|atendimento)|central de (?:atendimento|relacionamento)|\bsac\b|linha azul`,
  nl: String.raw`klantenservice|klantendienst|servicenummer|helpdesk|centrale`,
  pl: String.raw`infolini[aęi]|biur[oa] obsługi(?: klienta)?|obsług[aię] klienta|central[aię]`,
  sv: String.raw`kundtj[äa]nst|kundservice|växel(?:n)?|supporten`,
  da: String.raw`kundeservice|hovednummer`,
  no: String.raw`kundeservice|kundesenter|sentralbord(?:et)?`,
  fi: String.raw`asiakaspalvelu(?:un|sta|n)?|vaihde`,
  tr: String.raw`müşteri hizmetleri(?:ne|nin|ni)?|çağrı merkezi(?:ni|ne)?|destek hattı(?:nı)?`,
  cs: String.raw`infolink[aouy]|zákaznick\p{L}{1,4} link[aouy]|hotlink[aou]`,
  hu: String.raw`ügyfélszolgálat(?:ot|uk)?|ügyfélvonal`,
  ro: String.raw`relații clienți|relatii clienti|call ?center(?:ul)?|infoline`,
  ru: String.raw`горяч\p{L}{2} лини[юияей]|колл-?центр\p{L}{0,2}|служб\p{L} поддержки|техподдержк\p{L}|клиентск\p{L}{2} служб\p{L}`,
  uk: String.raw`гаряч\p{L}{1,2} ліні\p{L}|служб\p{L} підтримки|кол-?центр\p{L}{0,2}`,
  el: String.raw`εξυπηρέτηση πελατών|τηλεφωνικό κέντρο`,
  zh: '热线|熱線|客服(?:电话|電話)?|服务电话|服務電話|专线|專線',
  ja: 'フリーダイヤル|コールセンター|サポートセンター|お客様(?:センター|窓口|相談室)|カスタマー(?:センター|サポート)|窓口',
  ko: '고객 ?센터|콜센터|상담 ?센터|대표 ?번호',
  hi: 'कस्टमर केयर|हेल्पलाइन|टोल फ्री',
  ar: 'خدمة العملاء|الخط الساخن|مركز الاتصال|الرقم الموحد',
  he: 'שירות לקוחות|מוקד',
  id: 'layanan pelanggan|call ?center|customer service',
  vi: 'tổng đài|đường dây nóng',
}

/** Right before a number: it is the company's own line, which everybody knows. */
export const serviceWords = new RegExp(
  String.raw`(?<![a-z])(?:${Object.values(serviceWordsOf).join('|')})[\s:：(]{0,2}(?:(?:number|no\.?|nr\.?|numéro|numero|número|nummer|numer|номер|号码|號碼|番号|번호|رقم|on|at|under|unter|au|al|na|auf|op|på|по|is|ist|est|es|è|é|was|の|は|는|은)[\s:：]{0,2}){0,2}$`,
  'iu',
)

/** Numbers that cost the caller nothing or more, which no person has, as the numbering plans of the markets have them. */
export const serviceNumber = new RegExp(
  [
    // 0800 328 4417, 8 800 505 37 14, 1-800-555-0134, 900 822 314
    String.raw`^(?:0 ?|8[ -]?|1[ .-]?|\+?1[ .-]|00)?\(?[89]00\)?(?=[ .-]|\d{6,7}$)`,
    // Turkey: 0850 222 0 444, 444 0 123. Sweden: 0771-10 20 30. Germany: 0180 5 … Britain: 0845 …
    String.raw`^0? ?\(?850\)? \d{3} |^444 \d \d{3}$|^0771[ –-]\d\d ?\d\d ?\d\d$|^0180[ -]?\d|^084[345][ -]\d{3} ?\d{4}$`,
    // France: 08 92 70 12 39, 09 69 32 18 40, 36 39. Italy: 199 304 118. Australia: 1300 123 456.
    String.raw`^0(?:8 ?\d\d|9 ?69)(?: \d\d){3}$|^(?:199|840|848|892) ?\d{3} ?\d{3}$|^1[38]00 \d{3} \d{3}$`,
    // Japan: 0120-444-113. China: 400-699-9999. Korea: 1588-1234.
    String.raw`^0(?:120|570)[ -]\d{2,3}[ -]\d{3,4}$|^400[ -]\d{3,4}[ -]?\d{3,4}$|^1[568]\d\d-\d{4}$`,
  ].join('|'),
)
