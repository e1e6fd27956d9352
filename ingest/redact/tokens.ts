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
