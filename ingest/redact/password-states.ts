/** What is said of a password in one word, by language (ISO 639-1): parts of regular expressions that ignore case. */
const words: Record<string, string> = {
  en: 'them|him|her|us|forgot\\p{L}*|(?:in)?correct\\p{L}*|wrong|(?:in)?valid|expired|weak|strong|required|missing|reset|none|not|never|always|too|so|very|still|now|also|being|been|sent|lost|gone|good|bad|right|fine|same|old|new|here|there|what|that|this|just|only|(?:un)?known|useless|broken|stuck|stolen|hidden|empty|blank|short|long|simple|easy|hard|(?:in|un)?secure|safe|compromised|public|visible|case|mine|yours|nothing|something|everything|ok|okay|no|yes|nope|see|help|please|pl[sz]|err?or|stupid|unique|complex|default|private|secret|enough|different|the|an?|my|your|it|in|on|at|by|for|from|with|and|or|to|of|unavailable|gibberish|incomplete|identical|manager|fault|fail(?:s|ure)?|again|twice|page|screen|field|link|problem|issue|hell|garbage|crap|shit|rubbish|joke|madness|nonsense|like|pretty|really|totally|literally|actually|impossible|accurate|exact|perfect|okay|legit|true|mandatory|optional|key|recover|work|restore|change|access|login',
  de: 'vergaß|vergess\\p{L}*|falsch|richtig|(?:un)?gültig|abgelaufen|vergessen|fehlt|korrekt|weg|gesperrt|(?:un)?sicher|zu|nicht|nie|immer|noch|schon|auch|anders|neu|alt|gleich|(?:un)?bekannt|fehler|müll|quatsch|schrott|katastrophe|mist|kaputt|leer|lang|kurz|schwach|stark|einfach|geheim|da|dort|hier|das|der|die|ein|eine|mein|bitte|hilfe|link|seite|funktion|pflicht|standard|unmöglich',
  fr: 'oubli\\p{L}*|bon(?:ne)?s?|faux|fausse|pas|erron[ée]e?s?|oubli[ée]e?s?|invalide|trop|toujours|expirée?|inconnue?|incorrect|correct|faible|fort|le|la|les|une?|de|du|des|mon|votre|aucun|rien|nouveau|ancien|mauvais|impossible|erreur|obligatoire|vide|identique|simple|mort|perdu|encore|aide|merci|svp',
  es: 'olvid\\p{L}*|olvidada|errónea|mala|buena|larga|corta|(?:in)?segura|débil|fuerte|fácil|nueva|vieja|otra|misma|siempre|muy|la|el|una?|mi|caducada|inválida|válida|imposible|obligatoria|error|desconocida|antigua|temporal|correcta|incorrecta|ayuda|nada|falsa',
  it: 'dimentic\\p{L}*|scord\\p{L}*|errata|sbagliata|scaduta|dimenticata|giusta|corretta|debole|forte|sempre|troppo|non|nuova|vecchia|stessa|errore|impossibile|obbligatoria|semplice|sicura|lunga|corta|la|il|una?|aiuto|niente|valida|invalida',
  pt: 'esque\\p{L}*|incorreta|errada|esquecida|inválida|válida|certa|fraca|forte|nova|velha|mesma|muito|n[ãa]o|uma?|minha|sempre|segura|impossível|erro|obrigatória|simples|curta|longa|antiga|nada|ajuda|correta',
  nl: 'vergat|fout|(?:on)?juist|goed|vergeten|verlopen|verkeerd|niet|te|altijd|(?:on)?bekend|nieuw|zwak|sterk|een|het|de|mijn|ongeldig|geldig|weg|oud|leeg|verplicht|onmogelijk|veilig|nog|ook|hetzelfde|hulp',
  pl: 'zapomn\\p{L}*|wygas\\p{L}*|błędne|dobre|złe|poprawne|nieprawidłowe|niepoprawne|słabe|silne|stare|nowe|nie|za|jest|krótkie|długie|proste|wymagane|ważne|nieważne|błąd|to|takie|zbyt|niewłaściwe|pomocy|wciąż|ciągle',
  sv: 'glömde|fel(?:aktigt)?|rätt|inte|för|alltid|nytt|gammalt|samma|ogiltigt|giltigt|svagt|starkt|glömt|borta|okänt|det|ett|hjälp|kort|långt|spärrat|ogiltig',
  da: 'glemte|forkert|rigtig|ikke|altid|ny|gammel|samme|ugyldig|gyldig|svag|stærk|glemt|væk|ukendt|det|en|hjælp|for|kort|spærret|udløbet|afvist',
  no: 'glemte|feil|riktig|ugyldig|gyldig|svakt|sterkt|nytt|gammelt|glemt|ukjent|sperret|utløpt|avvist',
  fi: 'väärä|väärin|oikein|oikea|vanha|uusi|virheellinen|heikko|vahva|unohtunut|sama',
  tr: 'unut\\p{L}*|yanlış|yanlis|hatalı|hatali|doğru|geçersiz|geçerli|değil|zayıf|güçlü|unuttum|yok|var|olmuyor|eski|yeni|aynı|kısa|uzun|zorunlu|boş|hep|bile|diyor|sıfırlama|yenileme|kolay',
  cs: 'zapomn\\p{L}*|špatně|špatné|správné|neplatné|platné|slabé|silné|staré|nové|stejné|je|není|krátké|dlouhé|chybné|nesprávné|zapomenuté',
  hu: 'hibás|rossz|jó|helytelen|érvénytelen|gyenge|erős|régi|új|lejárt|nem|rövid',
  ro: 'greșită|gresita|corectă|incorectă|invalidă|validă|slabă|veche|nouă|expirată|nu|uitată|bună',
  ru: 'истёк|истек|не\\p{L}*|верн\\p{L}*|правильн\\p{L}*|забы\\p{L}*|прост\\p{L}*|слаб\\p{L}*|стар\\p{L}*|нов\\p{L}*|сброш\\p{L}*|устар\\p{L}*|ошибк\\p{L}*|тот|тоже|уже|опять|снова|пуст\\p{L}*|слишком|для|от|и|а|но|что|сильн\\p{L}*|длинн\\p{L}*|коротк\\p{L}*|утерян\\p{L}*|введ\\p{L}*|помогите|через',
  uk: 'не\\p{L}*|вірн\\p{L}*|правильн\\p{L}*|забу\\p{L}*|прост\\p{L}*|стар\\p{L}*|нов\\p{L}*|помилк\\p{L}*',
  el: 'λάθος|σωστός|λανθασμένος|άκυρος|παλιός|νέος|δεν',
  id: 'salah|benar|lupa|baru|lama|tidak|gagal|lemah|kuat|sama|error|terlalu|expired|ditolak|nggak|gak',
  vi: 'sai|đúng|mới|cũ|không|yếu|quên|gì',
  ar: 'خطأ|خاطئة|خاطئ|صحيحة|صحيح|غلط|لا|ما|مش|غير|ضعيفة|قوية|جديدة|قديمة|منتهية|التي|اللي|في|من|على|عن|مرفوضة|مقبولة|نسيتها',
  he: 'שגויה|נכונה|לא|חדשה|ישנה|חלשה',
  hi: 'गलत|सही|नहीं|भूल|नया|पुराना|रीसेट|है|मेरा|बदल|कमज़ोर|galat|sahi|nahi|bhul|reset',
}

/** Endings of participles, adjectives and adverbs. */
const endings =
  'ed|ing|ly|ando|endo|indo|able|ible|less|ful|ous|ive|ig|lich|bar|iert|ado|ada|ido|ida|ato|ata|uto|uta|ito|ita|és?|ées?|owane|ane|dne|ione|erat|igt|ert|ый|ий|ой|ен|ан|ется|ится|ит|ает|яет|miş|mış|muş|müş|[iıuü]yor|m[ae]d[ıi]|[lnr]d[ıiuü]m?|tt[ıiuü]m?|liwe|sł|ął|ało|ело|ел|ал|ил|ела|ала|ила|ли|ть|ют|ят'

const all = Object.values(words).join('|')

/** Whether a word says something of a password, and is none. */
export const isState = new RegExp(`^(?:${all}|\\p{L}+(?:${endings}))$`, 'iu')
/** So does one of the words themselves. */
export const isStateWord = new RegExp(`^(?:${all})$`, 'iu')
