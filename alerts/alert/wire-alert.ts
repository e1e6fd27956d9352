import { Type, type Static } from 'typebox'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import { kinds, Similar, statuses, Verdict, type Alert } from './alert.ts'
import { MergedAlert } from './merged-alert.ts'
import { Novelty } from './novelty.ts'
import { Driver } from './driver.ts'
import { AlertHazard } from './hazard.ts'
import { OwnAccount } from './own-account.ts'
import { Impact, PlannerCard } from './planner-card.ts'
import { figureOf, sentenceOf, windowOf } from './sentence.ts'
import { toCard } from './wire-card.ts'

const { String: Text, Integer, Number: Real } = Type
function nullable<T extends Type.TSchema>(schema: T, options: Type.TSchemaOptions = {}) {
  return Type.Union([schema, Type.Null()], options)
}
const Time = Text({ format: 'date-time' })

/**
 * An alert in the API, webhooks and Kafka: times in ISO 8601, without `facts`. A field is public only if it is listed here and in
 * `toWireAlert`.
 */
export const WireAlert = Type.Object({
  id: Text(),
  kind: Type.Enum([...kinds], {
    description:
      'shift: only one cut (a product, negative mentions …) is above its expected range; hazard: single reports of harm, without an expected range',
  }),
  title: Text(),
  sentence: Text({ description: 'The alert in words' }),
  figure: Text({ description: 'The figures in words, as the sentence has them: 41 in 1 h (typical 2–7)' }),
  window: Text({ description: 'bucketMs in words: 30 min, 6 h, a day; empty for a hazard' }),
  status: Type.Enum([...statuses]),
  severity: Type.Enum([...severities]),
  departments: Type.Array(Text(), { description: 'The first one owns the alert, the others watch' }),
  topic: Text({ description: 'Empty if the alert is about a whole department' }),
  cut: nullable(Type.Object({ dimension: Text(), value: Text() })),
  hazard: nullable(AlertHazard, {
    description: 'What single reports opened it with; also of a spike that such an alert has become',
  }),
  also: Type.Array(Text(), {
    description: 'Other topics that spike, mostly with the same mentions, and those of merged',
  }),
  merged: Type.Array(Type.Omit(MergedAlert, ['subject']), {
    description: 'Alerts that people merged into this one; while it is active, their subjects alert here',
  }),
  mergedInto: nullable(Text(), { description: 'The alert that this one was merged into' }),
  splitTopics: Type.Array(Text(), { description: 'Topics that people split from this alert' }),
  novelty: nullable(Type.Object({ ...Novelty.properties, at: nullable(Time) }), {
    description:
      'new; known: a matching incident or recall was open; returned: a matching issue was fixed before; afterRelease: a matching release came in the 72 h before. null: stored by an older version',
  }),
  onsetAt: Time,
  detectedAt: Time,
  openedAt: Time,
  updatedAt: Time,
  resolvedAt: nullable(Time),
  reopenedAt: nullable(Time),
  snoozedUntil: nullable(Time),
  observed: Integer({ description: 'Mentions in a window of bucketMs; of a hazard, reports so far' }),
  expected: nullable(Real(), { description: 'null for a hazard, as lower, upper, bucketMs and p' }),
  lower: nullable(Real()),
  upper: nullable(Real()),
  bucketMs: nullable(Integer()),
  p: nullable(Real()),
  authors: Integer({ description: 'Unique authors in the window' }),
  texts: Integer({ description: 'Unique texts in the window' }),
  mentions: Integer({ description: 'Since the onset' }),
  drivers: Type.Array(Driver),
  evidence: Type.Array(
    Type.Object({
      mentionId: Text(),
      text: Text(),
      author: Text(),
      source: Text(),
      sentiment: Text(),
      url: Text(),
      createdAt: Time,
    }),
  ),
  similar: Type.Array(Type.Object({ ...Similar.properties, openedAt: Time, resolvedAt: Time }), {
    description: 'Similar resolved alerts, most similar first',
  }),
  owner: nullable(Text()),
  unit: Text({ description: 'The business unit of the affected customers; empty = none or several' }),
  snoozedWorse: nullable(Type.Object({ percent: Real(), excess: Real() }), {
    description: 'The snooze ends when the excess is this many percent above its value when snoozed',
  }),
  claim: nullable(Type.Object({ by: Text(), until: Time })),
  escalation: nullable(Type.Object({ step: Integer(), at: Time, to: Type.Array(Text()) }), {
    description: 'The people and receivers notified because nobody acknowledged the alert',
  }),
  card: nullable(PlannerCard, { description: 'Planner card: affected items and exposure' }),
  impact: nullable(Type.Object({ ...Impact.properties, expectedUntil: nullable(Time), at: Time }), {
    description: 'Impact status in the supply chain',
  }),
  ownAccounts: Type.Array(OwnAccount),
  verdict: nullable(Type.Object({ ...Verdict.properties, at: Time }), { description: 'The last rating' }),
})
export type WireAlert = Static<typeof WireAlert>

const toIso = (ms: number): string => new Date(ms).toISOString()
const toIsoOrNull = (ms: number | null): string | null => (ms === null ? null : toIso(ms))

export function toWireAlert(alert: Alert): WireAlert {
  const { id, kind, title, status, severity, departments, topic, cut, owner, unit } = alert
  const { observed, authors, texts, mentions, hazard } = alert
  return {
    id,
    kind,
    title,
    sentence: sentenceOf(alert),
    figure: figureOf(alert),
    window: windowOf(alert),
    status,
    severity,
    departments,
    topic,
    cut: cut && { dimension: cut.dimension, value: cut.value },
    hazard: hazard && { kind: hazard.kind, others: hazard.others },
    ...groupingOf(alert),
    novelty: toNovelty(alert),
    onsetAt: toIso(alert.onsetAt),
    detectedAt: toIso(alert.detectedAt),
    openedAt: toIso(alert.openedAt),
    updatedAt: toIso(alert.updatedAt),
    resolvedAt: toIsoOrNull(alert.resolvedAt),
    reopenedAt: toIsoOrNull(alert.reopenedAt),
    observed,
    ...rangeOf(alert),
    authors,
    texts,
    mentions,
    drivers: alert.drivers.map(toDriver),
    evidence: alert.evidence.map(toQuote),
    similar: alert.similar.map(toSimilar),
    owner,
    unit,
    ...handlingOf(alert),
    card: alert.card && toCard(alert.card),
    ownAccounts: alert.ownAccounts.map(toOwnAccount),
  }
}

function rangeOf({ kind, expected, lower, upper, bucketMs, p }: Alert) {
  if (kind === 'hazard') return { expected: null, lower: null, upper: null, bucketMs: null, p: null }
  return { expected, lower, upper, bucketMs, p }
}

const groupingOf = ({ also, merged, mergedInto, splitTopics }: Alert) => ({
  also,
  merged: merged.map(({ alertId, title, topic }) => ({ alertId, title, topic })),
  mergedInto,
  splitTopics,
})

const toNovelty = ({ novelty }: Alert): WireAlert['novelty'] =>
  novelty && {
    status: novelty.status,
    issue: novelty.issue && { id: novelty.issue.id, kind: novelty.issue.kind, name: novelty.issue.name },
    at: toIsoOrNull(novelty.at),
  }

/** What people did with the alert. */
function handlingOf({ snoozedUntil, snoozedWorse, claim, escalation, impact, verdict }: Alert) {
  return {
    snoozedUntil: toIsoOrNull(snoozedUntil),
    snoozedWorse: snoozedWorse && { percent: snoozedWorse.percent, excess: snoozedWorse.excess },
    claim: claim && { by: claim.by, until: toIso(claim.until) },
    escalation: escalation && { step: escalation.step, at: toIso(escalation.at), to: escalation.to },
    impact: impact && {
      status: impact.status,
      expectedUntil: toIsoOrNull(impact.expectedUntil),
      owner: impact.owner,
      by: impact.by,
      reason: impact.reason,
      at: toIso(impact.at),
    },
    verdict: verdict && {
      verdict: verdict.verdict,
      reason: verdict.reason,
      ...(verdict.duplicateOf !== undefined && { duplicateOf: verdict.duplicateOf }),
      by: verdict.by,
      at: toIso(verdict.at),
    },
  }
}

const toValue = ({ dimension, value, share }: { dimension: string; value: string; share: number }) => ({
  dimension,
  value,
  share,
})

const toDriver = ({ adds, lift, z, now, expected, also, ...driver }: Driver): Driver => ({
  ...toValue(driver),
  ...(adds !== undefined && { adds }),
  lift,
  ...(z !== undefined && { z }),
  now,
  expected,
  ...(also && { also: also.map(toValue) }),
})

const toQuote = ({ mentionId, text, author, source, sentiment, url, createdAt }: Alert['evidence'][number]) => ({
  mentionId,
  text,
  author,
  source,
  sentiment,
  url,
  createdAt: toIso(createdAt),
})

const toSimilar = ({ alertId, title, openedAt, resolvedAt, owner, verdict, score }: Similar) => ({
  alertId,
  title,
  openedAt: toIso(openedAt),
  resolvedAt: toIso(resolvedAt),
  owner,
  verdict,
  score,
})

const toOwnAccount = ({ platform, handle, owner, flags, mentions }: OwnAccount): OwnAccount => ({
  platform,
  handle,
  owner,
  flags,
  mentions,
})
