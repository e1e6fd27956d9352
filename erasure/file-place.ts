import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Place, PlaceContext } from './place.ts'
import { inPlainText } from './plain-trace.ts'
import { possibleHandles } from './request.ts'

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

/** Whether a line of JSON has an erased text, or a value that is the handle, id or link of the erased. */
function isTrace({ found: { request, ids }, traces }: Pick<PlaceContext, 'found' | 'traces'>) {
  const names = new Set([...traces.handles, ...(request.kind === 'author' ? possibleHandles(request.author) : [])])
  const nativeIds = new Set([...ids].map(([id, source]) => id.slice(source.length + 1)))
  const long = [...traces.values].filter(({ length }) => length >= 4)
  const texts = traces.texts.map((text) => text.toLowerCase())
  const isInPlain = inPlainText({ names: [...names, ...nativeIds], texts: [...texts, ...long] })
  const isValue = (text: string): boolean => {
    const lower = text.toLowerCase()
    return names.has(lower) || nativeIds.has(text) || [...texts, ...long].some((word) => lower.includes(word))
  }
  // Why an item is rejected may quote a value of it.
  const quoted = [...names, ...nativeIds].map((name) => JSON.stringify(name.toLowerCase()))
  const isQuoted = (reason: string): boolean => quoted.some((name) => reason.toLowerCase().includes(name))
  return (line: string): boolean => {
    const { values, reasons, plain } = stringsIn(line)
    return values.some(isValue) || reasons.some(isQuoted) || plain.some(isInPlain)
  }
}

/** Under which an item stands as it came. */
const asItCame = new Set(['raw', 'row'])

interface Strings {
  values: string[]
  reasons: string[]
  plain: string[]
}

/**
 * Every text in a line of JSON, also in JSON that one of its texts is. `plain`: what stands for a whole item and is no JSON: a line of CSV, a
 * mail, JSON that was cut off, the line itself.
 */
function stringsIn(line: string): Strings {
  const found: Strings = { values: [], reasons: [], plain: [] }
  const visit = (value: unknown, key = ''): void => {
    if (typeof value === 'string') {
      found.values.push(value)
      if (key === 'reason') found.reasons.push(value)
      const isJson = /^\s*[[{]/.test(value)
      const inside = isJson ? parsed(value) : undefined
      if (inside !== undefined) visit(inside)
      else if (isJson || asItCame.has(key)) found.plain.push(value)
    } else if (typeof value === 'number') found.values.push(String(value))
    else if (typeof value === 'object' && value !== null)
      for (const [name, each] of Object.entries(value)) visit(each, name)
  }
  const whole = parsed(line)
  if (whole === undefined) found.plain.push(line)
  visit(whole ?? line)
  return found
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
