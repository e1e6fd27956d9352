import { createHash } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import type { Topic } from '../../infra/log/event-log.ts'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import { Driver, DriverTable } from './driver.ts'
import { AlertHazard, KeptReport } from './hazard.ts'
import { Tested } from '../detector/p-value.ts'
import { MergedAlert } from './merged-alert.ts'
import { Novelty } from './novelty.ts'
import { OwnAccount } from './own-account.ts'
import { Impact, PlannerCard } from './planner-card.ts'
import { subjectKey, type Subject } from '../series/subject.ts'

export const kinds = ['spike', 'shift', 'drop', 'hazard'] as const
export const statuses = ['open', 'acknowledged', 'snoozed', 'resolved'] as const

export const Evidence = Type.Object({
  mentionId: Type.String(),
  text: Type.String(),
  author: Type.String(),
  source: Type.String(),
  sentiment: Type.String(),
  url: Type.String(),
  createdAt: Type.Integer(),
})
export type Evidence = Static<typeof Evidence>

const nullable = <T extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>>(type: T) =>
  Type.Union([type, Type.Null()])

/** A person's rating of an alert. (The detector's result is called a finding.) */
export const verdicts = ['useful', 'noise', 'expected', 'duplicate'] as const

export const Verdict = Type.Object({
  verdict: Type.Enum([...verdicts], doc('The rating')),
  reason: Type.String(doc('The note with it; empty: none', 'Nordfracht confirmed the outage')),
  duplicateOf: Type.Optional(
    Type.String(doc('With the rating duplicate: id of the original alert, if given', '8c2f6a1d9e3b')),
  ),
  by: Type.String(doc('Who rated it, by id', 'petra')),
  at: Type.Integer(),
})

/** A snooze that ends when the excess is `percent` above `excess`, its value at the time of the snooze. */
const SnoozedWorse = Type.Object({ percent: Type.Number(), excess: Type.Number() })

/** In a honeycomb organisation: the person who claimed the alert, and until when (epoch ms) only that person may handle it. */
const Claim = Type.Object({ by: Type.String(), until: Type.Integer() })

/** Number of escalation steps so far; time (epoch ms) and recipients (people and receivers by name) of the last one. */
const Escalation = Type.Object({ step: Type.Integer(), at: Type.Integer(), to: Type.Array(Type.String()) })

/** A resolved alert like this one; `score` 0 … 1. */
export const Similar = Type.Object({
  alertId: Type.String(doc('Id of the alert', '51d0c7e29a4f')),
  title: Type.String(doc('Its title', 'Parcel late · Nordfracht')),
  openedAt: Type.Integer(),
  resolvedAt: Type.Integer(),
  owner: { ...nullable(Type.String()), ...doc('Who owned it, by id; null: nobody', 'mara') },
  verdict: Type.Union([Type.Enum([...verdicts]), Type.Null()], doc('Its last rating; null: none')),
  score: Type.Number(doc('How similar it is, 0–1', 0.83)),
})
export type Similar = Static<typeof Similar>

/**
 * An issue that customers report. Times in epoch ms; `observed`, `expected` and the range are those of a window of `bucketMs`. A hazard
 * alert counts reports since the first one and has no range: `expected`, `lower`, `upper`, `bucketMs` and `p` are 0.
 */
export const Alert = Type.Object({
  id: Type.String(),
  /** `shift`: only a cut (one product, negative mentions …) is above the expected range. `hazard`: single reports of harm. */
  kind: Type.Enum([...kinds]),
  title: Type.String(),
  status: Type.Enum([...statuses]),
  severity: Type.Enum([...severities]),
  /** The first one owns the alert, the others watch. */
  departments: Type.Array(Type.String()),
  /** '' if the alert is about a whole department. */
  topic: Type.String(),
  cut: Type.Union([Type.Object({ dimension: Type.String(), value: Type.String() }), Type.Null()]),
  /** Also of a spike that a hazard alert has become; otherwise null. */
  hazard: Type.Union([AlertHazard, Type.Null()]),
  /** Other topics that spike with mostly the same mentions, and the topics of `merged`. */
  also: Type.Array(Type.String()),
  /** Alerts that people merged into this one. While it is active, spikes of their subjects join it. */
  merged: Type.Array(MergedAlert),
  /** The alert that this one was merged into, which is resolved by that; null if it was not merged. */
  mergedInto: nullable(Type.String()),
  /** Topics that people split from this alert; they never join it by themselves. */
  splitTopics: Type.Array(Type.String()),
  onsetAt: Type.Integer(),
  detectedAt: Type.Integer(),
  openedAt: Type.Integer(),
  updatedAt: Type.Integer(),
  resolvedAt: nullable(Type.Integer()),
  /** When it last reopened after it was resolved. */
  reopenedAt: nullable(Type.Integer()),
  /** Whether the issue is new, known, returned, or follows a release; null if an older version stored the alert. */
  novelty: Type.Union([Novelty, Type.Null()]),
  observed: Type.Integer(),
  expected: Type.Number(),
  lower: Type.Number(),
  upper: Type.Number(),
  bucketMs: Type.Integer(),
  p: Type.Number(),
  /** Distinct authors and texts in the window, which the gates count. */
  authors: Type.Integer(),
  texts: Type.Integer(),
  /** Mentions since the onset. */
  mentions: Type.Integer(),
  drivers: Type.Array(Driver),
  evidence: Type.Array(Evidence),
  similar: Type.Array(Similar),
  owner: nullable(Type.String()),
  /** The business unit (brand, region) of the affected customers; '' = none or several. */
  unit: Type.String(),
  snoozedUntil: nullable(Type.Integer()),
  snoozedWorse: Type.Union([SnoozedWorse, Type.Null()]),
  claim: Type.Union([Claim, Type.Null()]),
  escalation: Type.Union([Escalation, Type.Null()]),
  /** Affected planning data; null if the mentions name none. */
  card: Type.Union([PlannerCard, Type.Null()]),
  impact: Type.Union([Impact, Type.Null()]),
  ownAccounts: Type.Array(OwnAccount),
  /** The latest one. */
  verdict: Type.Union([Verdict, Type.Null()]),
  changeNumber: Type.Integer(),
  /** For the lifecycle and `replay` only; not part of the public API. */
  facts: Type.Object({
    subject: Type.Object({
      kind: Type.Enum(['all', 'topic', 'department']),
      id: Type.String(),
      dimension: Type.String(),
      value: Type.String(),
    }),
    /** Other subjects (`subjectKey`) that spike in the same event, see `sameEvent`. */
    joined: Type.Array(Type.String()),
    /** Reports of hazards that opened or joined it. */
    reports: Type.Array(KeptReport),
    revision: Type.Integer(),
    /** Excess (observed − expected) at the last notification that stated it. */
    notifiedExcess: Type.Number(),
    /** The largest `notifiedExcess` since the alert (re)opened. */
    peakExcess: Type.Number(),
    calmSince: nullable(Type.Integer()),
    /** When it last began to wait for an owner (opened, reopened, handed over or released), epoch ms. */
    waitingSince: Type.Integer(),
    /** Since when its figures call for a lower severity, epoch ms; null if they do not. */
    severityLowerSince: nullable(Type.Integer()),
    explainedObserved: Type.Integer(),
    explainedAt: Type.Integer(),
    /** The counts from which the drivers were chosen; null where an older version chose them. */
    driverTable: Type.Union([DriverTable, Type.Null()]),
    /** The finding that opened the alert, with the inputs of its test, from which `replay` recomputes it. */
    finding: Type.Object({
      detector: Type.String(),
      /** Observed and expected count in the most significant window. */
      observed: Type.Number(),
      expected: Type.Number(),
      tested: Tested,
      authors: Type.Integer(),
      texts: Type.Integer(),
      threshold: Type.Number(),
      p: Type.Number(),
    }),
  }),
})
export type Alert = Static<typeof Alert>

/** Initial values of the fields that people and the company context set. */
export const initialFields = {
  hazard: null,
  merged: [],
  mergedInto: null,
  splitTopics: [],
  reopenedAt: null,
  novelty: null,
  unit: '',
  snoozedWorse: null,
  claim: null,
  escalation: null,
  card: null,
  impact: null,
  ownAccounts: [],
} satisfies Partial<Alert>

export const changes = [
  'opened',
  'worsened',
  'eased',
  'raised',
  'lowered',
  'resolved',
  'reopened',
  'acknowledged',
  'assigned',
  'snoozed',
  'handedOver',
  'commented',
  'claimed',
  'released',
  'escalated',
  'assessed',
  'judged',
  'joined',
  'split',
] as const
export type ChangeName = (typeof changes)[number]

/** What else a merge or split is about: another alert by id and title, or (id null) a topic by its id as `name`. */
export const Related = Type.Object({
  alertId: { ...nullable(Type.String()), ...doc('Id of the other alert; null: it is a topic', '8c2f6a1d9e3b') },
  name: Type.String(doc('Title of the alert, or id of the topic', 'Parcel late · Nordfracht')),
})
export type Related = Static<typeof Related>

/** One change of an alert, identified by (alert id, change number), so consumers can ignore a repeat after a crash. */
export const AlertChange = Type.Object({
  alertId: Type.String(),
  changeNumber: Type.Integer(),
  change: Type.Enum([...changes]),
  at: Type.Integer(),
  /** `groundswell`, or the id of the person. */
  by: Type.String(),
  reason: Type.String(),
  commandId: Type.String(),
  related: Type.Optional(Related),
  alert: Alert,
})
export type AlertChange = Static<typeof AlertChange>

/** Topic `alerts`: every change, for notifications. One partition, so one process sends them. */
export const alertsTopic: Topic<AlertChange> = {
  name: 'alerts',
  // Accepts alerts of older versions; `toChange` adds the missing fields.
  schema: Type.Object({ ...AlertChange.properties, alert: Type.Pick(Alert, ['departments']) }),
  key: (change) => change.alertId,
  partitions: 1,
}

/**
 * The id of an alert on a subject that opens in a bucket (start, epoch ms); deterministic, so finding the same spike again gives the same
 * id.
 */
export function alertId(subject: Subject, bucketAt: number): string {
  return createHash('sha256')
    .update(`${subjectKey(subject)}\u0001${bucketAt}`)
    .digest('hex')
    .slice(0, 16)
}

/** Observed minus expected count; for a drop, expected minus observed. */
export const excessOf = (kind: Alert['kind'], observed: number, expected: number): number =>
  kind === 'drop' ? expected - observed : observed - expected
