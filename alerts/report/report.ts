import { Type, type Static } from 'typebox'
import { stages } from '../../enrich/labels/enriched-mention.ts'

const nullable = <T extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Number>>(type: T) =>
  Type.Union([type, Type.Null()])
const OrNull = nullable(Type.Number())

const volumes = {
  /** Mentions in the period, and in the one of the same length before it. */
  volume: Type.Integer(),
  before: Type.Integer(),
  /** 0…1, and the mean of the scores in −1…1; null of nothing. */
  negativeShare: OrNull,
  sentiment: OrNull,
}
export const Volumes = Type.Object(volumes)
export type Volumes = Static<typeof Volumes>

/** The alerts that were opened in the period, of the department that acts (the first one named). */
export const AlertFigures = Type.Object({
  opened: Type.Integer(),
  /** It was told of these besides: another department acts. */
  told: Type.Integer(),
  /** From the opening to the first time somebody took or was given it. */
  medianAcknowledgeMs: OrNull,
  /** From the opening to the end, of those that are over; what reopened ended the last time. */
  medianResolveMs: OrNull,
  /** From the detection to the daily report that would have been the first to tell; negative = the report was faster. */
  medianLeadMs: OrNull,
  /** What people said last. `expected` and `duplicate` are judged and not useful: they told nothing new, though they were no error. */
  verdicts: Type.Object({
    useful: Type.Integer(),
    noise: Type.Integer(),
    expected: Type.Integer(),
    duplicate: Type.Integer(),
  }),
  judged: Type.Integer(),
  /** useful / judged, 0…1; null when nothing is judged. */
  precision: OrNull,
})
export type AlertFigures = Static<typeof AlertFigures>

/** What somebody said in praise, as long as nobody took it back. */
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
  /** The most praised first. */
  topics: Type.Array(Type.Object({ topic: Type.String(), mentions: Type.Integer() })),
  products: Type.Array(Type.Object({ product: Type.String(), mentions: Type.Integer() })),
  quote: Type.Union([Quote, Type.Null()]),
})
export type Praise = Static<typeof Praise>

/** Somebody worth thanking. */
export const Advocate = Type.Object({
  handle: Type.String(),
  source: Type.String(),
  praises: Type.Integer(),
  /** The newest link and the newest praise. */
  url: nullable(Type.String()),
  newestAt: Type.Integer(),
})
export type Advocate = Static<typeof Advocate>

export const DepartmentReport = Type.Object({
  department: Type.String(),
  ...volumes,
  alerts: AlertFigures,
  praise: Praise,
  /** The most praises first. */
  advocates: Type.Array(Advocate),
})
export type DepartmentReport = Static<typeof DepartmentReport>

/** The company as its customers see it, over a period [from, to). Times in epoch ms. */
export const Report = Type.Object({
  from: Type.Integer(),
  to: Type.Integer(),
  now: Type.Integer(),
  /** When in the UTC day the daily report comes that lead times are measured against. */
  dailyReportAtMs: Type.Integer(),
  all: Volumes,
  /** In the order of the taxonomy. */
  departments: Type.Array(DepartmentReport),
  /** In the order of a customer's life. */
  stages: Type.Array(Type.Object({ stage: Type.Enum([...stages]), ...volumes })),
})
export type Report = Static<typeof Report>
