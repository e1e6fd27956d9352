import { Type, type Static } from 'typebox'
import { Worth } from './worth-schema.ts'
import { stages } from '../../enrich/labels/enriched-mention.ts'

const nullable = <T extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Number>>(type: T) =>
  Type.Union([type, Type.Null()])
const OrNull = nullable(Type.Number())

const volumes = {
  /** Mentions in the period, and in the one of the same length before it. */
  volume: Type.Integer(),
  before: Type.Integer(),
  /** Share of negative mentions, 0…1, and the mean sentiment score, −1…1; null without mentions. */
  negativeShare: OrNull,
  sentiment: OrNull,
}
export const Volumes = Type.Object(volumes)
export type Volumes = Static<typeof Volumes>

/** Figures of the alerts opened in the period, by the owning department (the first one). */
export const AlertFigures = Type.Object({
  opened: Type.Integer(),
  /** Further alerts that the department watches and another one owns, as after a handover. */
  watched: Type.Integer(),
  /** All alerts that affect the department: opened and watched. */
  involved: Type.Integer(),
  /** From opening to the first acknowledgement or assignment. */
  medianAcknowledgeMs: OrNull,
  /** From opening to the last resolution, of alerts that are resolved. */
  medianResolveMs: OrNull,
  /** From detection to the first daily report after the onset; negative if the report came first. */
  medianLeadMs: OrNull,
  /** The last rating of each alert. `expected` and `duplicate` count as rated and not useful, although the detection was correct. */
  verdicts: Type.Object({
    useful: Type.Integer(),
    noise: Type.Integer(),
    expected: Type.Integer(),
    duplicate: Type.Integer(),
  }),
  judged: Type.Integer(),
  /** useful / judged, 0…1; null without ratings. */
  precision: OrNull,
})
export type AlertFigures = Static<typeof AlertFigures>

/** A quoted mention of praise that has not been removed. */
export const Quote = Type.Object({
  mentionId: Type.String(),
  text: Type.String(),
  author: Type.String(),
  source: Type.String(),
  url: Type.String(),
  createdAt: Type.Integer(),
})
export type Quote = Static<typeof Quote>

export const Praise = Type.Object({
  mentions: Type.Integer(),
  /** Most mentions first. */
  topics: Type.Array(Type.Object({ topic: Type.String(), mentions: Type.Integer() })),
  products: Type.Array(Type.Object({ product: Type.String(), mentions: Type.Integer() })),
  quote: Type.Union([Quote, Type.Null()]),
})
export type Praise = Static<typeof Praise>

/** An author who praises the company repeatedly. */
export const Advocate = Type.Object({
  handle: Type.String(),
  source: Type.String(),
  praises: Type.Integer(),
  /** The newest link, and the time of the newest praise. */
  url: nullable(Type.String()),
  newestAt: Type.Integer(),
})
export type Advocate = Static<typeof Advocate>

export const DepartmentReport = Type.Object({
  department: Type.String(),
  ...volumes,
  alerts: AlertFigures,
  praise: Praise,
  /** Most praises first. */
  advocates: Type.Array(Advocate),
})
export type DepartmentReport = Static<typeof DepartmentReport>

/** All alerts opened in the period, each once, and their last ratings. */
export const AlertTotals = Type.Object({ opened: Type.Integer(), judged: Type.Integer(), useful: Type.Integer() })
export type AlertTotals = Static<typeof AlertTotals>

/** A topic whose negative mentions changed: in the period, and in the one of the same length before it. */
export const Change = Type.Object({ topic: Type.String(), negative: Type.Integer(), negativeBefore: Type.Integer() })
export type Change = Static<typeof Change>

/** The cross-department report of a period [from, to). Times in epoch ms. */
export const Report = Type.Object({
  from: Type.Integer(),
  to: Type.Integer(),
  now: Type.Integer(),
  /** Time of the UTC day of the daily report that lead times are measured against. */
  dailyReportAtMs: Type.Integer(),
  all: Volumes,
  alerts: AlertTotals,
  /** Whether mentions were collected in the whole period before. Otherwise `before` says nothing. */
  isCompared: Type.Boolean(),
  /** At most three, the most certain first; none without a comparison. */
  changes: Type.Array(Change),
  /** Null where the configuration states no assumptions (`worth`). */
  worth: Type.Union([Worth, Type.Null()]),
  /** In the order of the taxonomy. */
  departments: Type.Array(DepartmentReport),
  /** In the order of the customer journey. */
  stages: Type.Array(Type.Object({ stage: Type.Enum([...stages]), ...volumes })),
})
export type Report = Static<typeof Report>
