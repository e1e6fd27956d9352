import { Type, type Static } from 'typebox'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import { kinds, Similar, statuses, Verdict, type Alert } from './alert.ts'
import { Driver } from './driver.ts'
import { OwnAccount } from './own-account.ts'
import { Impact, PlannerCard, type CardItem } from './planner-card.ts'
import { sentenceOf } from './sentence.ts'

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
    description: 'shift: only one cut (a product, negative mentions …) is above its expected range',
  }),
  title: Text(),
  sentence: Text({ description: 'The alert in words' }),
  status: Type.Enum([...statuses]),
  severity: Type.Enum([...severities]),
  departments: Type.Array(Text(), { description: 'The first one owns the alert, the others watch' }),
  topic: Text({ description: 'Empty if the alert is about a whole department' }),
  cut: nullable(Type.Object({ dimension: Text(), value: Text() })),
  also: Type.Array(Text(), { description: 'Other topics that spike, mostly with the same mentions' }),
  onsetAt: Time,
  detectedAt: Time,
  openedAt: Time,
  updatedAt: Time,
  resolvedAt: nullable(Time),
  snoozedUntil: nullable(Time),
  observed: Integer({ description: 'Mentions in a window of bucketMs' }),
  expected: Real(),
  lower: Real(),
  upper: Real(),
  bucketMs: Integer(),
  p: Real(),
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
  const { id, kind, title, status, severity, departments, topic, cut, also, owner, unit } = alert
  const { observed, expected, lower, upper, bucketMs, p, authors, texts, mentions } = alert
  return {
    id,
    kind,
    title,
    sentence: sentenceOf(alert),
    status,
    severity,
    departments,
    topic,
    cut: cut && { dimension: cut.dimension, value: cut.value },
    also,
    onsetAt: toIso(alert.onsetAt),
    detectedAt: toIso(alert.detectedAt),
    openedAt: toIso(alert.openedAt),
    updatedAt: toIso(alert.updatedAt),
    resolvedAt: toIsoOrNull(alert.resolvedAt),
    observed,
    expected,
    lower,
    upper,
    bucketMs,
    p,
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

const toCard = ({ items, more, exposure, authors, sources, confirmation, unmapped }: PlannerCard): PlannerCard => ({
  items: items.map(toItem),
  ...(more !== undefined && { more }),
  exposure: { units: exposure.units, openOrders: exposure.openOrders, revenue: exposure.revenue },
  authors,
  sources,
  confirmation,
  unmapped: unmapped.map(({ dimension, value }) => ({ dimension, value })),
})

const toItem = (item: CardItem): CardItem => ({
  sku: item.sku,
  lot: item.lot,
  product: item.product,
  carrier: item.carrier,
  region: item.region,
  warehouse: item.warehouse,
  supplier: item.supplier,
  site: item.site,
  part: item.part,
  owner: item.owner,
  units: item.units,
  openOrders: item.openOrders,
  revenue: item.revenue,
})

const toOwnAccount = ({ platform, handle, owner, flags, mentions }: OwnAccount): OwnAccount => ({
  platform,
  handle,
  owner,
  flags,
  mentions,
})
