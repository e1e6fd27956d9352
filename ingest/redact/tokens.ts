import { none, replacing, type Rules } from './edits.ts'
import { spacedLetter } from './unspaced.ts'

/** Tokens that say what they are: payment and cloud services, source hosts, chats, JSON Web Tokens (RFC 7519), private keys. */
const known = new RegExp(
  [
    String.raw`(?<![A-Za-z0-9])(?:(?:sk|pk|rk)[_-](?:live|test|ant|proj|or)[_-][\w-]{8,}|gh[opsur]_\w{16,}|github_pat_\w{16,}|glpat-[\w-]{12,}|xox[abeoprs]-[\w-]{8,}|(?:AKIA|ASIA)[A-Z0-9]{10,}|AIza[\w-]{20,}|ya29\.[\w-]{16,}|SG\.[\w-]{12,}\.[\w-]{12,}|npm_\w{16,}|hf_\w{16,}|shp(?:at|ca|pa|ss)_\w{16,}|whsec_[\w+/=]{12,}|gsw_\w{8,}|sk-[A-Za-z0-9]{20,}|dckr_pat_[\w-]{12,}|do[op]_v1_\w{16,}|pypi-[\w-]{16,}|rubygems_\w{16,}|sq0[a-z]{3}-[\w-]{12,}|rzp_(?:live|test)_\w{8,}|GOCSPX-[\w-]{12,}|xapp-[\w-]{12,}|lin_api_\w{12,}|figd_[\w-]{12,}|PMAK-[\w-]{12,}|EAA[A-Za-z0-9]{24,}|APP_USR-[\w-]{16,}|\d{8,10}:AA[\w-]{30,}|[a-z]{2,10}_(?:live|test|prod|key|api|pat|tok|secret)_[A-Za-z0-9]{12,})`,
    String.raw`(?<![\w.])eyJ[\w-]{6,}\.[\w-]{4,}(?:\.[\w-]*)?`,
    String.raw`-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]{0,8000}?(?:-----END [A-Z ]*PRIVATE KEY-----|$)`,
  ].join('|'),
  'g',
)
/** After these words a long run of letters and digits is one. */
const words = [
  "bearer|s[ée]ss?i[oóø]n(?:s?[-_ ]?id)?|sessione|sitzung(?:s-?id)?|sesj[aię]|sessie|sessão|oturum|сесс?и\\p{L}|セッション(?:id)?|会话|세션|الجلسة|(?:access|auth|api|refresh|session|bot|personal|zugriffs|zugangs)?[-_ ]?token|jeton(?: d[’']accès)?|x-api-key|api[-_ ]?(?:key|schlüssel|schluessel|sleutel|nyckel|nøgle|nøkkel|avain|klíč|kulcs|anahtarı|ключ|キー|키|密钥|密鑰|key)|clave (?:de )?api|chiave api|chave (?:de |da )?api|cl[ée] (?:d[’' ]?)?api|cheie api|klucz(?:a|em)? api|(?:client|app|webhook|shared)?[-_ ]?secret(?:[-_ ]key)?|cl[ée] secr[èe]te|clave secreta|chiave segreta|geheimer schlüssel|schlüssel",
  'токен|ключ(?: api| апи)?|секрет|トークン|シークレット|アクセスキー|令牌|密钥|密鑰|金鑰|토큰|시크릿|مفتاح(?: api)?|(?:ال)?توكن|رمز الوصول|टोकन|एपीआई की',
].join('|')
const bearer = new RegExp(
  String.raw`(?<!${spacedLetter})(?:${words})(?:\s[\p{L}'’/]{1,12}){0,8}?[\s:：=是为は이가는은"'「“„(\x60]{1,4}(?<part>(?=[\w.~+/-]{0,64}\d)(?=[\w.~+/-]{0,64}[a-zA-Z])[\w.~+/-]{14,}=*)`,
  'dgiu',
)
/** So is one of 20 characters or more in letters of both cases and digits, wherever it stands. */
const mixed =
  /(?<![\w./=&?#@-])(?<part>(?=[\w-]{0,80}[a-z])(?=[\w-]{0,80}[A-Z])(?=(?:[\w-]{0,40}\d){2})[A-Za-z0-9_]{20,}[\w-]*={0,2})(?!\w|[./@]\w)/dg
/** After a short prefix sixteen are enough: tkn_4Rz8WqYp1LmX6vBd. */
const prefixed =
  /(?<![\w./=&?#@-])(?<part>(?:[a-z]{2,6}[_-]){1,2}(?=\w{0,40}[a-z])(?=\w{0,40}[A-Z])(?=(?:\w{0,20}\d){2})[A-Za-z0-9]{14,})(?!\w|[./@]\w)/dg
/** In a text about tokens, a run of 16 that nobody can read, wherever it stands. */
const aboutTokens =
  /(?<!\p{L})(?:bearer|tokens?|api[- ]?(?:key|schlüssel)|jwt|oauth|webhook|токен\p{L}*|トークン|令牌|密钥|토큰|jeton)(?!\p{L})/iu
const unreadable =
  /(?<![\w./=&?#@:-])(?<part>(?=(?:[\w]{0,40}?\d){3})(?=(?:[\w]{0,40}?[a-z]){3})[A-Za-z0-9_]{16,})(?!\w|[./@-]\w)/dg
const parameter =
  /(?<=[?&#;])(?:(?:access|auth|refresh|id|reset|session|csrf|api|login|user)?[-_.]?(?:token|key|sig|signature|secret|session|password|passwd|pwd|auth|otp|hmac)|sid|jwt|code|apikey|x-amz-signature|x-amz-credential)=(?<part>(?!\[token\])[^&#\s"'<>)\]]{4,})/dgi
/** The name of a parameter that says nothing, and a value that nobody can read: ?t=324ade942b8665f2384149f6. */
const unnamed =
  /(?<=[?&;#][a-z]{1,2}=)(?<part>(?=[\w-]{0,40}\d)(?=[\w-]{0,40}[a-z])(?=[a-z]{0,12}\d|\d)\w[\w-]{15,})(?![\w./-])/dgi
/** So is a shorter one in letters of both cases: ?t=Qm41Zc8PvLe0. */
const unnamedMixed =
  /(?<=[?&;#][a-z]{1,2}=)(?<part>(?=[\w-]{0,40}[a-z])(?=[\w-]{0,40}[A-Z])(?=(?:[\w-]{0,40}\d){2})\w[\w-]{9,})(?![\w./-])/dg
/** A cookie or a parameter of a session, wherever it stands: PHPSESSID=e6fe64a84929370a. */
const cookie =
  /(?<![\p{L}\d])(?:phpsessid|jsessionid|aspsessionid\w{0,16}|asp\.net_sessionid|connect\.sid|sess(?:ion)?[-_]?(?:id|key)|sess(?:ion|ao|ão|ione|ie|ão_?id)|sid|csrf(?:[-_]?token)?|xsrf(?:[-_]?token)?|laravel_session|remember[-_]?token)\s?[=:]\s?(?<part>(?=[^\s"';,&]{0,64}\d)[\w.%~+/-]{8,}=*)/dgiu
const inPath =
  /(?<=\/)[\w-]{0,32}(?:reset|verify|verification|confirm|activate|activation|magic|invite|invitation|unsubscribe|token|recover|recuper|récupér|restor|ripristin|reimpost|wachtwoord|passwort|mot-?de-?passe|contrasena|senha|haslo|odzysk|losenord|sifre|parol|herstel|zurueck|aktivier|bestaetig|conferm|valid)[\w-]{0,32}\/(?<part>(?=[\w-]{0,64}\d)[\w-]{16,})/dgi
/** More words of such paths, and a key in hexadecimal digits; ids of mentions do not know them. */
const moreInPath = /(?<=\/)[\w-]{0,32}r[eé]init[\w-]{0,32}\/(?<part>(?=[\w-]{0,64}\d)[\w-]{12,})/dgi
const hexKey =
  /(?<!\p{L})(?:key|schlüssel|cl[ée]|clave|chiave|chave|sleutel|klucz|ключ)(?!\p{L})[ :="']{1,3}(?<part>(?=[\da-f]{0,40}\d)(?=[\da-f]{0,40}[a-f])[\da-f]{20,})(?![\w-])/dgiu
/** The last part of a path. */
const opaqueShort =
  /(?<=:\/\/[^\s"'<>]{4,80}\/)(?<part>(?=[\w-]{0,40}\d[\w-]{0,40}\d)(?=[\w-]{0,40}[a-zA-Z])[\w-]{10,})(?=[?#\s"'<>)]|$)/dg
/** Where the text is about a link to reset or confirm something, so is the last part of its path. */
const ofReset =
  /(?:link|enlace|lien|lenke|länk|odkaz|bağlantı|ссылк|链接|リンク|링크|vínculo|collegamento|odnośnik)\P{L}.{0,80}(?:passw|pass ?wor|kennwort|contrase|senha|palavra-passe|mot de passe|wachtwoord|has[łl]|lösenord|adgangskode|şifre|парол|密码|パスワード|비밀번호|verif|confirm|aktiv|activ|bestätig|conferm|recuper|réinit|reset|zurücksetz)/iu
/** A long part of a path in letters of both cases and digits is not for people to read. */
const opaque = /(?<=\/)(?<part>(?=[\w-]{0,64}\d)(?=[\w-]{0,64}[a-z])(?=[\w-]{0,64}[A-Z])[\w-]{32,})(?=[/?#\s"'<>)]|$)/dg
/** A key, or a hash that may admit somebody. */
const hexadecimal =
  /(?<![\w-]|(?:commit|sha-?\d*|md5|hash|revision|checksum|build):? )(?<part>(?=[\da-f]{0,32}\d)(?=[\da-f]{0,32}[a-f])[\da-f]{32,})(?![\w-])/dgi
/** A UUID as the value of a parameter. */
const uuid = /(?<=[?&;#][a-z]{1,12}=)(?<part>[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?![\w-])/dgi
const userInfo = /(?<=[a-z]:\/\/)(?<part>[^\s/@:[]{1,64}:[^\s/@]{1,128})(?=@)/dgi

/** As `mixed`, of 24 characters. */
const mixedInId =
  /(?<![\w./=&?#@-])(?<part>(?=[\w-]{0,80}[a-z])(?=[\w-]{0,80}[A-Z])(?=(?:[\w-]{0,40}\d){2})[A-Za-z0-9_]{24,}[\w-]*={0,2})(?![\w./@])/dg

const find = (expression: RegExp) => replacing(expression, '[token]')
const inUserInfo = replacing(userInfo, '[password]')
const mayHold: Rules['mayHold'] = (text) => /[\w-]{14}|=|:\/\/[^/\s]*@/.test(text)

/**
 * Tokens in the ids of mentions. These rules stay as they are: with others an item that is read again would get another id, and a deletion
 * would not find what it deletes.
 */
export const tokensInIds: Rules = {
  mayHold,
  steps: [
    ...[known, bearer, mixedInId, parameter, unnamed, cookie, uuid, inPath, opaque, hexadecimal].map(find),
    inUserInfo,
  ],
}

/** Tokens become [token]: known ones, those in links, and what follows "Bearer" or "API key". */
export const tokens: Rules = {
  mayHold,
  steps: [
    ...[
      known,
      bearer,
      mixed,
      prefixed,
      parameter,
      unnamed,
      unnamedMixed,
      cookie,
      uuid,
      inPath,
      moreInPath,
      hexKey,
      opaque,
      hexadecimal,
    ].map(find),
    (text) => (aboutTokens.test(text) ? find(unreadable)(text) : none),
    (text) => (ofReset.test(text) ? find(opaqueShort)(text) : none),
    inUserInfo,
  ],
}
