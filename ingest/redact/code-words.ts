/** Words that name a secret number or a code for one use, by language (ISO 639-1): parts of regular expressions that ignore case. */
const languages: Record<string, string> = {
  international:
    'token(?: (?:do|del|de|da|van|der))?|pin(?:[- ]?(?:code|number|nummer|kod|kode|kodu))?|nip|m?tan|i?tan|otp|cvv2?|cvc2?|puk|passcode|2fa',
  en: '(?:verification|security|confirmation|access|login|log-in|sign-in|auth|authentication|authori[sz]ation|one[- ]time|2fa|sms|unlock|activation|gate|door|entry|building|lockbox|locker|pickup|pick-up)[- ]?(?:pass)?code|one[- ]time (?:password|pin)',
  de: '(?:bestätigungs|verifizierungs|sicherheits|zugangs|freischalt|freigabe|aktivierungs|einmal|anmelde|login|tür|haustür|tor|abhol|sms)-?(?:code|kennwort|passwort)|geheim(?:zahl|nummer|code)',
  fr: "code (?:de |d[’'])?(?:vérification|sécurité|confirmation|validation|accès|connexion|activation|retrait|entrée)|code (?:secret|confidentiel|personnel|reçu|sms)|digicode|code (?:du |de la |de l[’'])(?:portail|porte|immeuble|interphone|carte)",
  es: 'c[óo]digo de (?:verificaci[óo]n|seguridad|confirmaci[óo]n|acceso|activaci[óo]n|retiro)|c[óo]digo (?:sms|secreto)|clave (?:din[áa]mica|secreta|temporal)|c[óo]digo (?:del |de la )(?:portal|puerta|port[óo]n)',
  it: 'codice (?:di )?(?:verifica|sicurezza|conferma|accesso|dispositivo|otp|segreto|attivazione|sblocco|sms)|codice (?:del )?(?:cancello|portone)',
  pt: 'c[óo]digo de (?:verifica[çc][ãa]o|seguran[çc]a|confirma[çc][ãa]o|acesso|ativa[çc][ãa]o)|c[óo]digo (?:sms|secreto)|c[óo]digo (?:do |da )(?:port[ãa]o|porta|cart[ãa]o)',
  nl: '(?:verificatie|beveiligings|bevestigings|toegangs|inlog|pin|sms|activatie|deur|poort|afhaal)-?code',
  pl: 'kod (?:weryfikacyjny|autoryzacyjny|autoryzacji|weryfikacji|potwierdzający|dostępu|aktywacyjny|odbioru|sms|blik)|kod(?:u)? do (?:bramy|furtki|klatki|domofonu|drzwi|paczkomatu)',
  sv: '(?:verifierings|säkerhets|engångs|inloggnings|bekräftelse|port|dörr|pin)-?kod(?:en)?',
  da: '(?:engangs|bekræftelses|sikkerheds|dør|port|pin|verifikations)-?koden?',
  no: '(?:engangs|bekreftelses|sikkerhets|dør|port|pin|verifiserings)-?koden?',
  fi: '(?:vahvistus|turva|ovi|kerta|pin)-?koodi(?:ni)?|tunnusluku(?:ni)?',
  tr: '(?:doğrulama|onay|güvenlik|kapı|giriş|aktivasyon) kodu(?:m)?|tek kullanımlık (?:şifre|kod)(?:m)?|(?:kart|banka|atm|kapı) (?:şifre|sifre)(?:si|m)',
  cs: '(?:ověřovací|potvrzovací|bezpečnostní) kód',
  ru: 'код (?:подтверждения|из (?:смс|sms)|доступа|безопасности|от домофона|домофона|подъезда)|пин-?код[ау]?',
  uk: 'код (?:підтвердження|із (?:смс|sms)|доступу)',
  zh: '(?:认证|验证|驗證)(?:码|碼)|取款密码|支付密码',
  ja: '(?:認証|確認|認証用|ワンタイム)コード|暗証番号|認証番号',
  ko: '인증 ?번호|인증 ?코드|비밀번호|보안 ?코드',
  hi: 'ओटीपी|पिन|सत्यापन कोड',
  ar: 'رمز (?:التحقق|التأكيد|الدخول|التفعيل)|كود (?:التحقق|التفعيل)|الرقم السري|رقمي السري',
  id: 'kode (?:verifikasi|otp|keamanan|konfirmasi)',
}

export const codeWord = Object.values(languages).join('|')

/** A code that nothing more is said of. */
export const plainWord = '(?:codes?|koden?|kodun?|kod[iu]?|kody|c[óo]digo|codice|koodi|kód|код|кода|رمز|كود|コード)'

/** What makes it a code for one use: how it came, or what for. */
export const sent =
  /\bsms|смс|\bblik\b|\btext(?:ed|s)?\b|\b2fa\b|\bbank|verif|authent|\bapp\b|whatsapp|anmeld|einlog|nicht rein|connexion|sesi[óo]n|accesso|logowani|giriş|inlog|ログイン|로그인|вход|رسالة/i
/** How it came to a phone. */
export const bySms = /\bsms|смс|短信|문자|رسالة|\btexted\b|\btext message/i

/** "482913 is your code" */
export const isYour =
  '(?:is|est|ist|es|é|è|to|jest|er|är|on|je|это|—|-|:)\\s(?:your|my|the|votre|mon|le|ihr|dein|mein|der|tu|su|mi|el|il tuo|il|o seu|seu|o|uw|je|mijn|de|twój|mój|din|ditt|min|ваш|твой)\\s(?:\\p{L}{1,14}\\s){0,2}?'
