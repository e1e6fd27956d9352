import { initialFields, type Alert, type AlertChange } from '../../alerts/alert/alert.ts'
import { lifecycleDefaults } from '../../alerts/alert/lifecycle.ts'
import { hazardDefaults, toHazardPolicy } from '../../alerts/hazards/policy.ts'
import { detectorVersion } from '../../alerts/detector/state.ts'
import type { MentionRow } from '../../enrich/mentions/mention-table.ts'

/** As without a configuration. */
export const hazardPolicy = toHazardPolicy(hazardDefaults, lifecycleDefaults)

/** An open alert whose people were told of an excess of ten. */
export function alertNow(over: Partial<Alert>): Alert {
  const at = over.openedAt ?? Date.UTC(2026, 9, 15, 11)
  return {
    id: 'a1',
    kind: 'spike',
    title: 'Parcel late: Nordfracht',
    status: 'open',
    severity: 'high',
    departments: ['logistics', 'support'],
    topic: 'delivery.late',
    cut: null,
    also: [],
    onsetAt: at,
    detectedAt: at,
    openedAt: at,
    updatedAt: at,
    resolvedAt: null,
    snoozedUntil: null,
    ...initialFields,
    observed: 12,
    expected: 2,
    lower: 0,
    upper: 4,
    bucketMs: 36e5,
    p: 1e-6,
    authors: 11,
    texts: 10,
    mentions: 14,
    drivers: [],
    evidence: [],
    similar: [],
    owner: null,
    verdict: null,
    changeNumber: 1,
    facts: {
      subject: {
        kind: 'topic',
        id: 'delivery.late',
        dimension: '',
        value: '',
      },
      joined: [],
      reports: [],
      revision: 1,
      notifiedExcess: 10,
      peakExcess: 10,
      calmSince: null,
      waitingSince: at,
      severityLowerSince: null,
      explainedObserved: 12,
      explainedAt: at,
      driverTable: null,
      finding: {
        detector: detectorVersion,
        observed: 12,
        expected: 2,
        tested: {
          windows: [
            {
              buckets: 12,
              lengthMs: 3_600_000,
              observed: 12,
              expected: 2,
              variance: 2,
              ranked: 0,
              atLeast: 0,
              extrapolated: 1,
              regular: 0,
            },
          ],
          full: 1,
          pooled: false,
        },
        authors: 11,
        texts: 10,
        threshold: 1e-4,
        p: 1e-6,
      },
    },
    ...over,
  }
}

export function changeNow(over: Partial<AlertChange> = {}): AlertChange {
  const alert = over.alert ?? alertNow({})
  return {
    alertId: alert.id,
    changeNumber: 1,
    change: 'opened',
    at: alert.openedAt,
    by: 'groundswell',
    reason: '',
    commandId: '',
    alert,
    ...over,
  }
}

/** A stored mention with its labels, as the enrichers would have filed it. */
export function mentionRow(over: Partial<MentionRow> & Pick<MentionRow, 'id' | 'createdAt'>): MentionRow {
  return {
    source: 'forum',
    channel: '',
    format: 'post',
    url: '',
    authorKey: over.id,
    authorHandle: 'kim',
    title: '',
    text: `text of ${over.id}`,
    observedAt: over.createdAt,
    timeClamped: false,
    backfill: false,
    inReplyTo: '',
    fields: {},
    language: 'en',
    sentiment: 'negative',
    sentimentScore: -0.5,
    topics: ['delivery.late'],
    topicConfidences: [0.8],
    topicTree: ['delivery.late', 'delivery'],
    topicReasons: ['late'],
    topicSentiments: [''],
    topicSentimentScores: [0],
    topicGuess: 'delivery.late',
    topicGuessConfidence: 0.8,
    departments: ['logistics'],
    departmentConfidences: [0.8],
    departmentsBy: ['topic'],
    departmentGuess: 'logistics',
    departmentGuessConfidence: 0.8,
    intent: 'complaint',
    stage: 'purchase',
    authorRole: 'customer',
    severity: 'low',
    hazards: [],
    entityKinds: [],
    entityValues: [],
    contentHash: over.id,
    duplicateOf: '',
    cluster: '',
    modelVersion: 'test',
    taxonomyVersion: 'test',
    version: over.createdAt,
    ...over,
  }
}
