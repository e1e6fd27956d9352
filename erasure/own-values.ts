import { Type } from 'typebox'
import { selectIn } from '../infra/store/chunks.ts'
import type { Store } from '../infra/store/store.ts'
import { storedTermTexts } from '../alerts/terms/stored-terms.ts'
import { requestSql } from './find.ts'
import type { Found } from './found.ts'
import { writtenDimensions, type Traces } from './scrub.ts'
import { settingTexts } from './setting-places.ts'
import { tellingWords } from './words.ts'

const cuts = [...writtenDimensions]

/**
 * The values (terms, products, lots, channels …) of alerts, counts, emerging terms and settings that the mentions name and no other mention
 * does, in lower case.
 * @param kept names of the company's own lists and ordinary words in lower case, which are no trace of a person
 * @throws Error when the store refuses a query
 */
export async function ownValues(
  store: Store,
  found: Found,
  kept: ReadonlySet<string>,
): Promise<Pick<Traces, 'values' | 'named'>> {
  const parts = found.mentions.flatMap(({ title, text, channel, fields, entityValues }) => [
    `${title} ${text}`,
    channel,
    ...Object.values(fields),
    ...entityValues,
  ])
  const written = parts.join('\n').toLowerCase()
  const settings = await settingTexts(store)
  const wordsIn = (texts: readonly string[]) => texts.flatMap((text) => tellingWords(text, kept))
  const names = new Set(wordsIn(settings.names))
  const values = [
    ...(await storedValues(store)),
    ...found.mentions.flatMap(({ channel, entityValues }) => [channel, ...entityValues]),
    ...wordsIn(settings.others),
    ...names,
  ]
  const candidates = new Set(
    values
      .map((value) => value.toLowerCase())
      .filter((value) => value.length > 1 && !kept.has(value) && written.includes(value)),
  )
  for (const value of await namedByOthers(store, [...candidates], found)) candidates.delete(value)
  return { values: candidates, named: new Set([...candidates].filter((value) => names.has(value))) }
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
      'SELECT DISTINCT term AS value FROM dismissed_terms',
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
     FROM (SELECT lowerUTF8(arrayStringConcat(arrayConcat([title, text, channel], mapValues(fields), entity_values), '\n')) AS words
           FROM mentions FINAL WHERE removed_at IS NULL AND NOT ${where})`,
    { ...params, name: 'values', list: values },
  )
  return rows.map(({ value }) => value)
}
