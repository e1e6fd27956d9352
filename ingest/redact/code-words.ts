/** Words that name a secret number or a code for one use, by language (ISO 639-1): parts of regular expressions that ignore case. */
const languages: Record<string, string> = {
  international:
    'token(?: (?:do|del|de|da|van|der))?|pin(?:[- ]?(?:codes?|no\\.?|nr\\.?|number|nummer|numer|num|kod|kode|kodu|kodum|koden|kodi|kód|code|n°))?|nip|(?:sms|push|photo|foto|chip|app|qr|smart|m|i)?-?tan(?:[- ]?(?:nummer|nr|code))?|otp(?:[- ]code)?|cvv2?|cvc2?|cvn|csc|puk[12]?|(?:nood|bank|kort|karten|notfall|sim|app|handy|telefon|card|kaart|nöd|nød)-?pin(?:-?code|-?kod|-?kode)?|passcode|2fa|(?:combination|kombination|combinaison|combinaci[óo]n|combinazione|combina[çc][ãa]o|combinatie|kombinacj\\p{L})(?=:|,? ?[\\d#*]|\\s(?:is|was|code|ist|est|es|è|é|to)\\s|\\s(?:for|to|on|of) (?:the|my|our) (?:\\p{L}{1,8} )?(?:gate|door|lock|safe|box|padlock|bike|locker))',
  en: String.raw`(?:verification|verify|verfication|security|confirmation|access|login|log-in|sign-?in|auth|authentication|authori[sz]ation|one[- ]time|2fa|sms|unlock|activation|gates?|(?:front |back |main )?door|entry|entrance|building|lock-?box|locker|pick-?up|collection|keypad|key ?(?:box|safe|pad)|alarm|safe|garage|intercom|buzzer|parking|padlock|padlocks?|secret|backup|recovery|courier|delivery|otp|whatsapp)[- ]?(?:pass)?code|codes? (?:for|to|of|on) (?:the |our |my )?(?:front |back |main |side )?(?:gate|door|building|entrance|lobby|lock|lockbox|key ?safe|garage|alarm|intercom|keypad|safe)|one[- ]time (?:password|pin)|(?:secret|memorable|security) number|pin (?:for|of|on|to) (?:the|my|our|this) (?:\p{L}{1,10} )?(?:card|debit card|credit card|account|phone|sim|door|safe|app)`,
  de: String.raw`(?:bestätigungs|verifizierungs|sicherheits|zugangs|zutritts|freischalt|freigabe|aktivierungs|einmal|anmelde|login|tür|haustür|eingangs|hof|garagen|alarm|tresor|safe|schließfach|tor|abhol|sms|entsperr|paket|schlüsselbox|schlüsselsafe|karten|telefon|verifikations|authentifizierungs|prüf|mtan|banking)-?(?:code|kennwort|passwort|pin|nummer(?= ?:?(?:\s(?:ist|lautet|war))))|geheim(?:zahl|nummer|code|pin)|(?:zahlen|nummern)(?:code|schloss)|code (?:(?:für|fürs|von|vom|zur|zum|an) (?:die|der|das|den|dem)? ?)?(?:haustür|tür|tor|eingang|garage|schlüsselbox|schlüsselsafe|hof|haus|gebäude|safe)`,
  fr: "code (?:de |d[’'])?(?:vérification|verification|sécurité|securite|confirmation|validation|accès|acces|connexion|activation|retrait|entrée|porte|déverrouillage|authentification|carte|l[’']alarme)|code (?:secret|confidentiel|personnel|reçu|sms|bancaire|pin|porte|immeuble|portail|perso|unique|wifi)|digi-?code|code (?:du |de la |de l[’']|pour (?:le |la |l[’']))(?:portail|porte|portillon|immeuble|interphone|carte|coffre|alarme|entrée|hall|résidence|boîte à clés?|cb|garage|grille|sms)|num[ée]ro secret",
  es: 'c[óo]digo de (?:verificaci[óo]n|seguridad|confirmaci[óo]n|acceso|activaci[óo]n|retiro|recogida|desbloqueo|entrada|un solo uso|autenticaci[óo]n|la (?:puerta|alarma|caja|tarjeta))|c[óo]digo (?:sms|secreto|pin|personal|otp)|clave (?:din[áa]mica|secreta|temporal|del cajero|de la tarjeta|bancaria|num[ée]rica)|c[óo]digo (?:del? |de la |para (?:el |la )|para abrir (?:el |la ))?(?:portal|puerta|port[óo]n|garaje|alarma|edificio|port[ée]ro|caja|cancela|verja|llaves)|n[úu]mero secreto|pin (?:de|del) (?:la )?(?:tarjeta|m[óo]vil|cajero|sim)',
  it: "codice (?:di )?(?:verifica|sicurezza|conferma|accesso|dispositivo|otp|segreto|attivazione|sblocco|sms|autenticazione|autorizzazione|ritiro|pin|personale)|codice (?:del(?:la)? |dell['’]|per (?:il |la |l['’]|aprire (?:il |la ))?)?(?:cancello|portone|porta|allarme|citofono|garage|bancomat|carta|ingresso|cassaforte|palazzo)|numero segreto|pin (?:del(?:la)? )(?:carta|bancomat|telefono|sim)",
  pt: 'c[óo]digo de (?:verifica[çc][ãa]o|seguran[çc]a|confirma[çc][ãa]o|acesso|ativa[çc][ãa]o|desbloqueio|retirada|entrega|autentica[çc][ãa]o)|c[óo]digo (?:sms|secreto|pin|otp)|c[óo]digo (?:do |da |para (?:abrir )?(?:o |a )?)?(?:port[ãa]o|porta|cart[ãa]o|pr[ée]dio|alarme|cofre|garagem|condom[íi]nio|interfone)|senha (?:do |da )(?:cart[ãa]o|banco|conta|port[ãa]o|port[ãa]|cofre|alarme|celular)|n[úu]mero secreto|pin (?:do|da) (?:cart[ãa]o|sim|celular|telem[óo]vel)',
  nl: String.raw`(?:verificatie|beveiligings|bevestigings|toegangs|inlog|pin|sms|activatie|deur|voordeur|poort|afhaal|alarm|sleutelkluis|kluis|portiek|hek|garage|ontgrendel|login|eenmalige|geheime)[- ]?(?:pin)?code|code (?:(?:van|voor|op) (?:de |het |mijn |onze )?)?(?:voordeur|deur|poort|hek|kluis|sleutelkluis|garage|alarm|portiek|ingang)|pin van (?:de |mijn )?(?:pas|kaart|telefoon)`,
  pl: 'kod(?:em|u)? (?:weryfikacyjny|autoryzacyjny|autoryzacji|weryfikacji|potwierdzający|dostępu|aktywacyjny|odbioru|sms|blik|z sms|jednorazowy|bezpieczeństwa|pin|alarmu|wejściowy)|kod(?:u|em)? do (?:bramy|bramki|furtki|klatki|domofonu|drzwi|paczkomatu|wejścia|skrzynki|sejfu|alarmu|karty|garażu|budynku|bloku)|pin(?:u|em)? (?:do|od|z) (?:karty|telefonu|konta|sim)',
  sv: '(?:verifierings|säkerhets|engångs|inloggnings|bekräftelse|port|dörr|pin|grind|larm|upplåsnings|aktiverings|hämt|sms|entré)-?kod(?:en)?|kod(?:en)? (?:till|på|för) (?:porten|dörren|grinden|kortet|larmet|entrén|garaget)',
  da: '(?:engangs|bekræftelses|sikkerheds|dør|port|pin|verifikations|alarm|adgangs|gade|opgangs|sms|aktiverings|hente|gadedørs)-?koden?|koden? (?:til|på) (?:porten|døren|hoveddøren|opgangen|kortet|alarmen|garagen|nøgleboksen)',
  no: '(?:engangs|bekreftelses|sikkerhets|dør|port|pin|verifiserings|alarm|adgangs|hente|sms|aktiverings|inngangs)-?koden?|koden? (?:til|på) (?:porten|døra|døren|inngangen|kortet|alarmen|garasjen|nøkkelboksen)',
  fi: '(?:vahvistus|turva|ovi|kerta|pin|portti|tunnus|nouto|aktivointi|hälytys)-?koodi(?:ni|mme)?|tunnusluku(?:ni)?|oven koodi|portin koodi|koodi (?:oveen|porttiin)',
  tr: '(?:doğrulama|onay|güvenlik|kapı|giriş|aktivasyon|teslimat|teslim|sms|site|bina|dış kapı|apartman|alarm|pin) (?:kodu|şifresi)(?:m|muz|nu)?|tek kullanımlık (?:şifre|kod)(?:m)?|(?:kart(?:ın|ımın)?|banka|atm|kapı|kapının|kasa|telefon) (?:şifre|sifre|pin|kod)(?:si|sini|im|m|i|u)?|kapının kodu',
  cs: '(?:ověřovací|potvrzovací|bezpečnostní|přístupový|vstupní|jednorázový|sms|aktivační|pin)[- ]?kód(?:em|u)?|kód (?:od|k|ke|do|na) (?:brány|bráně|dveří|dveřím|domu|vchodu|branky|boxu|alarmu)|pin (?:ke kartě|od karty)',
  hu: '(?:ellenőrző|biztonsági|belépési|aktiváló|kapu|pin|sms|egyszeri|megerősítő|riasztó) ?-?kód(?:om|ja|unk)?|kapukód(?:unk)?|pin-?kódom',
  ro: 'cod(?:ul)? (?:de )?(?:verificare|securitate|confirmare|acces|activare|pin|sms|interfon|la (?:poartă|interfon|ușă)|poartă|poarta)|codul pin',
  ru: 'код(?:ом|а)? (?:подтверждения|из (?:смс|sms)|доступа|безопасности|от (?:домофона|подъезда|двери|ворот|калитки|квартиры|карты|сейфа|замка|ячейки)|домофона|подъезда|на (?:двери|воротах|калитке|домофоне)|активации|авторизации|двери|входа|получения|выдачи|смс)|(?:пин|пинкод|пин-?код)[ауом]{0,2}(?: (?:от|к) (?:карты|карте|телефона))?|смс-?код|код домофон|секретный код|(?:проверочный|одноразовый) (?:код|пароль)',
  uk: "код (?:підтвердження|із (?:смс|sms)|доступу|від (?:домофону|під[’']їзду|дверей)|домофона)|пін(?:-?код)?",
  el: 'κωδικός (?:επιβεβαίωσης|πόρτας|εισόδου|ασφαλείας|μιας χρήσης)|pin',
  zh: '(?:认证|验证|驗證|校验|动态|短信|门禁|门锁|開門|开门|取件|提货|取货|安全|支付|解锁|确认|確認|激活|大门|单元门|入户门)(?:码|碼|密码|密碼)|(?:取款|支付|交易|银行卡|信用卡|储蓄卡|查询|门锁|门禁|提款卡)的?密(?:码|碼)|pin码|PIN碼',
  ja: '(?:認証|確認|認証用|ワンタイム|セキュリティ|解錠|開錠|暗証|本人確認|sms|ログイン|アクセス|承認)-?(?:コード|番号|パスワード|キー)|暗証番号|認証番号|オートロック(?:の)?(?:番号|暗証番号|コード)?|(?:宅配ボックス|玄関|ロック|金庫|ドア|門)の?(?:暗証)?(?:番号|コード)|ピンコード|PINコード',
  ko: '(?:인증|확인|보안|승인|일회용|otp) ?(?:번호|코드|비밀번호)|비밀 ?번호|비번|(?:현관|공동현관|도어락|대문|출입문|출입|택배함) ?(?:비밀 ?번호|비번|번호|코드)|핀 ?(?:번호|코드)',
  hi: 'ओटीपी|ओ\\.टी\\.पी\\.?|पिन(?: ?(?:नंबर|कोड|नम्बर))?|सत्यापन कोड|वेरिफिकेशन कोड|सीवीवी|गेट (?:का )?कोड|एटीएम (?:का )?पिन|यूपीआई पिन|(?:upi|atm) ?(?:ka )?pin|otp(?: code| number)?',
  ar: 'رمز(?:ي)? (?:ال)?(?:تحقق|تأكيد|تاكيد|دخول|تفعيل|أمان|امان|سري|بطاقة|باب|بوابة|مرور|pin)|رمز (?:الباب|البوابة|العمارة|البطاقة)|كود (?:ال)?(?:تحقق|تفعيل|تأكيد|باب|بوابة|عمارة|خصم)|(?:ال)?رقم السري|رقمي السري|الرمز السري|الكود السري|رقم البطاقة السري|البن كود|بن كود',
  he: 'קוד (?:אימות|כניסה|אישור|דלת|שער|סודי|ל(?:בניין|דלת|שער))|קוד הכניסה|קוד האימות',
  id: 'kode (?:verifikasi|otp|keamanan|konfirmasi|akses|pintu|pagar|rahasia|pin|aktivasi|sms|masuk|gerbang)|pin (?:atm|kartu|saya)',
  vi: 'mã (?:otp|xác nhận|xác minh|xác thực|pin|bảo mật|cửa|cổng)',
}

export const codeWord = Object.values(languages).join('|')

/** A code that nothing more is said of. */
export const plainWord =
  '(?:codes?|koden?|kodun?|kod[iu]?|kodem|kodom|koda|kody|c[óo]digo|codice|cod(?:ul)?|koodi|kódom?|kód|код|кода|кодом|رمز|كود|コード|代码|코드|कोड|קוד|mã|κωδικός|kode)'

/** What makes it a code for one use: how it came, or what for. */
export const sent =
  /\bsms|смс|\bblik\b|\btext(?:ed|s)?\b|\b2fa\b|\bbank|verif|authent|\bapp\b|whatsapp|anmeld|einlog|nicht rein|connexion|sesi[óo]n|accesso|logowani|giriş|inlog|ログイン|アプリ|ワンタイム|認証|届|桁|앱|로그인|вход|رسالة/i
/** How it came to a phone. */
export const bySms = /\bsms|смс|短信|문자|رسالة|\btexted\b|\btext message/i

/** "482913 is your code" */
export const isYour =
  '(?:is|was|est|ist|war|es|é|è|era|to|jest|er|är|on|je|это|—|-|:|=)\\s(?:your|my|the|our|votre|mon|notre|le|la|ihr|dein|mein|unser|der|die|das|tu|su|mi|el|nuestro|il|la mia|il mio|lo|o seu|seu|meu|o meu|o|a minha|uw|je|mijn|onze|de|twój|mój|nasz|din|ditt|min|mitt|vårt|вот|ваш|твой|мой|наш|můj|minun)\\s(?:(?!error|fehler|promo|disc|vouch|rabatt|post|zip|area|bar|qr)\\p{L}{1,14}\\s){0,2}?'
