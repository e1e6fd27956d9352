import type { Rules } from './edits.ts'
import { one, step, type Rule } from './password-parts.ts'
import { unspacedLink, unspacedWord } from './password-words.ts'
import { findBefore } from './passwords.ts'
import { isAny, isMixed, isUnspaced, isWordWithDigits } from './secret-shape.ts'

/** A language without spaces: the password in ASCII, some signs after the word. */
const unspaced = one(`(?:${unspacedWord})`, unspacedLink, String.raw`(?<part>[!-~]{3,63}[!-&*+\-/-9;-~])`)
const unspacedFar = one(
  `(?:${unspacedWord})`,
  String.raw`(?:[^!-~。！？\n]|[,:"(]){1,14}[「『“"'（(:]{0,2}(?<part>[!-~]{5,63}[!-&*+\-/-9;-~])`,
)
const unspacedAhead = one(
  String.raw`(?<![!-~])(?<part>[!-~]{5,63}[!-&*+\-/-9;-~])[」』”"'）)]?\s?(?:という|っていう|は|が|を|是|就是|这个|這個|作为|为|이|가|를|을|라는|로)?\s?(?:私の|僕の|我的|我|登录|제|내|新しい|今の)?\s?(?:${unspacedWord})`,
)
/** 合言葉はひまわりです, 暗号是向日葵 */
const unspacedPlain = one(
  String.raw`(?:合言葉|秘密の(?:言葉|答え|質問(?:の答え)?)|暗号|口令|安全词|密保(?:问题)?(?:的)?答案|密语)(?:[(（][^)）\n]{0,20}[)）])?(?:は|が|是|为|為|：|:)[「『“"]?(?<part>(?!正し|違|間違|同じ|無効|不明|合って|忘|错|不|正确|忘记|没)[\u3040-\u30ff\u3400-\u9fff]{2,12}?)(?=です|だ|と|」|』|”|"|、|，|。|って|なの|$)`,
)
/** 비밀번호는 해바라기입니다 */
const koreanPlain = one(
  String.raw`(?:비밀 ?번호|비번|암호)(?:는|은) ?["'‘“]?(?<part>(?!그대로|동일|이전|정상|같은)[\uac00-\ud7a3]{2,10}?)["'’”]?(?=입니다|이에요|예요|인데|라고|이고)`,
)
const rules: readonly Rule[] = [
  [unspaced, isUnspaced],
  [unspacedFar, (text) => isMixed(text) || isWordWithDigits(text)],
  [unspacedAhead, isMixed],
  [unspacedPlain, isAny],
  [koreanPlain, isAny],
]

const unspacedWords = new RegExp(unspacedWord, 'gu')

/** Passwords in Japanese, Chinese and Korean become [password]. */
export const unspacedPasswords: Rules = {
  mayHold: (text) => /[\u3040-\u9fff\uac00-\ud7a3]/.test(text),
  steps: [...rules.map(step), findBefore(unspacedWords)],
}
