import { Type, type Static, type TObject, type TProperties } from 'typebox'
import { statuses, verdicts } from '../../alerts/alert/alert.ts'
import { measures } from '../../alerts/series/series-query.ts'
import { sentimentLabels } from '../../enrich/labels/enriched-mention.ts'
import { dimensions } from '../../enrich/mentions/dimensions.ts'
import type { Question } from './ask.ts'

/** A tool of the MCP server: a few operations of the HTTP API under a name that a model understands. */
export interface Tool {
  name: string
  title: string
  description: string
  input: TObject
  /** Whether it changes nothing. */
  isReading: boolean
  /** What it asks the API; the answers are its result, in this order. @param input checked against `input` */
  questions(input: Record<string, unknown>): Question[]
}

interface ToolOf<T extends TProperties> extends Omit<Tool, 'input' | 'questions'> {
  input: T
  questions(input: Static<TObject<T>>): Question[]
}

function tool<T extends TProperties>({ input, questions, ...rest }: ToolOf<T>): Tool {
  const schema = Type.Object(input, { additionalProperties: false })
  return { ...rest, input: schema, questions: (given) => questions(given as Static<TObject<T>>) }
}

const text = (description: string) => Type.Optional(Type.String({ minLength: 1, maxLength: 200, description }))
const time = (description: string) => Type.Optional(Type.String({ maxLength: 40, description }))
const limit = (most: number) =>
  Type.Optional(Type.Integer({ minimum: 1, maximum: most, description: `At most so many, up to ${most}` }))
const period = { from: time('ISO 8601, UTC without a zone'), to: time('ISO 8601, UTC without a zone') }
const filters = {
  topic: text('Id of a topic, as list_topics gives it'),
  product: text('A product'),
  source: text('Name of a source'),
  department: text('Id of a department'),
  sentiment: Type.Optional(Type.Enum([...sentimentLabels])),
}
const alertId = Type.String({ minLength: 1, maxLength: 200, description: 'Id of an alert, as list_alerts gives it' })

export const tools: readonly Tool[] = [
  tool({
    name: 'list_alerts',
    title: 'List alerts',
    description:
      'Alerts about spikes of complaints, newest first: what spikes, how many mentions against how many are usual, since when, which departments are concerned, what explains it.',
    input: {
      status: Type.Optional(Type.Enum([...statuses])),
      department: text('Id of a department'),
      topic: text('Id of a topic; includes its subtopics'),
      since: time('Changed since, ISO 8601'),
      limit: limit(50),
    },
    isReading: true,
    questions: (input) => [get('/alerts', { limit: 20, ...input })],
  }),
  tool({
    name: 'explain_alert',
    title: 'Explain an alert',
    description:
      'One alert with its evidence: sentence, counts, drivers (which carrier, product, region, words stand out), quotes of customers, and its history.',
    input: { id: alertId },
    isReading: true,
    questions: ({ id }) => [get(`/alerts/${encodeURIComponent(id)}`), get(`/alerts/${encodeURIComponent(id)}/history`)],
  }),
  tool({
    name: 'search_mentions',
    title: 'Search mentions',
    description: 'What customers wrote, newest first, with topic, sentiment and department of each.',
    input: {
      q: text('Words that text and title have, "a phrase", -excluded, one OR another, field:value such as product:K3'),
      ...filters,
      ...period,
      limit: limit(100),
    },
    isReading: true,
    questions: (input) => [get('/mentions', { limit: 20, ...input })],
  }),
  tool({
    name: 'get_series',
    title: 'Counts over time',
    description:
      'Counts over time, with the expected range where there is one; by one dimension or in all. The last seven days by the hour if not said otherwise.',
    input: {
      measure: Type.Optional(Type.Enum([...measures])),
      by: Type.Optional(Type.Enum([...dimensions])),
      bucket: Type.Optional(Type.Enum(['minute', 'hour', 'day', 'week'])),
      ...filters,
      ...period,
    },
    isReading: true,
    questions: (input) => [get('/series', input)],
  }),
  tool({
    name: 'list_topics',
    title: 'List topics',
    description: 'All topics: id, name and department.',
    input: {},
    isReading: true,
    questions: () => [get('/topics')],
  }),
  tool({
    name: 'rate_alert',
    title: 'Rate an alert',
    description:
      'Says whether an alert was worth it. The last rating counts. The detector learns its thresholds from ratings.',
    input: {
      id: alertId,
      verdict: Type.Enum([...verdicts]),
      reason: Type.Optional(Type.String({ maxLength: 2000, description: 'Why' })),
    },
    isReading: false,
    questions: ({ id, ...body }) => [{ method: 'POST', path: `/alerts/${encodeURIComponent(id)}/verdict`, body }],
  }),
]

function get(path: string, parameters: Record<string, unknown> = {}): Question {
  const given = Object.entries(parameters).map(([name, value]): [string, string] => [name, String(value)])
  return { method: 'GET', path: given.length === 0 ? path : `${path}?${new URLSearchParams(given)}` }
}
