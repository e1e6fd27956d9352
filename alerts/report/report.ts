import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { Worth } from './worth-schema.ts'
import { stages } from '../../enrich/labels/enriched-mention.ts'

const nullable = <T extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Number>>(type: T) =>
  Type.Union([type, Type.Null()])
const OrNull = nullable(Type.Number())

const volumes = {
  volume: Type.Integer(doc('Mentions in the period', 1843)),
  before: Type.Integer(doc('Mentions in the period of the same length before it', 1702)),
  negativeShare: { ...OrNull, ...doc('Share of negative mentions, 0–1; null: no mentions', 0.41) },
  sentiment: { ...OrNull, ...doc('Mean sentiment score, −1 to 1; null: no mentions', -0.12) },
}
export const Volumes = Type.Object(volumes)
export type Volumes = Static<typeof Volumes>

/** Figures of the alerts opened in the period, by the owning department (the first one). */
export const AlertFigures = Type.Object({
  opened: Type.Integer(doc('Alerts that opened and that the department owns', 4)),
  watched: Type.Integer(doc('Further alerts that the department watches and another one owns, as after a handover', 1)),
  involved: Type.Integer(doc('All alerts that affect the department: opened and watched', 5)),
  medianAcknowledgeMs: {
    ...OrNull,
    ...doc('From opening to the first acknowledgement or assignment, median in ms; null: none', 540_000),
  },
  medianResolveMs: {
    ...OrNull,
    ...doc('From opening to the last resolution, of alerts that are resolved, median in ms; null: none', 14_400_000),
  },
  medianLeadMs: {
    ...OrNull,
    ...doc(
      'From detection to the first daily report after the onset, median in ms; negative: the report came first; null: no alerts',
      36_000_000,
    ),
  },
  verdicts: Type.Object(
    {
      useful: Type.Integer(doc('Alerts rated useful', 3)),
      noise: Type.Integer(doc('Alerts rated noise', 0)),
      expected: Type.Integer(doc('Alerts rated expected', 1)),
      duplicate: Type.Integer(doc('Alerts rated duplicate', 0)),
    },
    doc('Alerts by their last rating; expected and duplicate count as rated and not useful'),
  ),
  judged: Type.Integer(doc('Alerts that were rated', 4)),
  precision: { ...OrNull, ...doc('useful / judged, 0–1; null: no ratings', 0.75) },
})
export type AlertFigures = Static<typeof AlertFigures>

/** A quoted mention of praise that has not been removed. */
export const Quote = Type.Object({
  mentionId: Type.String(doc('Id of the mention', 'app-store:1187')),
  text: Type.String(doc('What it says, redacted', 'Best coffee I ever had at home')),
  author: Type.String(doc('Public name of the author; empty: unknown', 'lena_b')),
  source: Type.String(doc('The source by name', 'app-store')),
  url: Type.String(doc('Where it can be read; empty: no link', 'https://apps.example/r/1187')),
  createdAt: Type.Integer(),
})
export type Quote = Static<typeof Quote>

export const Praise = Type.Object({
  mentions: Type.Integer(doc('Mentions that praise', 212)),
  topics: Type.Array(
    Type.Object({
      topic: Type.String(doc('Id of the topic', 'product.taste')),
      mentions: Type.Integer(doc('Mentions that praise it', 80)),
    }),
    doc('What is praised, most mentions first'),
  ),
  products: Type.Array(
    Type.Object({
      product: Type.String(doc('Name of the product', 'CM-40')),
      mentions: Type.Integer(doc('Mentions that praise it', 64)),
    }),
    doc('Which products are praised, most mentions first'),
  ),
  quote: Type.Union([Quote, Type.Null()]),
})
export type Praise = Static<typeof Praise>

/** An author who praises the company repeatedly. */
export const Advocate = Type.Object({
  handle: Type.String(doc('Public name of the author', 'lena_b')),
  source: Type.String(doc('The source by name', 'forum')),
  praises: Type.Integer(doc('Mentions of theirs that praise', 5)),
  url: {
    ...nullable(Type.String()),
    ...doc('Link of the newest one; null: none', 'https://forum.halden.example/t/5121'),
  },
  newestAt: Type.Integer(),
})
export type Advocate = Static<typeof Advocate>

export const DepartmentReport = Type.Object({
  department: Type.String(doc('Id of the department', 'logistics')),
  ...volumes,
  alerts: { ...AlertFigures, ...doc('Its alerts') },
  praise: { ...Praise, ...doc('What it is praised for') },
  advocates: Type.Array(Advocate, doc('Authors who praise repeatedly, most praises first')),
})
export type DepartmentReport = Static<typeof DepartmentReport>

/** All alerts opened in the period, each once, and their last ratings. */
export const AlertTotals = Type.Object({
  opened: Type.Integer(doc('Alerts that opened', 9)),
  judged: Type.Integer(doc('Alerts that were rated', 6)),
  useful: Type.Integer(doc('Alerts rated useful', 5)),
})
export type AlertTotals = Static<typeof AlertTotals>

/** A topic whose negative mentions changed: in the period, and in the one of the same length before it. */
export const Change = Type.Object({
  topic: Type.String(doc('Id of the topic', 'delivery.late')),
  negative: Type.Integer(doc('Negative mentions in the period', 340)),
  negativeBefore: Type.Integer(doc('Negative mentions in the period of the same length before it', 61)),
})
export type Change = Static<typeof Change>

/** The cross-department report of a period [from, to). Times in epoch ms. */
export const Report = Type.Object({
  from: Type.Integer(),
  to: Type.Integer(),
  now: Type.Integer(),
  dailyReportAtMs: Type.Integer(
    doc('Time of the UTC day of the daily report that lead times are measured against, in ms', 28_800_000),
  ),
  all: { ...Volumes, ...doc('All mentions') },
  alerts: { ...AlertTotals, ...doc('All alerts that opened in the period, each once') },
  isCompared: Type.Boolean(
    doc('Whether mentions were collected in the whole period before; otherwise `before` says nothing'),
  ),
  changes: Type.Array(
    Change,
    doc('Topics whose negative mentions changed: at most three, the most certain first; none without a comparison'),
  ),
  worth: Type.Union(
    [Worth, Type.Null()],
    doc('What alerts were worth; null: the configuration states no assumptions (`worth`)'),
  ),
  departments: Type.Array(DepartmentReport, doc('In the order of the taxonomy')),
  stages: Type.Array(
    Type.Object({ stage: Type.Enum([...stages], doc('Stage of the customer journey')), ...volumes }),
    doc('In the order of the customer journey'),
  ),
})
export type Report = Static<typeof Report>
