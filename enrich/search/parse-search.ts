import { scanSearch, type Part } from './scan-search.ts'
import { SearchFault, type Search } from './search.ts'

const mostTerms = 40
const mostDepth = 10

/**
 * Reads a query. Words side by side must all be found; `OR` joins alternatives and binds weaker; `-` or `NOT` excludes; `"…"` is a phrase,
 * `word*` the beginning of a word, `field:value` a property, `( )` groups. Undefined for a query that asks for nothing.
 * @param isField whether there is a field of that name; throws for a name that is nearly one
 * @throws SearchFault
 */
export function parseSearch(query: string, isField: (name: string, at: number) => boolean): Search | undefined {
  const parts = scanSearch(query, isField)
  const terms = parts.filter(({ kind }) => kind === 'term')
  if (terms.length > mostTerms) throw new SearchFault(terms[mostTerms]!.at, `a search has at most ${mostTerms} terms`)
  const reading = { parts, next: 0, end: query.length }
  const search = alternatives(reading, 0)
  const left = reading.parts[reading.next]
  if (left) throw new SearchFault(left.at, '")" without "(" before it')
  return search
}

interface Reading {
  parts: readonly Part[]
  next: number
  end: number
}

function alternatives(reading: Reading, depth: number): Search | undefined {
  const found: Search[] = []
  for (;;) {
    const one = together(reading, depth)
    const part = reading.parts[reading.next]
    const isOr = part?.kind === 'or'
    if (!one && (isOr || found.length > 0)) {
      const at = isOr ? part.at : (part?.at ?? reading.end)
      throw new SearchFault(
        isOr ? at : lastOr(reading),
        `OR needs something to look for ${isOr ? 'before' : 'after'} it`,
      )
    }
    if (one) found.push(one)
    if (!isOr) return found.length > 1 ? { kind: 'any', of: found } : found[0]
    reading.next++
  }
}

const lastOr = ({ parts, next }: Reading): number => parts.slice(0, next).findLast(({ kind }) => kind === 'or')?.at ?? 0

function together(reading: Reading, depth: number): Search | undefined {
  const found: Search[] = []
  for (let part = reading.parts[reading.next]; part && part.kind !== ')' && part.kind !== 'or';) {
    if (part.kind === 'and') reading.next++
    else found.push(...one(reading, depth))
    part = reading.parts[reading.next]
  }
  return found.length > 1 ? { kind: 'all', of: found } : found[0]
}

/** One term with what stands before it; nothing for an empty group. */
function one(reading: Reading, depth: number): Search[] {
  const part = reading.parts[reading.next++]
  if (part?.kind === 'term') return [part.search]
  if (part?.kind === 'not') {
    const next = reading.parts[reading.next]
    if (!next || (next.kind !== 'term' && next.kind !== '(' && next.kind !== 'not'))
      throw new SearchFault(part.at, 'nothing follows that is to be excluded')
    if (depth > mostDepth) throw new SearchFault(part.at, `there are more than ${mostDepth} exclusions in a row`)
    return one(reading, depth + 1).map((of) => ({ kind: 'not', of }))
  }
  if (depth > mostDepth) throw new SearchFault(part!.at, `groups are nested more than ${mostDepth} deep`)
  const inner = alternatives(reading, depth + 1)
  if (reading.parts[reading.next]?.kind !== ')') throw new SearchFault(part!.at, '"(" is not closed')
  reading.next++
  return inner ? [inner] : []
}
