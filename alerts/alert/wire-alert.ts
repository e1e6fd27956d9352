import type { Alert, Similar } from './alert.ts'
import type { Driver } from './driver.ts'
import type { OwnAccount } from './own-account.ts'
import { figureOf, sentenceOf, windowOf } from './sentence.ts'
import type { WireAlert } from './wire-alert-schema.ts'
import { toCard } from './wire-card.ts'

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
