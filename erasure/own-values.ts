import { Type } from 'typebox'
import { selectIn } from '../infra/store/chunks.ts'
import type { Store } from '../infra/store/store.ts'
import { storedTermTexts } from '../alerts/terms/stored-terms.ts'
import { requestSql, type Found } from './find.ts'
import { writtenDimensions } from './scrub.ts'

const cuts = [...writtenDimensions]

/**
 * The values (terms, products, lots …) of alerts, counts and emerging terms that the mentions name and no other mention does, in lower case.
 * @param kept names of the company's own lists in lower case, which are no trace of a person
 */
export async function ownValues(store: Store, found: Found, kept: ReadonlySet<string>): Promise<Set<string>> {
  const parts = found.mentions.flatMap(({ title, text, fields, entityValues }) => [
    `${title} ${text}`,
    ...Object.values(fields),
    ...entityValues,
  ])
  const written = parts.join('\n').toLowerCase()
  const values = [...(await storedValues(store)), ...found.mentions.flatMap(({ entityValues }) => entityValues)]
  const candidates = new Set(
    values
      .map((value) => value.toLowerCase())
      .filter((value) => value.length > 1 && !kept.has(value) && written.includes(value)),
  )
  for (const value of await namedByOthers(store, [...candidates], found)) candidates.delete(value)
  return candidates
}

/** Every value that something in the store names. */
async function storedValues(store: Store): Promise<string[]> {
  const rows = await store.select(
    Type.Object({ value: Type.String() }),
    [
      inJson('alerts', 'body'),
      inJson('alert_changes', 'body'),
      inJson('deliveries', 'change'),
      inJson('backtests', 'result'),
      'SELECT DISTINCT term AS value FROM emerging_terms',
      `SELECT DISTINCT value FROM series_counts WHERE dimension IN {cuts: Array(String)}`,
    ].join(' UNION DISTINCT '),
    { cuts, valueInJson },
  )
  return [...rows.map(({ value }) => value), ...(await storedTermTexts(store)).flatMap(({ texts }) => texts)]
}

/** A value in a stored alert: of a driver, a cut, a subject or a candidate. A regular expression for ClickHouse. */
const valueInJson = String.raw`\{[^{}]*?"dimension":"(?:${cuts.join('|')})","value":"(?:[^"\\]|\\.)*"`

const inJson = (table: string, column: string) =>
  `SELECT DISTINCT JSONExtractString(concat(arrayJoin(extractAll(${column}, {valueInJson: String})), '}'), 'value') AS value FROM ${table}`

/** Those of the values (in lower case) that a mention which is not erased names. */
async function namedByOthers(store: Store, values: readonly string[], found: Found): Promise<string[]> {
  const { where, params } = requestSql(found)
  const rows = await selectIn(
    store,
    Type.Object({ value: Type.String() }),
    `SELECT DISTINCT arrayJoin(arrayFilter(v -> position(words, v) > 0, {values: Array(String)})) AS value
     FROM (SELECT lowerUTF8(arrayStringConcat(arrayConcat([title, text], mapValues(fields), entity_values), '\n')) AS words
           FROM mentions FINAL WHERE removed_at IS NULL AND NOT ${where})`,
    { ...params, name: 'values', list: values },
  )
  return rows.map(({ value }) => value)
}
