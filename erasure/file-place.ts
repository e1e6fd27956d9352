import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Found } from './find.ts'
import type { Place } from './place.ts'
import { possibleHandles } from './request.ts'
import type { Traces } from './scrub.ts'

/** Rejected items in the data folder of this machine: a line that names the person, a mention or a text is removed. */
export function rejectsPlace(data: string, found: Found, traces: Traces): Place {
  const isOurs = isTrace(found, traces)
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
function isTrace({ request, ids }: Found, { texts, handles, values }: Traces) {
  const names = new Set([...handles, ...(request.kind === 'author' ? possibleHandles(request.author) : [])])
  const nativeIds = new Set([...ids].map(([id, source]) => id.slice(source.length + 1)))
  const words = [...texts.map((text) => text.toLowerCase()), ...[...values].filter(({ length }) => length >= 4)]
  return (line: string): boolean =>
    stringsIn(line).some((text) => {
      const lower = text.toLowerCase()
      return names.has(lower) || nativeIds.has(text) || words.some((word) => lower.includes(word))
    })
}

/** Every text in a line of JSON, also in JSON that one of its texts is; the line itself if it is no JSON. */
function stringsIn(line: string): string[] {
  const found: string[] = []
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      found.push(value)
      if (/^\s*[[{]/.test(value)) visit(parsed(value))
    } else if (typeof value === 'number') found.push(String(value))
    else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) visit(each)
  }
  visit(parsed(line) ?? line)
  return found
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
