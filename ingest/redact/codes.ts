import { matches, none, type FindEdits, type Rules } from './edits.ts'

/** Words that name a secret number or a code for one use. */
const codeWord = [
  'token(?: (?:do|del|de|da|van|der))?|pin(?:[- ]?(?:code|number|nummer|kod|kode))?|nip|m?tan|i?tan|otp|cvv2?|cvc2?|puk|passcode',
  '(?:verification|security|confirmation|access|login|log-in|sign-in|auth|authentication|authori[sz]ation|one[- ]time|2fa|sms|unlock|activation)[- ]?(?:pass)?code|one[- ]time (?:password|pin)',
  '(?:bestätigungs|verifizierungs|sicherheits|zugangs|freischalt|freigabe|aktivierungs|einmal)(?:code|kennwort|passwort)',
  "code (?:de |d[’'])?(?:vérification|sécurité|confirmation|validation|accès)|code secret",
  'c[óo]digo de (?:verificaci[óo]n|seguridad|confirmaci[óo]n|acceso|verifica[çc][ãa]o|seguran[çc]a|confirma[çc][ãa]o|acesso)',
  'codice (?:di )?(?:verifica|sicurezza|conferma|accesso|dispositivo|otp)',
  '(?:verificatie|beveiligings|bevestigings|toegangs|inlog)code',
  'kod (?:weryfikacyjny|autoryzacyjny|autoryzacji|weryfikacji|sms|blik)',
  '(?:verifierings|säkerhets|engångs|inloggnings)kod|(?:engangs|bekræftelses|bekreftelses|sikkerheds|sikkerhets)kode',
  '(?:doğrulama|onay|güvenlik) kodu(?:m)?|tek kullanımlık (?:şifre|kod)(?:m)?',
  'код (?:подтверждения|из смс|доступа)|пин-?код',
  '(?:认证|验证|驗證|认証|認証|確認)(?:码|碼|コード)|暗証番号|인증번호|비밀번호|ओटीपी|पिन|رمز (?:التحقق|التأكيد)',
].join('|')

/** 482 913, 39 18 42, 4711, KX7-94Q, G-640182. No year, amount or measure. */
const code = String.raw`(?!(?:19|20)\d\d(?!\d))(?:\d{3}[ -]?\d{3}|\d\d \d\d \d\d|\d{4,8}|(?=[A-Z\d-]{0,10}\d)[A-Z\d]{1,4}-[A-Z\d]{2,6})(?![\p{N}A-Za-z]|[.,:]\d| ?(?:€|\$|£|%|eur|euros?|usd|kg|km|min|h\b|x\b))`
const words = String.raw`(?:[\s,:：=#–-]{1,4}(?!\d)\p{L}{1,14}){0,6}?[\s,:：=#–-]{0,4}`
const named = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${codeWord})(?!\p{Script=Latin})(?:${words}|[^\d\n]{0,3})(?<part>${code}|(?<=cv[cv]2?\D{0,8})\d{3}(?!\d))`,
  'dgiu',
)

const notSecret =
  '(?<!(?:error|promo|item|post|zip|article|discount|voucher|gift|product|fehler|rabatt|gutschein|bar|qr|dress|status|area|country)[- ]?)'
const plainWord = '(?:code|kode|koden|kod|c[óo]digo|codice|код)'
const sent = /\bsms\b|смс|\bblik\b|\btext(?:ed|s)?\b|\b2fa\b|\bbank|verif|authent|\bapp\b/i
const sentCode = new RegExp(
  String.raw`(?<!\p{L})${notSecret}${plainWord}(?!\p{L})${words}(?<part>\d{3}[ -]?\d{3}|\d\d \d\d \d\d)(?![\p{L}\p{N}]|[.,]\d)`,
  'dgiu',
)
/** DigiD code WQ4R-77; not "error code E-21". */
const groupedCode = new RegExp(
  String.raw`(?<!\p{L})${notSecret}${plainWord}(?: \p{L}{1,10}){0,1}[ :]+(?<part>(?=[A-Z\d-]{0,10}\d)[A-Z\d]{3,4}-[A-Z\d]{2,6})(?![\p{L}\p{N}-])`,
  'dgu',
)
const own =
  /(?<!\p{L})(?:my|mein|min|mitt|mijn|mi|mon|minha|meu|mio|mój|moje) (?:kode|kod|code|login)(?: (?:is|er|är|ist|es|est|é|è|to)|:) (?<part>(?=\S{0,64}\d)(?=\S{0,64}\p{L})[^\s"',;]{5,64})/dgiu

const mayHoldCode =
  /\bpin|\btoken|пин|पिन|\bnip\b|\bm?i?tan\b|\botp\b|ओटीपी|cv[cv]|\bpuk\b|cod(?:e|ig|ic)|c[óo]dig|passwort|kennwort|\bkod|\bkode|kodu?|[şs]ifre|one[- ]time|код|码|碼|コード|番号|번호|رمز/i

const step =
  (expression: RegExp): FindEdits =>
  (text) =>
    matches(text, expression, '[password]')

/** PINs, TANs and codes for one use become [password]. */
export const codes: Rules = {
  mayHold: (text) => /\d/.test(text) && mayHoldCode.test(text),
  steps: [
    ...[named, groupedCode, own].map(step),
    (text) => (sent.test(text) ? matches(text, sentCode, '[password]') : none),
  ],
}
