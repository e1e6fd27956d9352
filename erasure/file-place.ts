import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folded } from './forms.ts'
import type { Place, PlaceContext } from './place.ts'
import { isAnyKnownName } from '../ingest/read/columns.ts'
import { inFields, inPlainText, wantedNames, wantedTexts } from './plain-trace.ts'
import { parsed } from './scrub.ts'

/** Rejected items in the data folder of this machine: a line that names the person, a mention or a text is removed. */
export function rejectsPlace(data: string, context: Pick<PlaceContext, 'found' | 'traces'>): Place {
  const isOurs = isTrace(context)
  const folder = join(data, 'rejects')
  const each = (use: (file: string, kept: string[], removed: number) => void) => {
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      const lines = readFileSync(join(folder, name), 'utf8').split('\n')
      const kept = lines.filter((line) => line === '' || !isOurs(line))
      if (kept.length < lines.length) use(join(folder, name), kept, lines.length - kept.length)
    }
  }
  return {
    name: 'rejected items',
    tables: [],
    async count() {
      let count = 0
      each((_, __, removed) => (count += removed))
      return count
    },
    async erase() {
      each((file, kept) => {
        writeFileSync(`${file}.new`, kept.join('\n'), { mode: 0o600 })
        renameSync(`${file}.new`, file)
      })
    },
  }
}

/** Whether a line of JSON has an erased text, or a value or key that is the handle, id or link of the erased. */
function isTrace({ found, traces }: Pick<PlaceContext, 'found' | 'traces'>) {
  const names = wantedNames(found, traces)
  const nativeIds = new Set([...found.ids].map(([id, source]) => id.slice(source.length + 1).normalize('NFC')))
  const texts = wantedTexts(traces)
  const isInPlain = inPlainText({ names: [...names, ...nativeIds], texts })
  const isValue = (text: string): boolean => {
    const lower = folded(text)
    return names.has(lower) || nativeIds.has(text.normalize('NFC')) || texts.some((word) => lower.includes(word))
  }
  // The names of columns stand in the items of everybody.
  const isKey = (key: string): boolean => !isAnyKnownName(key) && isValue(key)
  // Why an item is rejected may quote a value of it, or name its columns.
  const all = [...names, ...nativeIds].map(folded)
  const quoted = all.map((name) => JSON.stringify(name))
  const isColumn = inFields(all.filter((name) => !isAnyKnownName(name)))
  const isQuoted = (reason: string): boolean =>
    quoted.some((name) => folded(reason).includes(name)) || isColumn(columnsIn(reason))
  return (line: string): boolean => {
    const { values, keys, reasons, plain } = stringsIn(line)
    return values.some(isValue) || keys.some(isKey) || reasons.some(isQuoted) || plain.some(isInPlain)
  }
}

/** The columns that a reason names, as fields: `no text (column a)`, `the columns are a, b`. */
const columnsIn = (reason: string): string =>
  [...reason.matchAll(/\bcolumn ([^:)]*)|\bcolumns are (.*)/gs)].map(([, one, more]) => one ?? more).join(',')

/** Under which an item stands as it came. */
const asItCame = new Set(['raw', 'row'])

interface Strings {
  values: string[]
  /** Names of what an item has, also of what is nested in it. */
  keys: string[]
  reasons: string[]
  plain: string[]
}

/**
 * Every text in a line of JSON, also in JSON that one of its texts is. `plain`: what stands for a whole item and is no JSON: a line of CSV, a
 * mail, JSON that was cut off, the line itself.
 */
function stringsIn(line: string): Strings {
  const whole = parsed(line)
  const found: Strings = { values: [], keys: [], reasons: [], plain: [] }
  const visit = (value: unknown, key = ''): void => {
    if (typeof value === 'string') {
      found.values.push(value)
      if (key === 'reason') found.reasons.push(value)
      const isJson = /^\s*[[{]/.test(value)
      const inside = isJson ? parsed(value) : undefined
      if (inside !== undefined) visit(inside)
      else if (isJson || asItCame.has(key)) found.plain.push(value)
    } else if (typeof value === 'number') found.values.push(String(value))
    else if (Array.isArray(value)) for (const each of value) visit(each, key)
    else if (typeof value === 'object' && value !== null)
      for (const [name, each] of Object.entries(value)) {
        // The keys of the line itself are ours.
        if (value !== whole) found.keys.push(name)
        visit(each, name)
      }
  }
  if (whole === undefined) found.plain.push(line)
  visit(whole ?? line)
  return found
}
