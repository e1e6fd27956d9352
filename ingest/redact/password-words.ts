/** How a language speaks of passwords: parts of regular expressions that ignore case. */
interface PasswordWords {
  /** What a password is called, in the forms that stand before one. */
  word: string
  /** What stands between this word and the password. */
  is: string
  /** My, our: what stands between a password and the word after it. */
  my: string
  /** What the name of an account is called. */
  user: string
}

/** By language (ISO 639-1), of those that put spaces between words. */
const languages: Record<string, PasswordWords> = {
  en: {
    word: String.raw`passcode|passphrase|(?:wi-?fi|network)[- ]?key|wi-?fi pass(?!\p{L})|login pass(?!\p{L})`,
    is: "is|is now|was|it['’]s|isn['’]t|set to|changed to",
    my: 'my|our|the',
    user: 'credentials|user(?: ?name)?|user ?id|login|log-in',
  },
  de: {
    word: String.raw`\p{L}{0,14}passwort|\p{L}{0,14}kennwort|(?:wlan|netzwerk|wi-?fi)[- ]?schlüssel`,
    is: 'ist|ist jetzt|war|wäre|lautet|lautete|hei(?:ß|ss)t|auf',
    my: 'mein|unser|das|als',
    user: 'benutzer(?:name)?|nutzername|zugangsdaten|anmeldename|kennung',
  },
  fr: {
    word: "mots? de passe|mdp|pass(?= (?:c.est|est|était))|cl[ée] (?:du )?wi-?fi|code d[’']acc[èe]s",
    is: "est|était|c['’]est|c['’]était|:? ?à savoir|par",
    my: 'mon|notre|le|comme|pour',
    user: 'identifiants?|utilisateur|compte|pseudo',
  },
  es: {
    word: 'contraseña|contrasena|clave|palabra clave|contra(?= (?:es|era))|pass(?= (?:es|era))',
    is: 'es|era|fue|a|por',
    my: 'mi|nuestra|la|como|de',
    user: 'credenciales|usuario|cuenta',
  },
  it: {
    word: "psw|pass(?= (?:è|era))|parola d['’]ordine|chiave (?:del )?wi-?fi",
    is: "è|e[’']|era|in",
    my: 'mia|nostra|la mia|come',
    user: 'credenziali|utente|nome utente|account',
  },
  pt: {
    word: 'senha|palavra-passe|palavra passe|chave do wi-?fi|pass(?= (?:é|era))',
    is: 'é|e|era|foi|para|por|fica',
    my: 'minha|nossa|a minha|como',
    user: 'credenciais|usu[áa]rio|utilizador|conta',
  },
  nl: {
    word: String.raw`\p{L}{0,14}wachtwoord|ww|(?:wi-?fi|netwerk)[- ]?sleutel`,
    is: 'is|was|luidt|naar|in',
    my: 'mijn|ons|het|als',
    user: 'gebruiker(?:snaam)?|inlog(?:gegevens|naam)?',
  },
  pl: {
    word: 'has[łl](?:o|a|em)',
    is: 'to|to jest|jest|był[oa]|brzmi|na',
    my: 'moje|nasze|jako',
    user: 'użytkownik|uzytkownik|nazwa użytkownika',
  },
  sv: {
    word: String.raw`\p{L}{0,14}l[öo]senord(?:et)?|lösen(?:et)?(?= är)`,
    is: 'är|var|till|lyder',
    my: 'mitt|vårt|som',
    user: 'användar(?:e|namn)',
  },
  da: {
    word: String.raw`\p{L}{0,14}adgangskoden?|kodeord(?:et)?`,
    is: 'er|var|til|lyder',
    my: 'min|mit|vores|som',
    user: 'bruger(?:navn)?',
  },
  no: {
    word: String.raw`\p{L}{0,14}passord(?:et)?`,
    is: 'er|var|til|lyder',
    my: 'mitt|vårt|som',
    user: 'bruker(?:navn)?',
  },
  fi: { word: 'salasana(?:ni|mme)?', is: 'on|oli', my: 'minun', user: 'käyttäjä(?:tunnus|nimi)?|tunnus' },
  tr: {
    word: '(?:[şs]ifre|parola)(?:miz|niz|si|m)?(?:i|n[ıi])?',
    is: 'olarak|oldu|idi|[şs]u',
    my: 'benim',
    user: 'kullanıcı(?: adı)?|kullanici(?: adi)?|hesap',
  },
  cs: { word: 'hesl(?:o|em)', is: 'je|bylo|na', my: 'moje|mé', user: 'uživatel' },
  hu: { word: 'jelsz(?:ó|avam|avunk)', is: 'az?|volt|ez', my: 'az?', user: 'felhasználó(?:név)?' },
  ro: { word: 'parol[aă]', is: 'este|e|era', my: 'mea', user: 'utilizator' },
  ru: { word: 'парол(?:ь|я|ем)', is: 'был|это|такой|на', my: 'мой|наш|это', user: 'логин|пользователь|учётка' },
  uk: { word: 'парол(?:ь|я|ем)', is: 'був|це|такий|на', my: 'мій|наш|це', user: 'логін|користувач' },
  el: { word: 'κωδικ(?:ός|ο)(?: πρόσβασης)?', is: 'είναι|ήταν', my: 'ο', user: 'χρήστης' },
  vi: { word: 'mật khẩu', is: 'là', my: 'là', user: 'tài khoản' },
  id: { word: '(?:kata )?sandi', is: 'adalah|yaitu|jadi', my: 'adalah', user: 'pengguna|akun' },
  ar: {
    word: '(?:كلم[ةه] (?:السر|المرور|سر)|الباس ?وورد|الباسورد|باسورد|الرقم السري|رقمي السري)',
    is: 'هي|هو|كانت|كان',
    my: 'هي',
    user: 'المستخدم|الحساب',
  },
  he: { word: 'ה?סיסמ[הא]', is: 'היא|הייתה', my: 'היא', user: 'משתמש' },
  hi: { word: 'पासवर्ड', is: 'है|था', my: 'मेरा', user: 'यूज़र|यूजर' },
}

/** English words that all languages have borrowed. */
const borrowed = 'password|passwd|pwd|pw'

const all = Object.values(languages)
const union = (part: keyof PasswordWords): string => all.map((language) => language[part]).join('|')

export const passwordWord = `${borrowed}|${union('word')}`
export const myWord = union('my')
export const userWord = union('user')

/** The words for a password and what links each to it. A preposition such as "to" or "auf" links only the word of its language. */
export const linkedWords: readonly (readonly [word: string, is: string])[] = [
  [
    borrowed,
    "is|is now|was|it['’]s|set to|changed to|isn['’]t|ist|war|lautet|est|c['’]est|était|es|era|é|è|e|foi|luidt|jest|är|er|on|idi|oldu|je|este|adalah|là|هو|هي",
  ],
  ...all.map(({ word, is }) => [word, is] as const),
]

/** Languages without spaces between words: the word, what may link it, and the brackets of a quotation. */
export const unspacedWord = '密码|密碼|口令|パスワード|パスコード|暗証番号|비밀번호|비번|패스워드|암호'
export const unspacedLink =
  '(?:是|为|為|就是|改成了?|设成了?|設成了?|用的是|は|が|を|って|는|은|이|가|를|을)?(?:たしか|確か|、)?[\\s:：=「『“"（(]{0,3}'

/** What pages say of a password: no passwords themselves. */
export const stateWords =
  'incorrect|wrong|invalid|expired|weak|required|missing|reset|none|falsch|ungültig|abgelaufen|vergessen|fehlt|incorrecte?|erron[ée]e?|oubli[ée]|invalide|incorrecta|incorrecto|olvidada|errónea|errata|sbagliata|scaduta|dimenticata|incorreta|errada|esquecida|inválida|fout|onjuist|vergeten|verlopen|błędne|nieprawidłowe|felaktigt|fel|forkert|feil|yanlış|hatalı|неверный|неправильный|забыл|nope|same|see|help|please|error|fehler|auch|anders'
