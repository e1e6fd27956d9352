import { existsSync } from 'node:fs'
import { isSeq, parseDocument, stringify, type Document } from 'yaml'
import { UsageError } from '../infra/verb.ts'
import type { ReferenceRow } from './config-reference.ts'

/** Key → answer, as it was written. */
export type Answers = Record<string, string>

/** The options of a type of source. `nested`: the keys of mappings, which have no row of their own. */
export interface Options {
  rows: readonly ReferenceRow[]
  nested: readonly string[]
}

/** The entry as YAML: the answers, what else may be set as comments with its meaning, and the page about it. */
export function entryOf(type: string, { rows, nested }: Options, answers: Answers): string {
  const lines = rows.map((row) => {
    const answer = answers[row.key]
    if (answer === undefined) return commentOf(row)
    return `${row.key}: ${row.type === 'string' ? stringify(answer).trim() : valueOf(answer)}`
  })
  const given = nested.filter((key) => answers[key] !== undefined)
  const others = nested.filter((key) => answers[key] === undefined)
  const more = others.length > 0 ? `# Also: ${others.join(', ')}. All options: ${pageOf(type)}` : undefined
  const ofNested = given.map((key) => `${key}: ${valueOf(answers[key]!)}`)
  return [`type: ${type}`, ...lines, ...ofNested, ...(more ? [more] : [])].join('\n')
}

function commentOf({ key, description, example }: ReferenceRow): string {
  const setting =
    example === undefined
      ? `${key}:`
      : stringify({ [key]: example }, { flow: true })
          .trim()
          .replace(/^\{ ?|\s?\}$/g, '')
          .replaceAll('\n', ' ')
  return `# ${description}\n# ${setting}`
}

function pageOf(type: string): string {
  const page = `docs/sources/${type}.md`
  return existsSync(new URL(`../${page}`, import.meta.url)) ? page : 'docs/configuration.md'
}

/** A list, mapping, number or other YAML as it was written; anything else as a text. */
export function valueOf(answer: string): string {
  if (/^(?:\[.*\]|\{.*\}|\d+|true|false)$/s.test(answer)) return answer
  return stringify(answer).trim()
}

/** @param before the configuration as text @returns it with the entry as the last source @throws UsageError if it is no YAML */
export function withSource(before: string, entry: string): string {
  const indented = `  - ${entry.replaceAll('\n', '\n    ')}\n`
  const document = documentOf(before)
  const sources = document.get('sources')
  if (before.trim() === '' || document.contents === null || !document.has('sources'))
    return `${before.trimEnd()}${before.trim() === '' ? '' : '\n\n'}sources:\n${indented}`.trimStart()
  if (!isSeq(sources) || sources.items.length === 0 || sources.flow) {
    document.set('sources', [...(isSeq(sources) ? sources.toJSON() : []), parseDocument(entry).toJSON()])
    return String(document)
  }
  const end = sources.range![1]
  const [head, tail] = [before.slice(0, end).trimEnd(), before.slice(end).replace(/^\s*\n/, '')]
  return `${head}\n${indented}${tail === '' ? '' : `\n${tail}`}`
}

/** The names of the sources of a configuration. @throws UsageError if it is no YAML */
export function namesIn(content: string): string[] {
  const sources = documentOf(content).get('sources')
  if (!isSeq(sources)) return []
  return (sources.toJSON() as ({ name?: unknown } | null)[]).flatMap((source) =>
    typeof source?.name === 'string' ? [source.name] : [],
  )
}

function documentOf(content: string): Document {
  const document: Document = parseDocument(content)
  if (document.errors.length > 0) throw new UsageError(`the configuration is no YAML: ${document.errors[0]!.message}`)
  return document
}
