import { readFileSync } from 'node:fs'
import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document, type Node } from 'yaml'

/** `file:line: key` for a configuration key such as `organisation.people[2].channels`; the key alone without a file. */
export const placeOf = (file: string | undefined, key: string): string =>
  file === undefined ? key : `${fileLineOf(file, key)}: ${key}`

/** `file:line` of a key. The line of its closest parent if the file does not contain it; `file` alone if it contains none of them. */
export function fileLineOf(file: string, key: string): string {
  const lines = new LineCounter()
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines })
  const path = key.split(/[.[\]]+/).filter((part) => part !== '')
  for (let length = path.length; length > 0; length--) {
    const found = nodeAt(document, path.slice(0, length).map(asKey))
    if (found?.range) return `${file}:${lines.linePos(found.range[0]).line}`
  }
  return file
}

/** The key of a mapping, or the item of a list. */
function nodeAt(document: Document, path: (string | number)[]): Node | undefined {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents
  const pair =
    isMap(parent) && parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(path.at(-1)))
  const found = pair ? pair.key : document.getIn(path, true)
  return isNode(found) ? found : undefined
}

const asKey = (part: string) => (/^\d+$/.test(part) ? Number(part) : part)
