import { Type, type Static } from 'typebox'
import { entityDimensions } from '../../enrich/mentions/dimensions.ts'
import type { Alert } from '../alert/alert.ts'
import { contentWords } from '../explain/content-words.ts'
import { parseTime } from '../../infra/time-reader.ts'

const Value = Type.Object({ dimension: Type.String(), value: Type.String() })
/** Dimensions that a truth may also give by name: `"carrier": "Nordfracht"`. */
const namedDimensions = [...entityDimensions, 'source' as const]

/** A known incident, as in a `--truth` file and as printed by `demo --truth`. Other fields are ignored. */
export const Truth = Type.Object({
  name: Type.String(),
  department: Type.String(),
  topic: Type.Optional(Type.String()),
  /** What customers report, in the words of a reader. */
  topicInWords: Type.Optional(Type.String()),
  driver: Type.Optional(Value),
  cut: Type.Optional(Value),
  /** Any one of them is enough. */
  values: Type.Optional(Type.Array(Type.String())),
  ...Object.fromEntries(namedDimensions.map((dimension) => [dimension, Type.Optional(Type.String())])),
  /** ISO 8601. */
  startsAt: Type.String(),
  endsAt: Type.Optional(Type.String()),
  kind: Type.Enum(['incident', 'trap']),
})
export type Truth = Static<typeof Truth> & Partial<Record<(typeof namedDimensions)[number], string>>

/** What an alert says that it is about. */
export type AlertNames = Pick<Alert, 'kind' | 'title' | 'topic' | 'also' | 'cut' | 'departments' | 'drivers'>

/** A cut or driver that an alert must name. Dimension '' = any. */
export interface NamedValue {
  dimension: string
  value: string
}

export interface Incident {
  name: string
  department: string
  /** '' if it is about the department as a whole, or known in words only. */
  topic: string
  /** Stems of what customers report: content words of `topicInWords`, and of what the name quotes. Then `department` must match too. */
  words: ReadonlySet<string>
  /** Where `withKnownValues` looks for names of cuts; '' = nowhere. */
  text: string
  /** Of each group, an alert must name one value. */
  named: readonly (readonly NamedValue[])[]
  /** Takes the place of topic, words and named values: how an event of the company says what it is about. */
  concerns?: (alert: AlertNames) => boolean
  /** An incident should raise an alert. A trap, and noise (alerts rated noise or expected), should not. */
  kind: 'incident' | 'trap' | 'noise'
  startsAt: number
  /** Epoch ms. An alert catches it if it opened from `from` to `until`, or worsened or reopened from `startsAt` to `until`. */
  from: number
  until: number
}

/** Assumed duration of an incident without an end. */
export const assumedLengthMs = 48 * 3_600_000
/** The start of an incident is an estimate: an alert that opened up to this much earlier still belongs to it. */
export const earlierMs = 3_600_000
/** Shorter stems (`app`, `fly`) are in too many titles to tell one issue from another. */
const shortestStem = 4

/** @throws RangeError if a time cannot be parsed. */
export function incidentOf(truth: Truth): Incident {
  const { name, department, kind, topic = '', topicInWords = '' } = truth
  const startsAt = timeOf(truth.startsAt)
  const until = truth.endsAt === undefined ? startsAt + assumedLengthMs : timeOf(truth.endsAt)
  const said = topicInWords === '' ? '' : [topicInWords, ...(name.match(/["“][^"”]+["”]/g) ?? [])].join(' . ')
  const words = new Set([...contentWords(said)].filter((stem) => stem.length >= shortestStem))
  const named = namedIn(truth)
  return { name, department, topic, words, text: name, named, kind, startsAt, from: startsAt - earlierMs, until }
}

/** Shorter values (`9`, `UK`) may stand in a name for something else. */
const shortestValue = 4

/**
 * A truth also names a cut or driver by its name alone: of the values that the period counts (carriers, versions …), those in
 * `Southwest cancels flights`, one of each dimension must be named by the alert. Pure.
 */
export function withKnownValues(incidents: readonly Incident[], subjects: readonly NamedValue[]): Incident[] {
  const known = Map.groupBy(
    subjects.filter(({ dimension, value }) => isNamedDimension(dimension) && value.length >= shortestValue),
    ({ dimension }) => dimension,
  )
  return incidents.map((incident) => {
    const text = wordsOf(incident.text)
    const groups = [...known].flatMap(([dimension, values]) => {
      const found = new Set(values.map(({ value }) => value).filter((value) => text.includes(wordsOf(value))))
      return found.size === 0 ? [] : [[...found].map((value) => ({ dimension, value }))]
    })
    return { ...incident, named: [...incident.named, ...groups] }
  })
}

const isNamedDimension = (dimension: string) => entityDimensions.some((each) => each === dimension)

/** ` crash on related video 11.47 `: lower case, with a space around each word. */
const wordsOf = (text: string) =>
  ` ${text
    .toLowerCase()
    .split(/[^\p{L}\p{N}.]+/u)
    .join(' ')} `

function namedIn(truth: Truth): NamedValue[][] {
  const byDimension = namedDimensions.flatMap((dimension) => {
    const value = truth[dimension]
    return value === undefined ? [] : [[{ dimension, value }]]
  })
  const ofAny = (truth.values ?? []).map((value) => ({ dimension: '', value }))
  return [
    ...[truth.driver, truth.cut].flatMap((value) => (value ? [[value]] : [])),
    ...byDimension,
    ...(ofAny.length > 0 ? [ofAny] : []),
  ]
}

function timeOf(text: string): number {
  const at = parseTime(text)
  if (Number.isNaN(at)) throw new RangeError(`"${text}" is not a time`)
  return at
}

/** Incidents from ratings: `useful` alerts count as incidents, `noise` and `expected` as noise; duplicates are ignored. */
export function ratedIncidents(alerts: readonly Alert[]): Incident[] {
  return alerts.flatMap((alert): Incident[] => {
    if (alert.verdict === null || alert.verdict.verdict === 'duplicate') return []
    return [
      {
        name: alert.title,
        department: alert.departments[0] ?? '',
        topic: alert.topic,
        words: new Set(),
        text: '',
        named: [],
        kind: alert.verdict.verdict === 'useful' ? 'incident' : 'noise',
        startsAt: alert.onsetAt,
        from: alert.onsetAt - earlierMs,
        until: alert.resolvedAt ?? alert.updatedAt,
      },
    ]
  })
}
