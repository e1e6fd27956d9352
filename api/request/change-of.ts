import type { FastifyRequest } from 'fastify'

/** Fields whose texts are ids, words of a list or times. Texts of all others are replaced by their length: people may write about customers there. */
const known = new Set(
  `id owner department departments topic topics unit units severity product products region regions version versions status verdict
  duplicateOf into merged kind role from until expectedUntil fixedAt fixes sentiment intent source person scopes`.split(
    /\s+/,
  ),
)
const longestText = 100
const longest = 2_000

/** The change that a request asks for, as short JSON without free texts. */
export function changeOf({ query, body }: Pick<FastifyRequest, 'query' | 'body'>): string {
  const fields = { ...(query as object), ...(isObject(body) ? body : {}) }
  const text = JSON.stringify(shortOf(fields, ''))
  return text.length <= longest ? text : JSON.stringify({ fields: Object.keys(fields), characters: text.length })
}

function shortOf(value: unknown, field: string): unknown {
  if (typeof value === 'string')
    return known.has(field) && value.length <= longestText ? value : `(${value.length} characters)`
  if (Array.isArray(value)) return value.map((each) => shortOf(each, field))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shortOf(each, name)]))
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value)
