import { readFileSync } from 'node:fs'
import { isNode, LineCounter, parseDocument } from 'yaml'

/** `file:line: key` for a configuration key such as `organisation.people[2].channels`. If the file does not contain the key, the line of its closest parent. */
export function placeOf(file: string | undefined, key: string): string {
  if (file === undefined) return key
  const lines = new LineCounter()
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines })
  const path = key.split(/[.[\]]+/).filter((part) => part !== '')
  for (let length = path.length; length > 0; length--) {
    const found = document.getIn(path.slice(0, length).map(asKey), true)
    if (isNode(found) && found.range) return `${file}:${lines.linePos(found.range[0]).line}: ${key}`
  }
  return `${file}: ${key}`
}

const asKey = (part: string) => (/^\d+$/.test(part) ? Number(part) : part)
