import { englishStopWords, foreignStopWords } from '../text/stop-words.ts'
import type { Token } from '../text/token.ts'

/** Words that say how people talk and not what about. */
const chatter = new Set(
  `again already also always amp another anymore anything anyone asap awesome back bad best better big bit bye call came can cannot care cheers come contact
cool could day days dear did didn direct does doesn doing don done dude else ever every everyone everything fail far find fine first fix
fixed follow following fun getting give glad going gonna good got great guess guy guys haha happen happened happening happens happy hard hate hello help helped helping hey
hope hour hours idea ill issue issues just keep keeps kind know last later let like literally little lol long look looking looks lot love made make
makes man many matter maybe mean message messaged mind minute minutes month months much need needs never new next nice nope nothing now okay omg one ones
part people please pls plz point possible pretty problem problems put question quick real really reason reply respond response right said same saw say saying says
see seem seems seen send sent set shit show side since someone something soon sorry start started still stop stuff stupid suck sucks super support sure
take talk team tell thank thanks thanx thing things think thought thx til time times tired today told tomorrow tonight took tried try trying twice
update url use used user using usually wait waiting want wanted wanna watching way week weeks well went what whatever whole will wish word words
work worked working works worse worst would wouldn wow wrong wtf yeah year years yep yes yesterday yet your customer service fuck fucking damn hell ass
able actually anyway around ask asked asking believe check definitely figure forever getting goes honestly instead least might multiple often otherwise
probably rather recently replied seriously several show showing shown shows somehow sometimes though through together totally unfortunately until
weird without won wondering absolutely appreciate appreciated feel feeling finally gets guessing half happens hear heard info information
coming found means worries luck enough understand supposed longer apply down stuck gone stay job end sick plus
tho idk two three almost hurry second open mess amaze garbage break experience night home trip review glitch play play playing continue continues especially entire exactly absolute ridiculous standard usual regular certain mention mentioned example explain
even via allow annoy annoying piss pissed off life single view difficult except whenever star stars rate old bring
change changed changes option course others details share shared forward correct past neither sweet congrats having shortly may process learn date url latest newest version running link page happy birthday
not nor once ago agree sound sounds ok'd unable sincerely regards welcome pleasure hopefully nvm yup nah yay alright okey sec mins hrs somewhere honest quite pls kinda gotta
agree sound sounds amazing bug bugs error errors fault fixing persists resolved solve solved tweet tweeted dms dm etc lmao bro sir madam mam ma'am team's`.split(
    /\s+/,
  ),
)
const word = /^#?\p{L}[\p{L}\p{M}\p{N}-]{2,}$/u

/** Whether a word says what a text is about. */
export type IsContent = (token: Token) => boolean

const isContent: IsContent = ({ text }) =>
  word.test(text) && !englishStopWords.has(text) && !chatter.has(text) && !foreignStopWords.has(text)

const handle = /@([\p{L}\p{N}_]+)/gu
/** An account that at least this share of the texts addresses is the company's own. */
const shareOfOwnName = 0.02

/** Content words without parts of the names of the accounts that many of the texts address: "jetblue" of @JetBlue. */
export function contentOf(texts: readonly string[]): IsContent {
  const counts = new Map<string, number>()
  for (const text of texts)
    for (const [, name = ''] of text.matchAll(handle))
      counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1)
  const own = [...counts]
    .filter(([, count]) => count > Math.max(2, shareOfOwnName * texts.length))
    .map(([name]) => name)
  return (token) => isContent(token) && !own.some((name) => name.includes(token.text.replace('#', '')))
}

/** A word or a pair of neighbouring words. */
export interface Term {
  /** Its stems: the forms of a word share it. */
  key: string
  written: string
}

/** The content words of a text, each stem once, and the pairs of them that stand side by side. */
export function contentTerms(tokens: readonly Token[], isContent: IsContent): { words: Token[]; terms: Term[] } {
  const words = new Map<string, Token>()
  const pairs = new Map<string, string>()
  tokens.forEach((token, i) => {
    if (!isContent(token)) return
    if (!words.has(token.stem)) words.set(token.stem, token)
    const before = tokens[i - 1]
    if (before && isContent(before) && before.stem !== token.stem)
      pairs.set(`${before.stem} ${token.stem}`, `${before.text} ${token.text}`)
  })
  const terms = [...words.values()].map(({ stem, text }): Term => ({ key: stem, written: text.replace('#', '') }))
  return {
    words: [...words.values()],
    terms: [...terms, ...[...pairs].map(([key, written]): Term => ({ key, written: written.replaceAll('#', '') }))],
  }
}
