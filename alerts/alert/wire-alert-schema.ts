import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import { kinds, Similar, statuses, Verdict } from './alert.ts'
import { MergedAlert } from './merged-alert.ts'
import { Novelty } from './novelty.ts'
import { Driver } from './driver.ts'
import { AlertHazard } from './hazard.ts'
import { OwnAccount } from './own-account.ts'
import { Impact, PlannerCard } from './planner-card.ts'

const { String: Text, Integer, Number: Real } = Type
function nullable<T extends Type.TSchema>(schema: T, options: Type.TSchemaOptions = {}) {
  return Type.Union([schema, Type.Null()], options)
}
const exampleTime = '2026-11-30T14:05:00.000Z'
const time = (description: string) => Text({ format: 'date-time', ...doc(description, exampleTime) })
const timeOrNull = (description: string) =>
  nullable(Text({ format: 'date-time' }), doc(`${description}; null: never, or not yet`, exampleTime))

const EvidenceDto = Type.Object({
  mentionId: Text(doc('Id of the mention', 'forum:48213')),
  text: Text(doc('What it says, redacted', 'Still no parcel after nine days, and the tracking is dead')),
  author: Text(doc('Public name of the author; empty: unknown, or erased', 'mona_k')),
  source: Text(doc('Where it was published: a source by name', 'forum')),
  sentiment: Text(doc('negative, neutral or positive', 'negative')),
  url: Text(doc('Where it can be read; empty: the source gives no link', 'https://forum.halden.example/t/48213')),
  createdAt: time('When it was published'),
})

const NoveltyDto = Type.Object({
  ...Novelty.properties,
  at: timeOrNull('Since when it is known, when it was fixed, or when the release came'),
})

/** How the alert is grouped with others. */
const grouping = {
  also: Type.Array(
    Text(),
    doc('Ids of other topics that spike, mostly with the same mentions, and those of merged', ['delivery.damaged']),
  ),
  merged: Type.Array(Type.Omit(MergedAlert, ['subject']), {
    description: 'Alerts that people merged into this one; while it is active, their subjects alert here',
  }),
  mergedInto: nullable(Text(), doc('Id of the alert that this one was merged into; null: none', '8c2f6a1d9e3b')),
  splitTopics: Type.Array(Text(), doc('Ids of topics that people split from this alert', ['delivery.damaged'])),
}

/** What was counted, and what was expected. */
const figures = {
  observed: Integer(doc('Mentions in a window of bucketMs; of a hazard, reports so far', 41)),
  expected: nullable(Real(), doc('Mentions expected in such a window; null for a hazard', 4.2)),
  lower: nullable(Real(), doc('Lower end of the expected range (80 % of such windows), in mentions; null: hazard', 2)),
  upper: nullable(Real(), doc('Upper end of the expected range, in mentions; null: hazard', 7)),
  bucketMs: nullable(Integer(), doc('Width of the window in ms; null: hazard', 3_600_000)),
  p: nullable(Real(), doc('p-value of the observed count, 0–1; null: hazard', 1.2e-9)),
  authors: Integer(doc('Unique authors in the window', 38)),
  texts: Integer(doc('Unique texts in the window', 40)),
  mentions: Integer(doc('Mentions since the onset', 316)),
}

/** What people did with the alert. */
const handling = {
  owner: nullable(Text(), doc('Who owns the alert, by id; null: nobody', 'mara')),
  snoozedUntil: timeOrNull('When the snooze ends'),
  snoozedWorse: nullable(
    Type.Object({
      percent: Real(doc('Percent by which the excess must have grown', 50)),
      excess: Real(doc('The excess when it was snoozed: observed − expected, in mentions', 36.8)),
    }),
    { description: 'The snooze ends when the excess is this many percent above its value when snoozed; null: not so' },
  ),
  claim: nullable(
    Type.Object({
      by: Text(doc('Who claimed it, by id', 'mara')),
      until: time('Until when nobody else may change it'),
    }),
    { description: 'The claim in a honeycomb organisation; null: none' },
  ),
  escalation: nullable(
    Type.Object({
      step: Integer(doc('Number of steps so far', 1)),
      at: time('When the last step was taken'),
      to: Type.Array(Text(), doc('People and receivers by name', ['petra'])),
    }),
    { description: 'The people and receivers notified because nobody acknowledged the alert; null: none' },
  ),
  impact: nullable(
    Type.Object({
      ...Impact.properties,
      expectedUntil: timeOrNull('When the impact is expected to end'),
      at: time('When the status was stated'),
    }),
    { description: 'Impact status in the supply chain; null: the alert names nothing of the planning data' },
  ),
  verdict: nullable(Type.Object({ ...Verdict.properties, at: time('When it was rated') }), {
    description: 'The last rating; null: none',
  }),
}

const times = {
  onsetAt: time('When the issue began'),
  detectedAt: time('When it was detected'),
  openedAt: time('When the alert opened'),
  updatedAt: time('When the alert last changed'),
  resolvedAt: timeOrNull('When it was resolved'),
  reopenedAt: timeOrNull('When it last reopened'),
}

/**
 * An alert in the API, webhooks and Kafka: times in ISO 8601, without `facts`. A field is public only if it is listed here and in
 * `toWireAlert` (`wire-alert.ts`).
 */
export const WireAlert = Type.Object(
  {
    id: Text(doc('Id of the alert', '9f1c2ab47d60')),
    kind: Type.Enum([...kinds], {
      description:
        'spike, drop: above or below the expected range. shift: only one cut (a product, negative mentions …) is above its range. hazard: single reports of harm, without an expected range',
    }),
    title: Text(doc('The issue in a few words', 'Parcel late · Nordfracht')),
    sentence: Text(
      doc('The alert in words', 'Parcel late: 41 in 1 h (typical 2–7), 92 % of the increase names Nordfracht.'),
    ),
    figure: Text(doc('The figures in words, as the sentence has them', '41 in 1 h (typical 2–7)')),
    window: Text(doc('bucketMs in words; empty for a hazard', '1 h')),
    status: Type.Enum([...statuses], doc('What happens with it now')),
    severity: Type.Enum([...severities], doc('How grave it is')),
    departments: Type.Array(
      Text(),
      doc('Ids of departments: the first one owns the alert, the others watch', ['logistics']),
    ),
    topic: Text(doc('Id of the topic; empty: the alert is about a whole department', 'delivery.late')),
    cut: nullable(
      Type.Object({
        dimension: Text(doc('The dimension of the cut', 'product')),
        value: Text(doc('The value of the cut', 'CM-40')),
      }),
      { description: 'The part of the mentions that the alert is about; null: all of its topic or department' },
    ),
    hazard: nullable(AlertHazard, {
      description: 'What single reports opened it with; also of a spike that such an alert has become; null: nothing',
    }),
    ...grouping,
    novelty: nullable(NoveltyDto, {
      description: 'Whether the issue is new, known, back after its fix, or follows a release; null: not known',
    }),
    ...times,
    ...figures,
    drivers: Type.Array(Driver, { description: 'What a large part of the excess has in common' }),
    evidence: Type.Array(EvidenceDto, { description: 'Mentions as examples' }),
    similar: Type.Array(
      Type.Object({
        ...Similar.properties,
        openedAt: time('When it opened'),
        resolvedAt: time('When it was resolved'),
      }),
      { description: 'Similar resolved alerts, most similar first' },
    ),
    unit: Text(doc('The business unit of the affected customers, by id; empty: none or several', 'north')),
    ...handling,
    card: nullable(PlannerCard, { description: 'Planner card: affected items and exposure; null: none' }),
    ownAccounts: Type.Array(OwnAccount, { description: 'Flagged accounts of the company that its mentions name' }),
  },
  { title: 'Alert', description: 'An issue that customers report' },
)
export type WireAlert = Static<typeof WireAlert>
