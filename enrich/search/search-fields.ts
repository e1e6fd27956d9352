import { closest } from '../../infra/closest.ts'
import { parseTime } from '../../infra/time-reader.ts'
import { authorRoles, hazardKinds, intents, sentimentLabels, severities, stages } from '../labels/enriched-mention.ts'
import type { Taxonomy } from '../labels/taxonomy.ts'
import { hasValueSql } from '../mentions/dimensions.ts'
import type { Bind } from '../mentions/sql-condition.ts'
import { SearchFault, type Search } from './search.ts'

type Field = Extract<Search, { kind: 'field' }>
type Labels = Pick<Taxonomy, 'topics' | 'departments'>
type ToSql = (field: Field, bind: Bind, labels: Labels) => string

const entities = [
  'product',
  'sku',
  'version',
  'lot',
  'region',
  'carrier',
  'warehouse',
  'supplier',
  'competitor',
  'order',
] as const

/** Case is ignored. */
const column =
  (name: string): ToSql =>
  ({ value }, bind) =>
    `lowerUTF8(${name}) = lowerUTF8(${bind('String', value)})`

const entity =
  (kind: string): ToSql =>
  ({ value }, bind) =>
    `arrayExists((k, v) -> k = '${kind}' AND lowerUTF8(v) = lowerUTF8(${bind('String', value)}), entity_kinds, entity_values)`

const oneOf =
  (name: string, values: readonly string[], list = false): ToSql =>
  (field, bind) => {
    const found = values.find((value) => plain(value) === plain(field.value))
    if (found === undefined) throw unknownValue(field, values, values)
    return list ? `has(${name}, ${bind('String', found)})` : `${name} = ${bind('String', found)}`
  }

/** purchase-intent and "purchase intent" are the same. */
const plain = (value: string): string => value.toLowerCase().replaceAll(/[\s_-]+/g, ' ')

const mostListed = 12

function unknownValue(
  { name, value, valueAt }: Field,
  known: readonly string[],
  shown: readonly string[],
): SearchFault {
  const meant = closest(value, known)
  const hint = meant
    ? `; did you mean ${meant}?`
    : shown.length <= mostListed
      ? `; it is one of ${shown.join(', ')}`
      : ''
  return new SearchFault(valueAt, `there is no ${name} ${JSON.stringify(value)}${hint}`)
}

const label =
  (dimension: 'topic' | 'department', of: (labels: Labels) => readonly { id: string; name: string }[]): ToSql =>
  (field, bind, labels) => {
    const known = of(labels)
    const found = known.find(({ id, name }) => [id, name].some((one) => plain(one) === plain(field.value)))
    if (!found)
      throw unknownValue(
        field,
        known.flatMap(({ id, name }) => [id, name]),
        known.map(({ id }) => id),
      )
    return hasValueSql(dimension, bind('String', found.id))
  }

const language: ToSql = (field, bind) => {
  const code = field.value.toLowerCase()
  if (!/^([a-z]{2,3}|unknown)$/.test(code))
    throw new SearchFault(field.valueAt, `${field.name}: is a code of two letters, for example en, or unknown`)
  return `language = ${bind('String', code)}`
}

const author: ToSql = ({ value }, bind) => {
  const bare = value.replace(/^@/, '').toLowerCase()
  return `(author_key = ${bind('String', value)} OR lowerUTF8(author_handle) IN ${bind('Array(String)', [bare, `@${bare}`])})`
}

const contains =
  (name: string): ToSql =>
  ({ value }, bind) =>
    `positionCaseInsensitiveUTF8(${name}, ${bind('String', value)}) > 0`

const country: ToSql = (field, bind, labels) =>
  `(lowerUTF8(fields['country']) = lowerUTF8(${bind('String', field.value)}) OR ${entity('region')(field, bind, labels)})`

const rating: ToSql = ({ value, valueAt }, bind) => {
  const range = /^(\d(?:\.\d+)?)(?:-|\.\.)(\d(?:\.\d+)?)$/.exec(value)
  const limit = /^(<=|>=|<|>|=)?(\d(?:\.\d+)?)$/.exec(value)
  const number = (text: string) => bind('Float64', Number(text))
  if (range) return `(rating IS NOT NULL AND rating >= ${number(range[1]!)} AND rating <= ${number(range[2]!)})`
  if (limit) return `(rating IS NOT NULL AND rating ${limit[1] ?? '='} ${number(limit[2]!)})`
  throw new SearchFault(valueAt, 'rating: is a number of stars, for example 1, <=2 or 1-2')
}

const latest = Date.UTC(2200, 0, 1)

const time =
  (comparison: '>=' | '<'): ToSql =>
  ({ name, value, valueAt }, bind) => {
    const at = parseTime(value)
    if (Number.isNaN(at) || at < 0 || at > latest)
      throw new SearchFault(valueAt, `${name}: is a day or a time, for example 2026-11-27`)
    return `created_at ${comparison} ${bind('DateTime64(3)', at)}`
  }

const choice =
  (choices: Record<string, string>): ToSql =>
  (field) => {
    const key = field.value.toLowerCase()
    if (!Object.hasOwn(choices, key)) throw unknownValue(field, Object.keys(choices), Object.keys(choices))
    return `(${choices[key]!})`
  }

const is = choice({
  spam: `intent = 'spam'`,
  reply: `in_reply_to != ''`,
  copy: `duplicate_of != ''`,
  original: `duplicate_of = ''`,
  removed: 'removed_at IS NOT NULL',
  historical: 'backfill',
})

const has = choice({
  url: `url != ''`,
  author: `author_key != ''`,
  rating: 'rating IS NOT NULL',
  topic: 'notEmpty(topics)',
  department: 'notEmpty(departments)',
  hazard: 'notEmpty(hazards)',
})

/** What stands before a colon. */
const fields: Record<string, ToSql> = {
  ...Object.fromEntries(entities.map((kind) => [kind, entity(kind)])),
  topic: label('topic', ({ topics }) => topics),
  department: label('department', ({ departments }) => departments),
  source: column('source'),
  channel: column('channel'),
  format: column('format'),
  sentiment: oneOf('sentiment', sentimentLabels),
  stage: oneOf('stage', stages),
  intent: oneOf('intent', intents),
  severity: oneOf('severity', severities),
  role: oneOf('author_role', authorRoles),
  hazard: oneOf('hazards', hazardKinds, true),
  lang: language,
  language,
  author,
  url: contains('url'),
  title: contains('title'),
  country,
  rating,
  after: time('>='),
  since: time('>='),
  before: time('<'),
  until: time('<'),
  id: ({ value }, bind) => `id = ${bind('String', value)}`,
  is,
  has,
}

const searchFields: readonly string[] = Object.keys(fields)

/** A shorter name is more often a word of a text. */
const leastMistyped = 4

/** @throws SearchFault for a name that is nearly one of a field */
export function isField(name: string, at: number): boolean {
  if (Object.hasOwn(fields, name)) return true
  const meant = name.length < leastMistyped ? undefined : closest(name, searchFields)
  if (meant === undefined) return false
  throw new SearchFault(
    at,
    `there is no field ${name}:; did you mean ${meant}:? To find the text itself, put it in quotation marks`,
  )
}

export const fieldSql: ToSql = (field, bind, labels) => fields[field.name]!(field, bind, labels)
