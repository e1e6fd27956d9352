/** How a language speaks of passwords: parts of regular expressions that ignore case. */
interface PasswordWords {
  /** What a password is called, in the forms that stand before one, as people type them. */
  word: string
  /** A word that two people have agreed on: it need not have a digit or a sign. */
  agreed?: string
  /** The question that an account asks, and the word for its answer. */
  question?: readonly [question: string, answer: string]
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
    question: [
      '(?:security|secret|memorable|challenge) (?:question|q)|security check|first (?:pet|school|car|teacher)',
      "answer|it['’]?s",
    ],
    word: String.raw`pass ?codes?|pass[- ]?phrase|(?:wi-?fi|network|wireless|security|router|recovery|encryption)[- ]?(?:key|phrase)|(?:wi-?fi|login|email|account|my) pass(?!\p{L})|pass(?= (?:is |was )?\p{L}{3}\S{0,40}\d)`,
    agreed: String.raw`(?:security|secret|memorable|safe|code|magic|pass)[- ]?word(?= (?:is|was)|['’]s|:| [("“'])|security answer|secret answer|mother['’]?s maiden name`,
    is: "is|was|it['’]s|isn['’]t|its|being|reads?|says|as|called|literally|equals|i\\.e\\.?|aka",
    my: 'my|our|the|his|her|their',
    user: 'credentials|user(?: ?name)?|user ?id|login|log-in|log in|account|acct|email|e-mail',
  },
  de: {
    question: ['sicherheitsfrage|geheimfrage|geheime frage|erstes haustier|mädchenname', 'antwort'],
    word: String.raw`\p{L}{0,14}-?pass?wor[td]e?s?|\p{L}{0,14}-?kenn?wort|passwd|zugangswort|(?:wlan|w-lan|netzwerk|wi-?fi|router|sicherheits|netz)[- ]?(?:schlüssel|schluessel|key|code)|wpa2?[- ]?(?:key|schlüssel)|pass(?= (?:ist|war))`,
    agreed: 'code-?wort|lo(?:s|su)ungswort|losungswort|geheimwort|(?:kunden|telefon|service)-?kennwort|sicherheitswort',
    is: 'ist|war|wäre|lautete?|wär|hei(?:ß|ss)t|hie(?:ß|ss)|auf|in|steht|nämlich|also|hab(?:e)?|=',
    my: 'mein|unser|das|als|ihr',
    user: 'benutzer(?:name)?|nutzername|nutzer|zugangsdaten|anmeldename|kennung|konto|e-?mail',
  },
  fr: {
    question: ['question (?:secrète|de sécurité|secrete)|premier animal|nom de jeune fille', 'réponse|reponse'],
    word: "mots? (?:de|d) ?passes?|mot-de-passe|motdepasse|mdp|m\\.d\\.p\\.?|pass(?=(?:e)? (?:c.est|est|était|:))|cl[ée]f? (?:de |du )?(?:la )?(?:wi-?fi|box|sécurité|réseau|wpa)|code (?:du |de la )?(?:wi-?fi|box)|code d[’']acc[èe]s|phrase (?:secrète|de passe)",
    agreed: 'mot secret|mot[- ]code|mot de sécurité|réponse (?:secrète|de sécurité)|nom de jeune fille',
    is: "est|était|c['’ ]?est|c['’]était|cest|savoir|par|en|avoir|mis|serait",
    my: 'mon|notre|le|comme|pour|ton|son',
    user: 'identifiants?|utilisateur|compte|pseudo|login|id|mail',
  },
  es: {
    question: [
      'pregunta (?:secreta|de seguridad)|primera mascota|primer colegio|apellido de soltera',
      'respuesta|contest[oé]',
    ],
    word: 'contra ?se[ñn]i?as?|contr?a?ce?[ñn]as?|contrse[ñn]a|clave|palabra clave|contra(?= (?:es|era|del|de la|:)| \\p{L}{4,}\\d{2,})|pass(?= (?:es|era))|passwor|frase (?:de paso|secreta|clave|de acceso)',
    agreed: 'palabra (?:secreta|clave|de seguridad|de paso)|respuesta (?:secreta|de seguridad)',
    is: 'es|era|fue|a|por|sería|puse|dice|son',
    my: 'mi|nuestra|la|como|de|su',
    user: 'credenciales|usuario|user|cuenta|correo',
  },
  it: {
    question: ['domanda (?:segreta|di sicurezza)|primo animale|cognome da nubile', 'risposta|rispondo'],
    word: "psw|pswd|pass(?= (?:è|era|e'|:|del |della |di ))|parola d['’]ordine|parola chiave|parola d['’]accesso|frase (?:segreta|chiave|di accesso)|(?:chiave|codice) (?:del |di |della )?(?:wi-?fi|rete|router|modem)|chiave di (?:rete|accesso)",
    agreed: "parola (?:segreta|di sicurezza|d['’]ordine)|risposta (?:segreta|di sicurezza)",
    is: "è|e[’']|é|e|era|in|sarebbe|messo|cioè",
    my: 'mia|nostra|la mia|come|la',
    user: 'credenziali|utente|nome utente|account|login|utenza|mail',
  },
  pt: {
    question: ['pergunta (?:secreta|de segurança)|primeiro animal|nome de solteira', 'resposta|respondo'],
    word: 'senhas?|senah|palavra[- ]?(?:de[- ])?passe|palavra[- ]?pass|(?:chave|código) d[oae] (?:wi-?fi|rede)|chave de acesso|frase (?:secreta|senha|de acesso)|pass(?= (?:é|era|do|da|:))',
    agreed: 'palavra (?:secreta|chave|de segurança)|resposta (?:secreta|de segurança)|contrassenha',
    is: 'é|e|eh|era|foi|para|pra|por|fica|tá|está|ficou|sendo',
    my: 'minha|nossa|a minha|como|a|de',
    user: 'credenciais|usu[áa]rio|utilizador|conta|login|e-?mail',
  },
  nl: {
    question: ['(?:geheime|beveiligings|veiligheids)[- ]?vraag|eerste huisdier|meisjesnaam', 'antwoord'],
    word: String.raw`\p{L}{0,14}-?wach?tw(?:oo?)?r?d(?:je|en)?|\p{L}{0,14}paswoord|ww|wacht woord|wacht(?:woord)?zin|(?:wi-?fi|netwerk|toegangs|beveiligings)[- ]?(?:sleutel|code)`,
    agreed: 'codewoord|geheim woord|wachtwoord voor de telefoon|veiligheidswoord',
    is: 'is|was|luidt|naar|in|op|heet|namelijk|dus',
    my: "mijn|ons|het|als|m[’']n|mn",
    user: 'gebruiker(?:snaam)?|inlog(?:gegevens|naam)?|login|account|mail',
  },
  pl: {
    question: [
      'pytanie (?:pomocnicze|bezpieczeństwa|kontrolne|zabezpieczające)|pierwsze zwierzę|nazwisko panieńskie',
      'odpowied[źz]',
    ],
    word: String.raw`has[łl](?:o|a|em|ełko|elko)|klucz (?:do )?(?:wi-?fi|sieci)|fraza|hs[łl]o`,
    agreed: 'hasło (?:słowne|telefoniczne|do infolinii|na infolini[ię]{1,2})|słowo[- ]klucz',
    is: 'to|jest|był[oa]|brzmi|na|mam|czyli|takie',
    my: 'moje|nasze|jako|to',
    user: 'użytkownik|uzytkownik|nazwa użytkownika|login|konto|mail',
  },
  sv: {
    question: ['säkerhetsfrågan?|hemliga? frågan?', 'svaret|svar'],
    word: String.raw`\p{L}{0,14}-?l[öo]s(?:en|s)or(?:d|t)(?:et|s)?|lösen(?:et)?(?= (?:är|till|:|\S*\d))|(?:wi-?fi|nätverks)[- ]?nyckeln?`,
    agreed: 'kodord(?:et)?|hemligt ord|säkerhetsord(?:et)?',
    is: 'är|var|till|lyder|heter|e|alltså',
    my: 'mitt|vårt|som|mit',
    user: 'användar(?:e|namn)|konto|login|inlogg',
  },
  da: {
    question: ['sikkerhedsspørgsmål(?:et)?', 'svaret|svar'],
    word: String.raw`\p{L}{0,14}-?adgangskoden?|\p{L}{0,8}kodeord(?:et)?|password(?:et)?|(?:wi-?fi|netværks)[- ]?(?:nøglen?|koden?)|koden(?= til (?:wi-?fi|nettet|kontoen|min konto|appen))|kode(?= (?=\S{0,40}\p{L}{4})\p{L}\S{0,40}\d)`,
    agreed: 'hemmeligt ord|sikkerhedsord(?:et)?',
    is: 'er|var|til|lyder|hedder|altså',
    my: 'min|mit|vores|som|mine',
    user: 'bruger(?:navn|id)?|konto|login',
  },
  no: {
    question: ['sikkerhetsspørsmål(?:et)?', 'svaret|svar'],
    word: String.raw`\p{L}{0,14}-?passord(?:et)?|(?:wi-?fi|nettverks)[- ]?(?:nøkkelen?|koden?)|koden(?= til (?:wi-?fi|nettet|kontoen|appen))`,
    agreed: 'kodeord(?:et)?|sikkerhetsord(?:et)?',
    is: 'er|var|til|lyder|heter|altså',
    my: 'mitt|vårt|som|min',
    user: 'bruker(?:navn|id)?|konto|innlogging|login',
  },
  fi: {
    word: 'salasana(?:ni|mme|ksi|na|a|n)?|salis|tunnussana(?:ni)?|(?:wi-?fi|verkko)n? ?(?:avain|salasana)',
    agreed: 'turvasana(?:ni)?|salainen sana|koodisana(?:ni)?',
    is: 'on|oli|olisi|eli|=',
    my: 'minun|mun|salasanaksi',
    user: 'käyttäjä(?:tunnus|nimi)?|tunnus|tili',
  },
  tr: {
    question: ['güvenlik sorusu|gizli soru', 'cevab[ıi]m?|cevap|yanıt'],
    word: String.raw`(?:[şs]ifre|parola|[sş]ifr)(?:m|miz|niz|si|n|mız|nız|sı|yi|yı|de|mi|mı|ni|nı|miyi|mizi|sini|sını|leri|lerim|mde)?(?:i|n[ıi])?|parolam[ıi]?|[şs]ifresini`,
    agreed: 'güvenlik kelime(?:si|m)|gizli kelime(?:m)?|anahtar kelime(?:m)?',
    is: 'olarak|oldu|idi|[şs]u|olan|yani|hep|=',
    my: 'benim|bizim',
    user: 'kullanıcı(?: adı| adım)?|kullanici(?: adi| adim)?|hesap|e-?posta',
  },
  cs: {
    question: ['bezpečnostní otázka|kontrolní otázka', 'odpověď'],
    word: 'hesl(?:o|em|a)|(?:wi-?fi|síťový) klíč',
    agreed: 'bezpečnostní slovo|tajné slovo|heslo pro infolinku',
    is: 'je|bylo|na|mám|zní|tedy',
    my: 'moje|mé|mojí|jako',
    user: 'uživatel(?:ské jméno)?|login|účet|jméno',
  },
  sk: {
    word: 'hesl(?:o|om|a)',
    is: 'je|bolo|na|mám|znie',
    my: 'moje|ako',
    user: 'používateľ|prihlasovacie meno|účet',
  },
  hu: {
    word: 'jelsz(?:ó|avam|avunk|ava|ót|ónak|ava)m?|(?:wi-?fi|wifi) (?:kulcs|kód)',
    agreed: 'titkos szó|jelmondat',
    is: 'az?|volt|ez|így|lett',
    my: 'az?|jelszóként',
    user: 'felhasználó(?:név|nevem)?|fiók|azonosító',
  },
  ro: {
    word: 'parol[aăei]{1,2}|cheia wi-?fi',
    agreed: 'cuvânt(?:ul)? secret|cuvânt(?:ul)? cheie',
    is: 'este|e|era|îi|la',
    my: 'mea|noastră|ca',
    user: 'utilizator|cont(?:ul)?|user',
  },
  bg: { word: 'парола(?:та)?', is: 'е|беше', my: 'моята|за', user: 'потребител|акаунт' },
  hr: { word: '[šs]ifra|lozinka|lozinku', is: 'je|bila|na', my: 'moja|kao', user: 'korisni[čc]ko ime|račun' },
  ru: {
    question: ['(?:секретный|контрольный) вопрос', 'ответ'],
    word: String.raw`парол(?:ь|я|ем|и|ю)(?:чик)?|пороль|паролб|пасс?ворд|пасс(?= |:)|ключ (?:от )?(?:вай-?фая?|wi-?fi|сети)`,
    agreed: String.raw`кодов(?:ое|ым|ого) слов(?:о|ом|а)|секретн(?:ое|ым|ого) слов(?:о|ом|а)|контрольн(?:ое|ым) слов(?:о|ом)|девичья фамилия матери`,
    is: 'был|это|такой|на|же|стоит|меня|вот|было|как',
    my: 'мой|наш|это|как|моего',
    user: 'логин|пользователь|учётка|учетка|юзер|аккаунт|почта',
  },
  uk: {
    word: String.raw`парол(?:ь|я|ем|ю)|пароля`,
    agreed: 'кодове слово|секретне слово',
    is: 'був|це|такий|на|мене|ось',
    my: 'мій|наш|це|як',
    user: 'логін|користувач|акаунт',
  },
  el: {
    word: 'κωδικ(?:ός|ο|ού|ος)(?: (?:πρόσβασης|μου|wi-?fi|εισόδου))?|συνθηματικό',
    agreed: 'μυστική λέξη',
    is: 'είναι|ήταν|ειναι',
    my: 'ο|τον',
    user: 'χρήστης|λογαριασμός|όνομα χρήστη',
  },
  vi: { word: 'mật khẩu|mat khau|mk(?= (?:là|wifi)|:)', is: 'là|la', my: 'là|làm', user: 'tài khoản|tên đăng nhập|tk' },
  id: {
    word: '(?:kata )?sandi(?:nya|ku)?|pasword|katasandi|passwordnya|passnya',
    agreed: 'kata rahasia',
    is: 'adalah|yaitu|jadi|ialah|itu|pakai|saya|nya',
    my: 'adalah|sebagai|itu',
    user: 'pengguna|akun|username',
  },
  ar: {
    word: String.raw`(?:كلم[ةه]|كلمات) ?(?:ال)?(?:سر|مرور|سري)[يةه]?|كلمتي السرية|(?:ال)?ب[اأ]?س+ ?وورد|(?:ال)?ب[اأ]?س+ ?ورد|(?:ال)?رقم السري|رقمي السري|الرمز السري|رمزي السري|باسووردي|باسوردي`,
    agreed: 'الكلمة السرية|كلمة الأمان',
    is: 'هي|هو|كانت|كان|عندي|حقي|بتاعي|حقتي|الى|إلى|لـ',
    my: 'هي|هو',
    user: 'المستخدم|الحساب|اليوزر|يوزر',
  },
  he: { word: 'ה?סיסמ[האת]י?', is: 'היא|הייתה|שלי', my: 'היא', user: 'משתמש' },
  fa: { word: 'رمز عبور|پسورد|گذرواژه|رمزم', is: 'است|بود|من', my: 'رمز', user: 'نام کاربری|حساب' },
  hi: {
    word: 'पास ?वर्ड|पासवर्ड्स|पासवॉर्ड|पासकोड|कूटशब्द',
    agreed: 'गुप्त शब्द|सीक्रेट वर्ड',
    is: 'है|था|hai|tha|यह|ये|रखा',
    my: 'मेरा|हमारा|अपना|mera',
    user: 'यूज़र|यूजर|अकाउंट|आईडी|यूज़रनेम',
  },
}

/** English words that all languages have borrowed, with the slips of typing. */
const borrowed = String.raw`p(?:a|)s{1,3}[- ]?w[oae]?r?[oa]?[dt]s?|pass ?word|passowrd|passwird|pasword|passw|psswd|pswd|passwd|pwd|pw|p\/w|pword|p['’]word|passw?ort`

const all = Object.values(languages)
const union = (part: Exclude<keyof PasswordWords, 'question'>): string =>
  all.flatMap((language) => language[part] ?? []).join('|')

export const agreedWord = union('agreed')
/** Questions of an account and the words for their answers. */
export const questions = all.flatMap(({ question }) => (question ? [question] : []))
export const passwordWord = `${borrowed}|${agreedWord}|${union('word')}`
export const myWord = union('my')
export const userWord = union('user')

const borrowedIs =
  "is|was|it['’]s|its|isn['’]t|ist|war|lautet|heißt|auf|est|c['’]est|était|es|era|é|eh|è|e|e['’]|foi|luidt|naar|jest|är|er|idi|oldu|olarak|şu|je|este|adalah|là|هو|هي|hai|है|był[oa]?|var|=|reads|yaitu|itu|bylo"

/** The words for a password and what links each to it. A preposition such as "to" or "auf" links only the word of its language. */
export const linkedWords: readonly (readonly [word: string, is: string])[] = [
  [borrowed, borrowedIs],
  ...all.map(({ word, agreed, is }) => [agreed ? `${word}|${agreed}` : word, is] as const),
]

/** Languages without spaces between words: the word, and what may link it. */
export const unspacedWord =
  '(?:登录|登錄|登入|支付|手机|账号|帐号|账户|邮箱|wifi|无线)?(?:密码|密碼|口令|密码儿)|パスワード|パスコード|パスワ|ﾊﾟｽﾜｰﾄﾞ|パスフレーズ|パス(?=は|が|：|:)|暗証番号|合言葉|暗号キー|暗号化キー|비밀 ?번호|비번|패스 ?워드|패스 ?코드|암호'
export const unspacedLink = String.raw`(?:是|为|為|就是|还是|還是|一直是|明明是|应该是|叫|(?:改|设|設|换|換|写|寫|填|输|輸)(?:置|定|入)?(?:成|为|為|的是|了)?|用的是?|は(?:たしか|確か)?|が|を|って|に|も|の|で|는|은|이|가|를|을|도|랑|로)?(?:たしか|確か|、|，|,)?[\s:：=「『“"'‘（(【\[]{0,3}`

/** In a text about an account: "my first pet" alone is a complaint about its food. */
export const aboutAccount =
  /secur|secret|question|answer|passw|verif|log-?\s?in|sign-?\s?in|account|identi|frage|antwort|kennwort|passwort|anmeld|konto|sicherheit|sécurité|secr[èe]t|réponse|reponse|mot de passe|compte|pregunta|respuesta|contrase|clave|cuenta|contest|domanda|risposta|rispond|accesso|pergunta|resposta|respond|senha|conta(?!\p{L})|vraag|antwoord|wachtwoord|pytani|odpowied|hasł|logowan|frågan|svar|spørsm|soru|cevap|cevab|yanıt|otázk|odpověď|вопрос|ответ|парол|аккаунт|maiden name|jeune fille|soltera|nubile|solteira|meisjesnaam|panieńsk|mädchenname|hotline|telefonbanking|phone banking/iu
