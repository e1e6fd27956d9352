import type { Rules } from './edits.ts'
import { isNoState, one, quote, step, value, withDigit, type Rule } from './password-parts.ts'
import { aboutAccount, linkedWords, myWord, passwordWord, questions, userWord } from './password-words.ts'
import { mayHoldPassword } from './passwords.ts'
import { isAny, isBare, isSigned, isStrong, isUnmistakable } from './secret-shape.ts'

const copula =
  "is|was|this is|das ist|das war|voilà|voila|esa es|esta es|eso es|questa è|quella è|essa é|esta é|dat is|dit is|det är|det er|se on|je to|ez a|asta e|it['’]s|that['’]s|as|ist|war|als|est|était|c['’]est|c['’]était|comme|es|era|como|è|come|é|eh|foi|to|to jest|jest|jako|är|er|som|on|oli|je|volt|este|był|это|вот|как|це|olarak|adalah"
const possessive =
  'my|our|mein|unser|mon|notre|mi|nuestra|la mia|mia|nostra|minha|a minha|nossa|mijn|ons|moje|nasze|mitt|vårt|min|mit|vores|minun|benim|moje|mé|мой|наш|мій|मेरा|mera'
const isWord = linkedWords.map(([, is]) => is).join('|')
/** "Bluebell77 is my password", "Golondrina5 als Passwort". */
const ahead = one(
  String.raw`(?<![^\s"“„«»‘'(])`,
  withDigit,
  value,
  String.raw`[.!]?["“”«»’']?\s?["“”«»’',–—-]?\s(?:(?:${copula})\s(?:(?:${myWord})\s)?|(?:${possessive})\s)(?:\p{L}{1,12}\s)?(?:${passwordWord})(?!\p{L})`,
)
const possessed = one(
  String.raw`(?<![^\s"“„«'(])`,
  withDigit,
  value,
  String.raw`[.,]?["”»']?\s(?:[şs]ifre(?:mi?|si|yi|yle)?|parola(?:m[ıi]?|s[ıi]|yı)?|saya punya sandi|jelszó(?:t|val|m)?|salasana(?:lla|a)?|पासवर्ड)(?!\p{L})`,
)
/** Name and password in one: dkeane / Marmalade*7. */
const account = String.raw`(?:(?<![\p{L}\p{N}\p{M}])(?:${userWord})[\s:=]{1,4}[^\s/|,;:]{2,40}|@[\w-]{1,63}(?:\.[\w-]{1,24}){1,3}|\[mail\]|\s:\s[^\s/|,;:]{2,40})`
const pair = one(account, String.raw`\s{0,2}[/|]\s{0,2}`, quote, value)
/** The password after the name of an account may be any word. */
const inLogin = one(
  String.raw`(?<![\p{L}\p{N}\p{M}])`,
  `(?:(?:${userWord}|id)`,
  String.raw`\s?[:=：]\s?[^\s/|,;:]{2,40}|(?:user(?:name)?|usuario|utente|utilizador|usuário|identifiant|benutzer(?:name)?|gebruiker(?:snaam)?|użytkownik|логин|login|kullanıcı adı(?:m)?|kullanici adi|bruker|bruger|användare)\s(?!and|or|name|page|with|is|und)[\p{L}\p{N}._-]{3,24})`,
  String.raw`[\s/|,;]{1,3}(?:und |and |et |y |e |en |i |och |og |ve |и )?`,
  `(?:${passwordWord}|pass)`,
  String.raw`(?:\s?[:=：]\s?|\s)`,
  quote,
  value,
)
/** "changed it to Tr0ub4dor&3" */
const changed = one(
  String.raw`(?<!\p{L})(?:changed?|reset|set|geändert|changée?|cambiad[oa]|cambiata|alterei|mudei|troquei|gewijzigd|veranderd|zmieni\p{L}{1,8}|ändrade|ændrede|endret|satte?|sätta|ändra|skiftede|byttede|byttet|bytte|byta|muutin|vaihdoin|změnil[ai]?|изменил\p{L}?|сменил\p{L}?|поменял\p{L}?) (?:it|that|mine|them|es|la|le|het|je|его|my password|the password|koden|passordet|lösenordet|adgangskoden|kodeordet|hasło|het wachtwoord|wachtwoord|la contraseña|la clave|a senha|le mot de passe|la password|das passwort|salasanan|heslo|пароль)?\s?(?:back )?(?:to|in|auf|en|por|na|para|pour|naar|till|til|a|на) `,
  value,
)

/** "login m.hale + Quarry~Lane18" */
const besideName = one(
  String.raw`(?<![\p{L}\p{N}\p{M}])(?:${userWord}|kullanıcısı|id|ID|账号|用户)(?!\p{L}{3})[^\n.!?]{0,12}(?:\.[^\n.!?\s]{1,16})?[^\n.!?\p{L}\p{N}]{0,3}(?:[\s+/,;]|と|和|mit|avec|con|com|with|et|e|z|с|met)\s?(?:(?:mit|avec|con|com|with|met|z|с|et|e|und|and)\s)?`,
  value,
)
/** Words for a key, where the password is unmistakable. */
const key = one(
  String.raw`(?<![\p{L}\p{N}\p{M}])(?:key|schlüssel|clé|clef|chiave|chave|clave|sleutel|klucz|nyckeln?|nøglen?|nøkkel(?:en)?|anahtar|ключ|login|passkey)(?!\p{L})(?:[\s:=]{1,3}\p{L}{1,12}){0,4}?[\s:="'“«(]{1,4}`,
  value,
)

/** "kode til router hyggebanan8", "the code for the wifi is hyggebanan8" */
const ofDevice = one(
  String.raw`(?<!\p{L})(?:kod(?:e|en|a)?|codes?|koodi|kód|код|c[óo]digo|codice) (?:til|till|for|zum|zur|für|to|do|pour|del?|della|di|da|van|voor|к|від|от|для|dla) (?:(?:the|my|our|min|mit|den|det|la|le|el|il|mijn|de|meinen?) )?(?:router\p{L}{0,3}|wi-?fi\p{L}{0,2}|wlan|modem\p{L}{0,2}|box|hotspot\p{L}{0,2}|роутер\p{L}{0,2}|вай-?фа\p{L}|netværk\p{L}{0,2}|réseau|red)(?!\p{L})(?:\s(?:is|er|är|ist|est|es|è|é|jest|to|это|це))?[\s:=–-]{1,3}`,
  quote,
  value,
)

/** "security question … answer Bismarck", "answer to my security question is Bismarck" */
const answers = questions.map(([question, answer]) =>
  one(
    String.raw`(?<!\p{L})(?:(?:${question})[^.!?\n]{0,50}?(?:${answer})(?!\p{L})|(?:${answer})(?!\p{L})[^.!?\n]{0,24}?(?:${question})(?=\s(?:${isWord})\s|\s?:))(?:\s(?:${isWord})){0,1}[\s:]{1,3}["'„“«]?(?<part>\p{L}[\p{L}\p{M}-]{2,24})(?=["'“”»]?(?:[\s.,;!?)]|$))`,
  ),
)

const mayHoldDevice = /router|wi-?fi|wlan|modem|box|hotspot|роутер|вай|netværk|réseau|red/iu
const mayHoldPair = /\S ?[/|] ?["'„“«]?[^\s/|]{0,40}\d/
const mayHoldSign = /[\p{L}\p{N}][!#$%&*=?^~][\p{L}\p{N}]/u
const mayHoldQuestion = new RegExp(questions.map(([question]) => question).join('|'), 'iu')
const mayHoldChange =
  /chang|reset|\bset\b|geändert|cambia|mudei|troquei|alterei|gewijzigd|veranderd|zmieni|ändra|ændre|endret|satte?|sätta|bytte|muutin|vaihdoin|změnil|сменил|изменил|поменял/iu
const mayHoldKey =
  /(?:key|schlüssel|clé|clef|chiave|chave|clave|sleutel|klucz|nyckel|nøgle|nøkkel|anahtar|ключ|login)(?!\p{L}).{0,80}\d/iu

const rules = (mayHold: Rules['mayHold'], ...each: Rule[]): Rules => ({ mayHold, steps: each.map(step) })

/** Passwords beside the name of an account, before their word, after "changed it to", and answers to the question of an account become [password]. */
export const passwordRules: readonly Rules[] = [
  rules(
    (text) => mayHoldPassword.test(text),
    [inLogin, (text) => isAny(text) && isNoState(text)],
    [ahead, isBare],
    [possessed, isBare],
  ),
  rules((text) => mayHoldDevice.test(text), [ofDevice, isBare]),
  rules((text) => mayHoldSign.test(text), [besideName, isUnmistakable]),
  rules((text) => mayHoldChange.test(text), [changed, isSigned]),
  rules((text) => mayHoldKey.test(text), [key, isStrong]),
  rules(
    (text) => mayHoldQuestion.test(text) && aboutAccount.test(text),
    ...answers.map((expression): Rule => [expression, isNoState]),
  ),
  rules((text) => mayHoldPair.test(text), [pair, isBare]),
]
