import { nameFinder } from '../enrich/text/names.ts'
import { folded, formsOf } from './forms.ts'
import type { Found } from './found.ts'
import { possibleHandles } from './request.ts'
import type { Traces } from './scrub.ts'

/** Shorter names and ids occur in dates, counts and words of others: they count only where they are a whole field. */
const leastWord = 4
/** A shorter end of a text that was cut off says nothing. */
const leastEnd = 12

/**
 * Whether a text that is no JSON (a line of CSV, a mail, JSON that was cut off) has one of the names or ids as a word, or one of the texts,
 * also only its beginning where it was cut off. All as they are and as JSON writes them; case is ignored. Pure.
 */
export function inPlainText({ names, texts }: { names: readonly string[]; texts: readonly string[] }) {
  const written = (list: readonly string[]) => [...new Set(list.flatMap(formsOf).flatMap(writtenForms).map(folded))]
  const hasName = nameIn(written(names))
  const wanted = written(texts)
  return (plain: string): boolean => {
    const forms = [plain, decoded(plain), plain.replace(/\\[bfnrt]/g, ' '), unescaped(plain)].map(folded)
    return [...new Set(forms)].some(
      (form) => hasName(form) || wanted.some((text) => form.includes(text) || endsWithin(form, text)),
    )
  }
}

/** The handles that the erased may have, folded. */
export const wantedNames = (
  { request }: Pick<Found, 'request'>,
  { handles, names = new Set(handles) }: Pick<Traces, 'handles' | 'names'>,
): Set<string> => new Set([...names, ...(request.kind === 'author' ? possibleHandles(request.author) : [])])

/** Texts and values of the erased, folded. */
export const wantedTexts = ({ texts, values }: Pick<Traces, 'texts' | 'values'>): string[] =>
  [...texts, ...[...values].filter(({ length }) => length >= leastWord)].map(folded)

/** A text as it is, in JSON, and in JSON in which only ASCII stands, in lower case. */
function writtenForms(text: string): string[] {
  const json = JSON.stringify(text.toLowerCase()).slice(1, -1)
  const ascii = json.replace(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return [...new Set([text.toLowerCase(), json, ascii])].filter((form) => form !== '')
}

/** Long names as words, short ones as fields. */
function nameIn(names: readonly string[]): (text: string) => boolean {
  const findLong = nameFinder(names.filter(({ length }) => length >= leastWord))
  const hasShort = inFields(names.filter(({ length }) => length < leastWord))
  return (text) => findLong(text).length > 0 || hasShort(text)
}

/** Whether a text has one of the names (in lower case) as a whole field: between commas, brackets, quotation marks. Pure. */
export function inFields(names: readonly string[]): (text: string) => boolean {
  const hasField = (text: string, name: string): boolean => {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
      if (isField(text.slice(0, at), text.slice(at + name.length))) return true
    return false
  }
  return (text) => {
    const lower = folded(text)
    return names.some((name) => name !== '' && hasField(lower, name))
  }
}

const isField = (before: string, after: string): boolean =>
  /(?:^|[,;\t|"'\n\r<>([{]|":) *$/.test(before) && /^ *(?:$|[,;\t|"'\n\r<>)\]}])/.test(after)

/** Whether a text was begun and cut off. */
function endsWithin(plain: string, text: string): boolean {
  const end = plain.slice(-leastEnd)
  if (end.length < leastEnd) return false
  for (let at = text.indexOf(end); at >= 0; at = text.indexOf(end, at + 1))
    if (plain.endsWith(text.slice(0, at + leastEnd))) return true
  return false
}

/** Letters that JSON writes as `\u00eb`. */
const unescaped = (plain: string): string =>
  plain.replace(/\\u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))

/** What mails write in other signs: `=C3=AB`, and `=?utf-8?B?…?=` in their heads. */
function decoded(plain: string): string {
  if (!plain.includes('=')) return plain
  const heads = plain.replace(/=\?[\w-]+\?([bq])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
    kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64').toString() : text.replaceAll('_', ' '),
  )
  return heads
    .replace(/=\r?\n/g, '')
    .replace(/(?:=[\da-f]{2})+/gi, (signs) => Buffer.from(signs.replaceAll('=', ''), 'hex').toString())
}
