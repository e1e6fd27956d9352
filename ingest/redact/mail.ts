import { matches, type FindEdits, type Rules } from './edits.ts'

const local = String.raw`[\p{L}\p{M}\p{N}._%+-]`
const label = String.raw`[\p{L}\p{M}\p{N}-]{1,63}`
const start = String.raw`(?<!${local})`

/** RFC 5321 addresses with letters of all scripts (RFC 6531). A match begins only at the start of a run, so the time is linear. */
const plain = new RegExp(String.raw`${start}${local}+(?:['’]${local}+){0,3}@${label}(?:\.${label}){1,4}`, 'gu')

const at = String.raw`(?: ?[(\[{<] ?(?:at|@|ät) ?[)\]}>] ?)`
const dot = String.raw`(?: ?[(\[{<] ?(?:dot|punkt|\.) ?[)\]}>] ?| (?:dot|punkt) )`
/** Country codes (ISO 3166-1) that are also English words: they count only where no word follows. */
const word = 'am|as|at|be|by|do|in|is|it|me|my|no|so|to|us'
const top = String.raw`(?:com|org|net|edu|gov|info|biz|name|(?:${word})(?! ?\p{L})|(?!${word}|an|go|he|if|of|on|or|up|we)[a-z]{2})(?![\p{L}\p{N}])`
const host = String.raw`${label}(?:(?:\.|${dot})${label}){0,3}?`

/** name (at) host (dot) com, name[at]host.com: with brackets, any top-level domain counts. */
const bracketed = new RegExp(String.raw`${start}${local}{1,64}${at}${label}(?:(?:\.|${dot})${label}){1,4}`, 'giu')
/** name at host dot com: a spelled dot before a top-level domain; not after words such as "available" or "shop". */
const noName = String.raw`(?!(?:available|buy|check|deals?|find|here|it|look|me|now|online|only|order|sale|shop|them|this|us|you) )`
const spelled = new RegExp(
  String.raw`${start}${noName}${local}{1,64} (?:at|@) ${host}${dot}${top}(?:${dot}${top})?`,
  'giu',
)
/** jo.doe at host.com: the name must not be a plain word, because "look at shop.com" is not an address. */
const spaced = new RegExp(
  String.raw`${start}[\p{L}\p{N}]{1,32}[._+\d-][\p{L}\p{N}._+-]{0,32} (?:at|@) ${label}(?:\.${label}){0,2}\.${top}`,
  'giu',
)

/** jo.doe arroba host punto com, in the words of other languages: nobody writes them otherwise between two names. */
const atWord =
  'arroba|ät|собака|chiocciola|apenstaartje|ma[łl]pa|snabel-?a|kr[øo]llalfa|kukac|zavin[aá][cč]|arobase|klammeraffe|et'
const dotWord = 'punto|точка|ponto|punt|kropka|nokta|punktum|prick|point|pont|te[cč]ka|punkt|dot'
const gap = String.raw`(?: ?[(\[{<] ?| )`
const after = String.raw`(?: ?[)\]}>] ?| )`
const foreign = new RegExp(
  String.raw`${start}(?:${label}${gap}(?:${dotWord})${after}){0,3}${local}{1,64}(?:${gap}(?:${atWord})${after}${label}|(?: ?[(\[{<] ?(?:at|@|ät) ?[)\]}>] ?|@)${label}(?=${gap}(?:${dotWord})))(?:(?:\.|${gap}(?:${dotWord})${after})${label}){1,3}`,
  'giu',
)
const mayHoldForeign = new RegExp(String.raw`(?:${atWord})[ )\]}>]|[ (\[](?:${dotWord})[ )\]]`, 'i')

const step =
  (expression: RegExp): FindEdits =>
  (text) =>
    matches(text, expression, '[mail]')

/** Email addresses become [mail]. */
export const mails: Rules = { mayHold: mayHoldMail, steps: [step(plain)] }

/** jo.doe @ host . com */
const apart = new RegExp(String.raw`${start}${local}{2,64} ?@ ?${label}(?: ?\. ?${label}){0,2} ?\. ?${top}`, 'giu')

/** So do those in the forms that people use to hide them from machines. */
export const hiddenMails: readonly Rules[] = [
  {
    mayHold: (text) => mayHoldForeign.test(text),
    steps: [step(foreign)],
  },
  {
    mayHold: (text) => /\bat\b|\bät\b|[ [({<]@[ \])}>]/i.test(text) && /\.\p{L}|dot|punkt/iu.test(text),
    steps: [bracketed, spelled, spaced, apart].map(step),
  },
]

/** A fast check. Most @ in posts begin a name and follow a space. */
function mayHoldMail(text: string): boolean {
  for (let at = text.indexOf('@', 1); at > 0; at = text.indexOf('@', at + 1))
    if (text.charCodeAt(at - 1) > 36) return true
  return false
}
