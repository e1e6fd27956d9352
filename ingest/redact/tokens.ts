import { matches, type FindEdits, type Rules } from './edits.ts'

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
  /(?<!\p{L})(?:bearer|token|jeton|api[-_ ]?key|api[- ]?schlüssel|clave (?:de )?api|chiave api|chave (?:de )?api|cl[ée] (?:d[’' ]?)?api|api-?sleutel|api-?nyckel|klucz api|secret)(?::? +| ?[:=] ?["']?)(?<part>(?=[\w.~+/-]{0,64}\d)[\w.~+/-]{16,}=*)/dgiu
const parameter =
  /(?<=[?&#;])(?:(?:access|auth|refresh|id|reset|session|csrf|api|login|user)?[-_.]?(?:token|key|sig|signature|secret|session|password|passwd|pwd|auth|otp|hmac)|sid|jwt|code|apikey|x-amz-signature|x-amz-credential)=(?<part>(?!\[token\])[^&#\s"'<>)\]]{4,})/dgi
const inPath =
  /(?<=\/)[\w-]{0,32}(?:reset|verify|verification|confirm|activate|activation|magic|invite|invitation|unsubscribe|token)[\w-]{0,32}\/(?<part>(?=[\w-]{0,64}\d)[\w-]{16,})/dgi
/** A long part of a path in letters of both cases and digits is not for people to read. */
const opaque = /(?<=\/)(?<part>(?=[\w-]{0,64}\d)(?=[\w-]{0,64}[a-z])(?=[\w-]{0,64}[A-Z])[\w-]{32,})(?=[/?#\s"'<>)]|$)/dg
/** A key, or a hash that may admit somebody. */
const hexadecimal =
  /(?<![\w-]|(?:commit|sha-?\d*|md5|hash|revision|checksum|build):? )(?<part>(?=[\da-f]{0,32}\d)(?=[\da-f]{0,32}[a-f])[\da-f]{32,})(?![\w-])/dgi
const userInfo = /(?<=[a-z]:\/\/)(?<part>[^\s/@:[]{1,64}:[^\s/@]{1,128})(?=@)/dgi

/** Tokens become [token]: known ones, those in links, and what follows "Bearer" or "API key". */
export const tokens: Rules = {
  mayHold: (text) => /[\w-]{14}|=|:\/\/[^/\s]*@/.test(text),
  steps: [
    ...[known, bearer, parameter, inPath, opaque, hexadecimal].map(
      (expression): FindEdits =>
        (text) =>
          matches(text, expression, '[token]'),
    ),
    (text) => matches(text, userInfo, '[password]'),
  ],
}

const passwordWord =
  'password|passwort|passwd|passcode|passphrase|pwd|pw|kennwort|mot de passe|mdp|contraseña|contrasena|clave|senha|palavra-passe|wachtwoord|ww|hasło|haslo|lösenord|adgangskode|kodeord|passord|şifre(?:m|niz)?|sifre(?:m)?|parola|пароль|salasana|heslo|jelszó|kata sandi|palabra clave|cl[ée] wi-?fi|(?:wlan|netzwerk|wi-?fi)[- ]?(?:schlüssel|sleutel|key)|كلمة (?:السر|المرور)|पासवर्ड|パスワード|密码|密碼|비밀번호'
const is = "is now|is|was|it's|isn't|to|ist|war|lautet|est|était|es|era|é|è|jest|to|är|var|er|blev|oldu|set to|als"
const quote = String.raw`["'„“«»‘’\x60]?`
/** Its last character is no punctuation of the sentence, unless a password must have a sign and has no other. */
const value = String.raw`(?!\[)(?![-–—])(?!(?:[12]?\d|19\d\d|20\d\d|[\d.,]+%?)(?:[\s.,;:!?)]|$))[^\s"“”«»’,;]{3,63}[^\s"“”«»’,;.?)]`
const strongSign = String.raw`(?=\S{0,64}[\p{N}#$%&*+=@^_~]|\S{0,64}[\p{L}\p{N}][!?]\S{0,64}[\p{L}\p{N}])`
/** "password: x", "password is x" with a digit or a sign in it, and "password x" with a digit and a letter. */
const password = new RegExp(
  [
    String.raw`(?<![\p{L}\p{N}])(?:(?:${passwordWord}|pass)(?:\s{0,4}[(][^)]{1,20}[)])?\s{0,4}[:=：]{1,3}\s{0,4}|(?:${passwordWord}|(?:wi-?fi|wlan|login) pass)(?:\s{0,4}[(][^)]{1,20}[)]|(?:\s{1,4}\p{L}{1,10}){1,4}?)?\s{1,4}(?:${is})\s{0,4}:?\s{1,4})${quote}`,
    String.raw`(?<part>${strongSign}${value})`,
  ].join(''),
  'dgiu',
)
const bare = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${passwordWord})\s{1,4}${quote}(?<part>(?=\S{0,64}\p{N})(?=\S{0,64}\p{L})[^\s"“”«»’,;]{5,63}[^\s"“”«»’,;.!?)])`,
  'dgiu',
)
const assigned = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${passwordWord})\s?=\s?["']?(?<part>(?!\[)[^\s"',;]{4,64})`,
  'dgiu',
)

/** "changed it to Tr0ub4dor&3": letters, a digit and a sign. */
const changed =
  /(?<!\p{L})(?:changed|reset|set|geändert|changé|cambiado|cambiata|alterei|gewijzigd|zmieni\p{L}+) (?:it|that|mine|them|es|la|le|het|je|my password|the password) (?:to|in|auf|en|por|na) (?<part>(?=\S{0,64}\p{N})(?=\S{0,64}\p{L})(?=\S{0,64}[!#$%&*+=?@^_~-])[^\s"“”«»’,;]{5,63}[^\s"“”«»’,;.?)])/dgiu

/** One of the words above, or something like it: a fast check. */
const mayHoldSecret =
  /passw|passc|passp|passo|pass[:= ]|mdp|pwd?\b|kennwort|mot de|contrase|clave|senha|palavra|wachtw|\bww\b|has[łl]o|l[öo]senord|kodeord|adgangs|[şs]ifre|parol|парол|salasana|heslo|jelsz|sandi|schlüssel|sleutel|wi-?fi|كلمة|पास|パス|密|비밀|\blogin\b|changed|reset|geändert|cambia/i

/** Passwords become [password]. "I forgot my password" has none. */
export const passwords: Rules = {
  mayHold: (text) => mayHoldSecret.test(text),
  steps: [password, bare, assigned, changed].map(
    (expression): FindEdits =>
      (text) =>
        matches(text, expression, '[password]'),
  ),
}
