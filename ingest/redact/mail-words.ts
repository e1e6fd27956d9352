/** How people spell the signs of a mail address, by language (ISO 639-1): parts of regular expressions that ignore case. */
interface MailWords {
  at?: string
  dot?: string
  underscore?: string
  dash?: string
}

const languages: Record<string, MailWords> = {
  en: {
    at: 'at[- ]sign|at the rate(?: of)?|at d rate|attherate',
    dot: 'dot|period|d0t|full ?stop',
    underscore: 'under ?score',
    dash: 'dash|hyphen',
  },
  de: {
    at: 'ät|aet|klammeraffe|at-zeichen',
    dot: 'punkt|pkt',
    underscore: 'unter ?strich',
    dash: 'minus|binde ?strich',
  },
  fr: {
    at: 'arr?obase?|arr?obas|a commercial',
    dot: 'point',
    underscore: 'tiret (?:du )?(?:bas|8)|souligné',
    dash: "tiret|trait d[’']union",
  },
  es: {
    at: 'arr?oba',
    dot: 'punto|pto',
    underscore: 'gui[óo]n bajo|barra baja|guion abajo',
    dash: 'gui[óo]n(?: medio)?',
  },
  it: { at: 'chiocc?iol(?:a|ina)', dot: 'punto', underscore: 'trattino basso|underscore', dash: 'trattino|meno' },
  pt: {
    at: 'arr?oba',
    dot: 'ponto',
    underscore: 'underline|sublinhado|traço (?:baixo|em baixo)',
    dash: 'h[íi]fen|traço|tra[çc]inho',
  },
  nl: {
    at: 'apen?staart(?:je)?',
    dot: 'punt',
    underscore: 'liggend streepje|onderstreepje|laag streepje|lage streep',
    dash: 'streepje|koppelteken|min',
  },
  pl: {
    at: 'ma[łl]p(?:a|ka|ę)',
    dot: 'kropka',
    underscore: 'podkre[śs]l(?:nik|enie)|dolna kreska|podłoga',
    dash: 'my[śs]lnik|kreska',
  },
  sv: { at: 'snabel-? ?a|kanelbulle', dot: 'punkt|prick', underscore: 'understreck', dash: 'bindestreck|streck' },
  da: { at: 'snabel-? ?a', dot: 'punktum|prik', underscore: 'understreg|underscore', dash: 'bindestreg' },
  no: { at: 'kr[øo]ll-?alfa|alfakr[øo]ll', dot: 'punktum|prikk', underscore: 'understrek', dash: 'bindestrek' },
  fi: { at: 'ät-?merkki|miu ?mau|kissanhäntä', dot: 'piste', underscore: 'alaviiva', dash: 'väliviiva|viiva' },
  tr: {
    at: 'kuyruklu a|et işareti|et isareti',
    dot: 'nokta',
    underscore: 'alt ?(?:çizgi|tire|cizgi)',
    dash: 'tire|kısa çizgi',
  },
  cs: { at: 'zavin[aá][čc](?:em)?', dot: 'te[čc]ka', underscore: 'podtr[žz][íi]tko', dash: 'poml[čc]ka' },
  sk: { at: 'zavin[aá][čc]', dot: 'bodka', underscore: 'podčiarkovník' },
  hu: { at: 'kukac', dot: 'pont', underscore: 'alsó ?vonás|aláhúzás', dash: 'kötőjel' },
  ro: {
    at: 'arond|coad[ăa] de maimu[țt][ăa]',
    dot: 'punct',
    underscore: 'liniu[țt][ăa] jos|underline',
    dash: 'cratim[ăa]|liniu[țt][ăa]',
  },
  ru: {
    at: 'собак[ау]|собачка|сабака|гав|эт',
    dot: 'точка|тчк|дот',
    underscore: '(?:нижнее )?подч[её]ркивание|нижний пробел|андерскор',
    dash: 'дефис|тире|минус',
  },
  uk: { at: 'равлик|собака|песик', dot: 'крапка', underscore: '(?:нижнє )?підкреслення', dash: 'дефіс|тире' },
  el: { at: 'παπάκι|παπακι', dot: 'τελεία|τελεια', underscore: 'κάτω παύλα', dash: 'παύλα' },
  hi: { at: 'एट द रेट|ऐट|एट|एट्', dot: 'डॉट|डाट|बिंदु', underscore: 'अंडरस्कोर', dash: 'डैश|हाइफन' },
  ar: { at: '[آأا]ت|علامة ات|إت', dot: 'نقط[ةه]|دوت', underscore: 'شرطة سفلية|اندرسكور|أندرسكور', dash: 'شرطة|داش' },
  he: { at: 'שטרודל|כרוכית|אט', dot: 'נקודה|דוט', underscore: 'קו תחתון', dash: 'מקף' },
  id: { at: 'keong|a keong', dot: 'titik', underscore: 'garis bawah|underscore', dash: 'strip' },
  vi: { at: 'a còng|a móc', dot: 'chấm', underscore: 'gạch dưới', dash: 'gạch ngang' },
}

const union = (part: keyof MailWords): string =>
  Object.values(languages)
    .flatMap((language) => language[part] ?? [])
    .join('|')

/** "At" itself is none of them: it is a word between any two others. */
export const atWord = union('at')
export const dotWord = union('dot')
export const joinWord = `${union('underscore')}|${union('dash')}`

/** Languages without spaces between words. */
export const unspacedAt =
  'アットマーク|アット|あっとまーく|あっと|＠マーク|@マーク|골뱅이|앳|艾特|圈[aA]|小老鼠|[aA]圈|花a|爱特'
export const unspacedDot = 'ドット|どっと|ポツ|点|點|점|닷|쩜'
export const unspacedJoin = 'アンダー(?:バー|スコア)|ハイフン|下划线|下劃線|底线|底線|减号|横杠|언더바|밑줄|하이픈'

/** Names of mail services that hardly mean anything else. */
export const provider =
  'g[- ]?mail|goo?glemail|hotmail|yahoo|ymail|outlook|icloud|gmx|proton ?mail|yandex|hanmail|naver|laposte|wanadoo|t-online|posteo|rediffmail'
/** So do these before their country. */
export const providers = `${provider}|live|msn|me|mac|aol|web|proton|pm|zoho|fastmail|tutanota|mail|freenet|arcor|mailbox|orange|free|sfr|neuf|bbox|libero|virgilio|tiscali|alice|tin|fastwebnet|pec|uol|terra|ig|globo|sapo|clix|iol|telefonica|ziggo|kpn(?:mail|planet)?|planet|xs4all|hetnet|home|telenet|skynet|wp|o2|onet|interia|poczta|op|gazeta|telia|comhem|spray|bredband|tele2|online|ya|rambler|bk|list|inbox|ukr|i|meta|seznam|centrum|email|azet|freemail|citromail|daum|kakao|nate|qq|foxmail|163|126|sina|sohu|aliyun|139|189|docomo|ezweb|au|softbank|nifty|biglobe|ocn|so-net|btinternet|sky|talktalk|virginmedia|ntlworld|comcast|verizon|att|sbcglobal|bellsouth|bigpond|optusnet|xtra|mynet|superonline|ttmail|bluewin|aon|chello`
