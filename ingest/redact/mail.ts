import { matches, type FindEdits, type Rules } from './edits.ts'
import { atWord, dotWord, joinWord, provider, providers, unspacedAt, unspacedDot, unspacedJoin } from './mail-words.ts'

const local = String.raw`[\p{L}\p{M}\p{N}._%+-]`
const label = String.raw`[\p{L}\p{M}\p{N}-]{1,63}`
const start = String.raw`(?<!${local})`

/** RFC 5321 addresses with letters of all scripts (RFC 6531). A match begins only at the start of a run, so the time is linear. */
const plain = new RegExp(String.raw`${start}${local}+(?:['’]${local}+){0,3}@{1,2}${label}(?:\.${label}){1,4}`, 'gu')

/** (at), [ät], {@}, <at>, (a) */
const at = String.raw`(?: ?[(\[{<*] ?(?:at|@|ät|et|chez|bei|presso|en|w|hos|${atWord}) ?[)\]}>*] ?|[(\[]a[)\]])`
const dot = String.raw`(?: ?[(\[{<*] ?(?:\.|,|${dotWord}) ?[)\]}>*] ?| (?:${dotWord}) | ?\.)`
const spelledDot = String.raw`(?: ?[(\[{<*] ?(?:\.|${dotWord}) ?[)\]}>*] ?| (?:${dotWord}) )`
/** jo dot doe, jo underscore doe, jo minus doe */
const join = String.raw`(?: ?[(\[{<] ?| )(?:${dotWord}|${joinWord})(?: ?[)\]}>] ?| )`
const name = String.raw`${local}{1,64}(?:${join}${local}{1,64}){0,4}`
/** Country codes (ISO 3166-1) that are also English words: they count only where no word follows. */
const word = 'am|as|at|be|by|do|in|is|it|me|my|no|so|to|us'
const top = String.raw`(?:com|org|net|edu|gov|info|biz|name|example|(?:${word})(?! ?\p{L})|(?!${word}|an|go|he|if|of|on|or|up|we)[a-z]{2})(?![\p{L}\p{N}])`
const noHost =
  '(?!(?:this|that|the|an?|some|what|which|one|any|every|my|your|his|her|our|their|its|no|each|another|certain|present|dem|diesem|ce|un|questo|este) )'
const host = String.raw`${noHost}${label}(?:(?:\.|${spelledDot})${label}){0,3}?`
const service = `(?:${provider})`

/** name (at) host (dot) com, name[at]host.com: with brackets, any top-level domain counts. */
const bracketed = new RegExp(
  String.raw`${start}${name}${at}(?:${label}(?:${dot}${label}){1,4}|${service}(?![\p{L}\p{N}]))`,
  'giu',
)
/** name at host dot com: a spelled dot before a top-level domain; not after words such as "available" or "shop". */
const noName = String.raw`(?!(?:available|buy|check|deals?|find|here|it|look|me|now|online|only|order|sale|shop|them|this|us|you|sold|got|was|is|are|be|seen?|stuff|ordered|bought) )`
const plainAt = String.raw`(?: at | @ |@ ?| ?[-_](?:at|arroba|arobase|chiocciola|ma[łl]pa|apenstaartje)[-_])`
const spelled = new RegExp(
  String.raw`${start}${noName}${name}${plainAt}${host}${spelledDot}${top}(?:${spelledDot}${top})?`,
  'giu',
)
/** jo.doe at host.com: the name must not be a plain word, because "look at shop.com" is not an address. */
const spaced = new RegExp(
  String.raw`${start}(?=[^\s@]{0,40}\p{L}{2})(?:[\p{L}\p{N}]{1,32}[._+\d-][\p{L}\p{N}._+-]{0,32}|[\p{L}\p{N}._+-]{1,32}${join}${local}{1,64})${plainAt}(?:${label}(?:\.${label}){0,2}\.${top}|${service}(?![\p{L}\p{N}.]))`,
  'giu',
)
/** jodoe at gmail.com */
const provided = new RegExp(
  String.raw`${start}${noName}${name}(?: at | @ ?| ?@ )${service}(?:\.| \. ?|,)${top}(?:\.${top})?`,
  'giu',
)

/** jo.doe arroba host punto com, in the words of other languages: nobody writes them otherwise between two names. */
const gap = String.raw`(?: ?[(\[{<*"“«] ?| )`
const after = String.raw`(?: ?[)\]}>*"”»] ?| )`
const anyDot = String.raw`(?:\.|${gap}(?:${dotWord})${after}| \. | ?, ?(?=com|de|fr|it|ru|pl|es|nl|net))`
const foreign = new RegExp(
  String.raw`${start}${name}(?:${gap}(?:${atWord})${after}(?:${label}(?:${anyDot}${label}){1,3}|${service}(?![\p{L}\p{N}]))|(?: ?[(\[{<] ?(?:at|@|ät|a) ?[)\]}>] ?| ?@ ?)${label}(?:${gap}(?:${dotWord})${after}${label}){1,3}| et ${label} (?:nokta|titik) ${label})`,
  'giu',
)
const mayHoldForeign = new RegExp(String.raw`(?:${atWord})["”» )\]}>*]|[ (\["“«](?:${dotWord})[ )\]"”»]`, 'iu')

/** Without spaces: yukiアットマークnifty.com, 민수 골뱅이 naver 점 com. */
const unspaced = new RegExp(
  String.raw`(?<![\w.+-])[\w.+-]{1,64}(?: ?(?:${unspacedJoin}|${unspacedDot}) ?[\w.+-]{1,64}){0,3} ?[（(「【\[]?(?:(?:${unspacedAt})|(?:at|あ)(?=[）)」】\]]))[）)」】\]]? ?[\w-]{1,63}(?: ?[（(「【\[]?(?:${unspacedDot}|\.)[）)」】\]]? ?[\w-]{1,63}){1,3}`,
  'gu',
)
/** yuki★nifty.com, chen#163.com: a sign that stands for the other, before a host. */
const substituted = new RegExp(
  String.raw`(?<![\w.+-])[\w.+-]{2,64}(?:[★☆◎●◇◆♪■□※＊⭐]|[#*&%$!~^](?=(?:${providers})\.)| ?\((?:a|A|あ|@|at|AT|圈)\) ?)[\w-]{1,63}(?:\.[\w-]{2,24}){1,3}`,
  'gu',
)
/** jo.doe@gmail, jo.doe@host dot com, jo.doe@host,com */
const cut = new RegExp(
  String.raw`${start}${local}{2,64}@(?:${service}(?:,(?:com|co|de|fr|it|es|net|ru|pl|uk|br|nl|at|ch)){1,2}|${service}(?![\p{L}\p{N}.-])|${label}${spelledDot}${label})`,
  'giu',
)

const step =
  (expression: RegExp): FindEdits =>
  (text) =>
    matches(text, expression, '[mail]')

/** Email addresses become [mail]. */
export const mails: Rules = { mayHold: mayHoldMail, steps: [step(plain)] }

/** jo.doe @ host . com */
const apart = new RegExp(
  String.raw`${start}${local}{2,64}(?: [._-] ${local}{1,64}){0,2}(?: @ |@ )${label}(?: ?\. ?${label}){0,2} ?\. ?${top}`,
  'giu',
)

/** So do those in the forms that people use to hide them from machines. */
export const hiddenMails: readonly Rules[] = [
  {
    mayHold: (text) => mayHoldForeign.test(text),
    steps: [step(foreign)],
  },
  {
    mayHold: (text) =>
      /(?<!\p{L})(?:at|ät)(?!\p{L})|[ [({<]@[ \])}>]|@ | @|[-_](?:arroba|arobase|chiocciola|ma[łl]pa|apenstaartje)[-_]|[([{](?:a|et|chez|bei|presso|en|w|hos)[)\]}]/iu.test(
        text,
      ) && mayHoldHost.test(text),
    steps: [bracketed, spelled, spaced, provided, apart].map(step),
  },
  { mayHold: (text) => mayHoldUnspaced.test(text), steps: [unspaced, substituted].map(step) },
  { mayHold: mayHoldMail, steps: [step(cut)] },
]

const mayHoldHost = new RegExp(String.raw`\.\p{L}|\. ?com|(?:${dotWord})|${service}`, 'iu')
const mayHoldUnspaced = new RegExp(String.raw`${unspacedAt}|[★☆◎●◇◆♪■□※＊⭐]|[\w.][#*&%$!~^]\w|\([aA圈あ]\)`, 'u')

/** A fast check. Most @ in posts begin a name and follow a space. */
function mayHoldMail(text: string): boolean {
  for (let at = text.indexOf('@', 1); at > 0; at = text.indexOf('@', at + 1))
    if (text.charCodeAt(at - 1) > 36) return true
  return false
}
