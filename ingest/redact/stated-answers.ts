import { matches, type FindEdits, type Rules } from './edits.ts'
import { isNoState } from './password-parts.ts'
import { aboutAccount, agreedWord, linkedWords, questions } from './password-words.ts'

const question = ['maiden name', ...questions.map(([each]) => each)].join('|')
const answers = questions.map(([, each]) => each).join('|')
const isWord = linkedWords.map(([, is]) => is).join('|')

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

/** What such questions ask for. */
const topics =
  "pets?|dog'?s?|cat'?s?|hamster|mother|mum|mom|father|dad|gran\\p{L}*|teacher|school|street|city|town|born|birthplace|friend|car|team|nickname|haustier\\p{L}*|hund\\p{L}*|katze|mutter|oma|opa|großmutter|großvater|lehrer\\p{L}*|schule|straße|stadt|geburtsort|freund\\p{L}*|auto|lieblings\\p{L}*|spitzname|animal|chien|chat|mère|père|grand-mère|grand-père|mamie|école|professeur|rue|ville|naissance|amie?|voiture|surnom|mascota|perr[oa]|gat[oa]|madre|padre|abuel[oa]|colegio|escuela|profesora?|calle|ciudad|nacimiento|amig[oa]|coche|apodo|equipo|cachorr[oa]|cão|mãe|pai|av[óô]|escola|professora?|rua|cidade|nascimento|carro|apelido|animale|cane|gatto|nonn[oa]|scuola|maestr[oa]|professore|città|nascita|amic[oa]|soprannome|squadra|huisdier|hond|kat|moeder|vader|leraar|juf|straat|stad|geboorteplaats|vriend\\p{L}*|bijnaam|zwierz\\p{L}*|psa|pies|kota?|matki|mam[ay]|ojca|babci|dziadka|szkoł\\p{L}|nauczyciel\\p{L}*|ulic\\p{L}|miast\\p{L}|urodzenia|przyjaci\\p{L}*|samoch\\p{L}*|hayvan\\p{L}*|köpe\\p{L}*|kedi\\p{L}*|anne\\p{L}*|okul\\p{L}*|öğretmen\\p{L}*|şehir\\p{L}*|arkadaş\\p{L}*|takım\\p{L}*|питом\\p{L}*|собак\\p{L}*|кошк\\p{L}*|матери|бабушк\\p{L}*|школ\\p{L}*|учител\\p{L}*|город\\p{L}*|husdjur\\p{L}*|katt\\p{L}*|mamma|mormor|skola|skole|kæledyr|kjæledyr"
const answerWord = String.raw`(?!(?:${topics}|${answers}|I|The|My|Mein\p{L}*|Die|Der|Das|Ich|Il|Elle|Je|Mi|El|La|Ma|Mon|But|And|Aber|Und|Et|Y|E)(?!\p{L}))\p{Lu}[\p{L}\p{M}'’-]{1,24}`
/** "Sicherheitsfrage (erstes Haustier) mit Schnuffi", "pregunta de seguridad era mi primer colegio: Santa Rita" */
const answerToTopic = new RegExp(
  String.raw`(?<!\p{L})(?:${question})(?!\p{L})[^\n!?]{0,60}?(?<!\p{L})(?:${topics})(?!\p{L})[^\n.!?,;:]{0,30}?(?:[,:=(–—]|\)?\s(?:${isWord}|mit|als|mit der antwort|con|avec|com|met|with|as)(?!\p{L}))\s?["'“„«]?(?<part>${answerWord}(?: ${answerWord}){0,2})(?=["'”»]?(?:[.,;:!?)\s]|$))`,
  'dgiu',
)

/** "Question secrète : … Réponse : Delacourcelle", "my answer Biscuit the 2nd" */
const afterAnswer = new RegExp(
  String.raw`(?<!\p{L})(?:${question})(?!\p{L})[^\n]{0,120}?(?<!\p{L})(?:(?:${answers})\s?[:=]|(?:my|meine|ma|mi|la mia|minha|mijn|moja|mitt|benim) (?:${answers})(?:\s(?:${isWord})(?!\p{L}))?)\s?["'“„«]?(?<part>${answerWord}(?: (?:the |der |le |el |il |o |de )?(?:${answerWord}|\d\p{L}{0,3})){0,2})(?=["'”»]?(?:[.,;:!?)\s]|$))`,
  'dgiu',
)
/** "pregunta secreta “¿…?” con Huancayo" */
const afterQuotedQuestion = new RegExp(
  String.raw`(?<!\p{L})(?:${question})(?!\p{L})\s?[:(]?\s?["“«„¿'][^"”»\n]{4,80}["”»'?]{1,3}\)?\s(?:mit|con|com|avec|with|met|as|is|pongo|puse|meto|metí|coloco|coloquei|ponho|pus|digito|inserisco|metto|mets|tape|gebe|tippe|enter|put|type|typed|entered|${isWord})\s["“«„]?(?<part>${answerWord}(?: ${answerWord}){0,2})`,
  'dgiu',
)

const mayHoldAgreed = new RegExp(`${question}|${agreedWord}`, 'iu')

/** The words of a name, with capitals, and what stands between them. The expressions ignore case. */
const named =
  /^\p{Lu}[\p{L}\p{M}'’-]*(?: (?:(?:the|der|den|des|von|van|zu|le|la|los|el|al|il|o|de|del|della|di|du|da|do|dos|af|bin) ){0,2}(?:\p{Lu}[\p{L}\p{M}'’-]*|\d\p{L}{0,3}(?!\p{L})))*/u
const findName =
  (expression: RegExp): FindEdits =>
  (text) =>
    matches(text, expression, '[password]').flatMap(({ from, to, by }) => {
      const [name = ''] = named.exec(text.slice(from, to)) ?? []
      return name !== '' && isNoState(name) ? { from, to: from + name.length, by } : []
    })

/** In brackets, all words of the answer: "(Pepper the cat, …)". */
const findBracketed: FindEdits = (text) =>
  matches(text, bracketedAnswer, '[password]').filter(
    ({ from, to }) => /\p{Lu}/u.test(text[from]!) && isNoState(text.slice(from, to)),
  )

/** Answers to the questions of an account, some words or a sentence behind them, become [password]. */
export const statedAnswers: Rules = {
  mayHold: (text) => mayHoldAgreed.test(text) && aboutAccount.test(text),
  steps: [findBracketed, ...[answerGiven, answerBehind, answerToTopic, afterAnswer, afterQuotedQuestion].map(findName)],
}
