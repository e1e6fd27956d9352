import { matches, type FindEdits, type Rules } from './edits.ts'
import { isNoState } from './password-parts.ts'
import { agreedWord, questions } from './password-words.ts'

const question = ['maiden name', ...questions.map(([each]) => each)].join('|')

/** "respuesta de seguridad" y pongo Firulais */
const answerGiven = new RegExp(
  String.raw`(?<!\p{L})(?:${agreedWord})(?!\p{L})["'”»]?[^\n.!?]{0,24}?\s(?:pongo|puse|meto|metí|coloco|coloquei|ponho|pus|digito|inserisco|metto|mets|tape|gebe|tippe|enter|put|type|typed|entered)\s["'“„«]?(?<part>\p{L}[\p{L}\p{M}'’-]{1,24}(?: \p{Lu}[\p{L}\p{M}'’-]{1,24}){0,2})`,
  'dgu',
)
/** "my mom's maiden name. It's Okonkwo-Bell", "Sicherheitsfrage (Haustier: Schnurzel)" */
const answerBehind = new RegExp(
  String.raw`(?<!\p{L})(?:${question})(?!\p{L})[^\n(]{0,60}?(?:[.!?,]\s(?:it['’]?s|es ist|das ist|c['’]est|es|è|é|to|это)|[(]\p{L}{3,15}:)\s["'“„«]?(?<part>\p{L}[\p{L}\p{M}-]{2,24})(?![\p{L}\p{M}])`,
  'dgiu',
)

/** "my security answer (Pepper the cat, which …)": words in brackets that begin with a capital letter. */
const bracketedAnswer = new RegExp(
  String.raw`(?<![\p{L}\p{N}\p{M}])(?:${agreedWord})(?!\p{L})[^\n.!?()[\]]{0,24}[(]["'“„«]?(?<part>[\p{L}\p{M}'’ -]{2,30}?)["'”“»]?(?=[,;)])`,
  'dgiu',
)

const mayHoldAgreed = new RegExp(`${question}|${agreedWord}`, 'iu')

/** A name begins with a capital letter. */
const findName =
  (expression: RegExp): FindEdits =>
  (text) =>
    matches(text, expression, '[password]').filter(
      ({ from, to }) => /\p{Lu}/u.test(text[from]!) && isNoState(text.slice(from, to)),
    )

/** Answers to the questions of an account, some words or a sentence behind them, become [password]. */
export const statedAnswers: Rules = {
  mayHold: (text) => mayHoldAgreed.test(text),
  steps: [bracketedAnswer, answerGiven, answerBehind].map(findName),
}
