import type { Alert } from './alert.ts'
import { sentenceOf } from './sentence.ts'

const toIso = (ms: number): string => new Date(ms).toISOString()
const toIsoOrNull = (ms: number | null): string | null => (ms === null ? null : toIso(ms))

/** An alert as the API, webhooks and Kafka tell it: its sentence, times in ISO 8601, nothing that only the lifecycle needs. */
export function toWireAlert(alert: Alert) {
  const { facts: _facts, changeNumber: _number, ...told } = alert
  return {
    ...told,
    sentence: sentenceOf(alert),
    onsetAt: toIso(alert.onsetAt),
    detectedAt: toIso(alert.detectedAt),
    openedAt: toIso(alert.openedAt),
    updatedAt: toIso(alert.updatedAt),
    resolvedAt: toIsoOrNull(alert.resolvedAt),
    snoozedUntil: toIsoOrNull(alert.snoozedUntil),
    evidence: alert.evidence.map((quote) => ({ ...quote, createdAt: toIso(quote.createdAt) })),
    similar: alert.similar.map((other) => ({
      ...other,
      openedAt: toIso(other.openedAt),
      resolvedAt: toIso(other.resolvedAt),
    })),
    claim: alert.claim && { ...alert.claim, until: toIso(alert.claim.until) },
    escalation: alert.escalation && { ...alert.escalation, at: toIso(alert.escalation.at) },
    impact: alert.impact && {
      ...alert.impact,
      expectedUntil: toIsoOrNull(alert.impact.expectedUntil),
      at: toIso(alert.impact.at),
    },
    verdict: alert.verdict && { ...alert.verdict, at: toIso(alert.verdict.at) },
  }
}
