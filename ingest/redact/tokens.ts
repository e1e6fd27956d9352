import { matches, none, type FindEdits, type Rules } from './edits.ts'

/** Tokens that say what they are: payment and cloud services, source hosts, chats, JSON Web Tokens (RFC 7519), private keys. */
const known = new RegExp(
  [
    String.raw`(?<![A-Za-z0-9])(?:(?:sk|pk|rk)[_-](?:live|test|ant|proj|or)[_-][\w-]{8,}|gh[opsur]_\w{16,}|github_pat_\w{16,}|glpat-[\w-]{12,}|xox[abeoprs]-[\w-]{8,}|(?:AKIA|ASIA)[A-Z0-9]{10,}|AIza[\w-]{20,}|ya29\.[\w-]{16,}|SG\.[\w-]{12,}\.[\w-]{12,}|npm_\w{16,}|hf_\w{16,}|shp(?:at|ca|pa|ss)_\w{16,}|whsec_[\w+/=]{12,}|gsw_\w{8,}|sk-[A-Za-z0-9]{20,})`,
    String.raw`(?<![\w.])eyJ[\w-]{6,}\.[\w-]{4,}(?:\.[\w-]*)?`,
    String.raw`-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]{0,8000}?(?:-----END [A-Z ]*PRIVATE KEY-----|$)`,
  ].join('|'),
  'g',
)
const bearer =
  /\b(?:bearer|token|api[-_ ]?key|secret)(?::? +| ?[:=] ?["']?)(?<part>(?=[\w.~+/-]*\d)[\w.~+/-]{16,}=*)/dgi
const parameter =
  /(?<=[?&#;])(?:(?:access|auth|refresh|id|reset|session|csrf|api|login|user)?[-_.]?(?:token|key|sig|signature|secret|session|password|passwd|pwd|auth|otp|hmac)|sid|jwt|code|apikey|x-amz-signature|x-amz-credential)=(?<part>(?!\[token\])[^&#\s"'<>)\]]{4,})/dgi
const inPath =
  /(?<=\/)[\w-]*(?:reset|verify|verification|confirm|activate|activation|magic|invite|invitation|unsubscribe|token)[\w-]*\/(?<part>(?=[\w-]*\d)[\w-]{16,})/dgi
const userInfo = /(?<=[a-z]:\/\/)(?<part>[^\s/@:[]{1,64}:[^\s/@]{1,128})(?=@)/dgi

/** Tokens become [token]: known ones, those in links, and what follows "Bearer" or "API key". */
export const tokens: Rules = {
  mayHold: (text) => /[\w-]{14}|=|:\/\/[^/\s]*@/.test(text),
  steps: [
    ...[known, bearer, parameter, inPath].map(
      (expression): FindEdits =>
        (text) =>
          matches(text, expression, '[token]'),
    ),
    (text) => matches(text, userInfo, '[password]'),
  ],
}

const passwordWord =
  'password|passwort|passwd|passcode|passphrase|pwd|pw|kennwort|mot de passe|mdp|contraseña|contrasena|clave|senha|palavra-passe|wachtwoord|ww|hasło|haslo|lösenord|adgangskode|kodeord|passord|şifre(?:m|niz)?|sifre(?:m)?|parola|пароль|パスワード|密码|密碼|비밀번호'
const is = "is now|is|was|it's|isn't|to|ist|war|lautet|est|était|es|era|é|è|jest|to|är|var|er|blev|oldu|set to|als"
const quote = String.raw`["'„“«»‘’\x60]?`
/** Its last character is no punctuation of the sentence, unless a password must have a sign and has no other. */
const value = String.raw`(?!\[)(?![-–—])(?!(?:[12]?\d|19\d\d|20\d\d|[\d.,]+%?)(?:[\s.,;:!?)]|$))[^\s"“”«»’,;]{3,63}[^\s"“”«»’,;.?)]`
const strongSign = String.raw`(?=\S*[\p{N}#$%&*+=@^_~]|\S*[\p{L}\p{N}][!?]\S*[\p{L}\p{N}])`
/** "password: x", "password is x" with a digit or a sign in it, and "password x" with a digit and a letter. */
const password = new RegExp(
  [
    String.raw`(?<![\p{L}\p{N}])(?:(?:${passwordWord}|pass)(?:\s*[(][^)]{1,20}[)])?\s*[:=：]+\s*|(?:${passwordWord})(?:\s*[(][^)]{1,20}[)])?\s+(?:${is})\s*:?\s+)${quote}`,
    String.raw`(?<part>${strongSign}${value})`,
  ].join(''),
  'dgiu',
)
const bare = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${passwordWord})\s+${quote}(?<part>(?=\S*\p{N})(?=\S*\p{L})[^\s"“”«»’,;]{5,63}[^\s"“”«»’,;.!?)])`,
  'dgiu',
)
const assigned = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${passwordWord})\s?=\s?["']?(?<part>(?!\[)[^\s"',;]{4,64})`,
  'dgiu',
)

const codeWord =
  'pin(?:[- ]?(?:code|number|nummer|kod))?|m?tan|i?tan|otp|cvv2?|cvc2?|puk|(?:verification|security|confirmation|access|login|log-in|sign-in|auth|authentication|one[- ]time|2fa|sms|unlock|activation)[- ]?(?:pass)?code|one[- ]time (?:password|pin)|passcode|(?:bestätigungs|verifizierungs|sicherheits|zugangs|freischalt|aktivierungs)code|code de (?:vérification|sécurité|confirmation|validation)|c[óo]digo de (?:verificaci[óo]n|seguridad|confirmaci[óo]n|verifica[çc][ãa]o|seguran[çc]a|acesso|acceso)|codice di (?:verifica|sicurezza|conferma|accesso)|verificatiecode|beveiligingscode|kod weryfikacyjny|kod autoryzacyjny|verifieringskod|säkerhetskod|engangskode|bekreftelseskode|doğrulama kodu(?:m)?|onay kodu(?:m)?|код подтверждения|认证码|验证码|驗證碼|認証コード|確認コード|인증번호'
const code = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${codeWord})(?:\s?[:=：#]\s?|\s+(?:(?:i\s+(?:got|received)|sent|you sent(?: me)?)\s+)?(?:(?:${is})\s*:?\s+)?|(?<=[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af])\s*(?:は|是|为|為|는|은)?\s*)(?<part>(?!(?:19|20)\d\d\b)\d{3}[ -]?\d{3}|\d{4,8}|(?<=cv[cv]2?\D{0,8})\d{3})(?![\p{L}\p{N}]|[.,]\d)`,
  'dgiu',
)

const sentWords = /\bsms\b|\bblik\b|\btext(?:ed|s)?\b|\b2fa\b|\bbank|verif|authent/i
const sentCode =
  /(?<!\p{L})(?<!(?:error|promo|item|post|zip|article|discount|voucher|gift|product|fehler|rabatt)[- ]?)(?:code|kode|kod|c[óo]digo|codice|koden)(?: blik)?(?: (?:is|was|er|es|est|é|è|je|jest|war|ist)| ?[:=])? ?(?<part>\d{3}[ -]?\d{3}|\d\d \d\d \d\d)(?![\p{L}\p{N}]|[.,]\d)/dgiu
const ownCode =
  /(?<!\p{L})(?:my|mein|min|mitt|mijn|mi|mon|minha|meu|mio|mój|moje) (?:kode|kod|code|login)(?: (?:is|er|är|ist|es|est|é|è|to)|:) (?<part>(?=\S*\d)(?=\S*\p{L})[^\s"',;]{5,64})/dgiu

/** One of the words above, or something like it: a fast check. */
const mayHoldSecret =
  /passw|passc|passp|passo|pass[:= ]|mdp|pwd?\b|kennwort|mot de|contrase|clave|senha|palavra|wachtw|\bww\b|has[łl]o|l[öo]senord|kode?n?\b|c[óo]d(?:e|ig|ic)|kodu|[şs]ifre|parol|парол|パス|密|비밀|\bpin|\bm?i?tan\b|\botp\b|cv[cv]|\bpuk\b|код|码|碼|コード|번호|\blogin\b/i
/** Passwords, PINs and one-time codes become [password]. "I forgot my password" has none. */
export const passwords: Rules = {
  mayHold: (text) => mayHoldSecret.test(text),
  steps: [
    ...[password, bare, assigned, code, ownCode].map(
      (expression): FindEdits =>
        (text) =>
          matches(text, expression, '[password]'),
    ),
    (text) => (sentWords.test(text) ? matches(text, sentCode, '[password]') : none),
  ],
}
