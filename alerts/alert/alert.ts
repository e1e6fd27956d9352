import { createHash } from 'node:crypto'
import { Type, type Static } from 'typebox'
import type { Topic } from '../../infra/log/event-log.ts'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import { Driver, DriverTable } from './driver.ts'
import { Tested } from '../detector/p-value.ts'
import { OwnAccount } from './own-account.ts'
import { Impact, PlannerCard } from './planner-card.ts'
import { subjectKey, type Subject } from '../series/subject.ts'

export const kinds = ['spike', 'shift', 'drop'] as const
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

/** A person's judgement of an alert; the detector's answer is a finding. */
export const verdicts = ['useful', 'noise', 'expected', 'duplicate'] as const

export const Verdict = Type.Object({
  verdict: Type.Enum([...verdicts]),
  reason: Type.String(),
  /** With the verdict `duplicate`: the alert that it repeats, where it was given. */
  duplicateOf: Type.Optional(Type.String()),
  by: Type.String(),
  at: Type.Integer(),
})

/** A snooze that ends when the excess is `percent` above `excess`, its value at the time of the snooze. */
const SnoozedWorse = Type.Object({ percent: Type.Number(), excess: Type.Number() })

/** In a honeycomb: the person who claimed the alert, and until when (epoch ms) nobody else may change it. */
const Claim = Type.Object({ by: Type.String(), until: Type.Integer() })

/** How many escalation steps were taken, when the last one was, and whom it notified (people and receivers by name). */
const Escalation = Type.Object({ step: Type.Integer(), at: Type.Integer(), to: Type.Array(Type.String()) })

/** A resolved alert like this one; `score` 0 … 1. */
export const Similar = Type.Object({
  alertId: Type.String(),
  title: Type.String(),
  openedAt: Type.Integer(),
  resolvedAt: Type.Integer(),
  owner: nullable(Type.String()),
  verdict: Type.Union([Type.Enum([...verdicts]), Type.Null()]),
  score: Type.Number(),
})
export type Similar = Static<typeof Similar>

/** An issue that customers report. Times in epoch ms; `observed`, `expected` and the range are those of a window of `bucketMs`. */
export const Alert = Type.Object({
  id: Type.String(),
  /** `shift`: only a cut is above the expected range, as one product or negative mentions. */
  kind: Type.Enum([...kinds]),
  title: Type.String(),
  status: Type.Enum([...statuses]),
  severity: Type.Enum([...severities]),
  /** The first one acts, the others are notified. */
  departments: Type.Array(Type.String()),
  /** '' when the alert is about a department as a whole. */
  topic: Type.String(),
  cut: Type.Union([Type.Object({ dimension: Type.String(), value: Type.String() }), Type.Null()]),
  /** Other topics that spike with mostly the same mentions. */
  also: Type.Array(Type.String()),
  onsetAt: Type.Integer(),
  detectedAt: Type.Integer(),
  openedAt: Type.Integer(),
  updatedAt: Type.Integer(),
  resolvedAt: nullable(Type.Integer()),
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
  /** The business unit (brand, region) that it is about; '' = none, or several. */
  unit: Type.String(),
  snoozedUntil: nullable(Type.Integer()),
  snoozedWorse: Type.Union([SnoozedWorse, Type.Null()]),
  claim: Type.Union([Claim, Type.Null()]),
  escalation: Type.Union([Escalation, Type.Null()]),
  /** The planning data that it is about; null where its mentions name nothing in it. */
  card: Type.Union([PlannerCard, Type.Null()]),
  impact: Type.Union([Impact, Type.Null()]),
  ownAccounts: Type.Array(OwnAccount),
  /** The last one. */
  verdict: Type.Union([Verdict, Type.Null()]),
  changeNumber: Type.Integer(),
  /** For the lifecycle and `replay` only: never on the wire. */
  facts: Type.Object({
    subject: Type.Object({
      kind: Type.Enum(['all', 'topic', 'department']),
      id: Type.String(),
      dimension: Type.String(),
      value: Type.String(),
    }),
    revision: Type.Integer(),
    /** Excess (observed − expected) at the last notification that stated it. */
    notifiedExcess: Type.Number(),
    /** The largest of these. */
    peakExcess: Type.Number(),
    calmSince: nullable(Type.Integer()),
    /** Since when it waits for somebody to take it: opened, reopened, handed over or released. */
    waitingSince: Type.Integer(),
    explainedObserved: Type.Integer(),
    explainedAt: Type.Integer(),
    /** The counts from which the drivers were chosen; null where an older version chose them. */
    driverTable: Type.Union([DriverTable, Type.Null()]),
    /** The finding that opened it, with the inputs of its test: `replay` computes it again. */
    finding: Type.Object({
      detector: Type.String(),
      /** In the most significant window. */
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

/** The fields of an alert that nobody has touched, with nothing known of the company. */
export const untouched = {
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
] as const
export type ChangeName = (typeof changes)[number]

/** One named change of an alert, identified by (alert id, change number): a repeat after a crash is recognised. */
export const AlertChange = Type.Object({
  alertId: Type.String(),
  changeNumber: Type.Integer(),
  change: Type.Enum([...changes]),
  at: Type.Integer(),
  /** `groundswell`, or the id of the person. */
  by: Type.String(),
  reason: Type.String(),
  commandId: Type.String(),
  alert: Alert,
})
export type AlertChange = Static<typeof AlertChange>

/** Topic `alerts`: every change, for notifications. One partition, so one process sends them. */
export const alertsTopic: Topic<AlertChange> = {
  name: 'alerts',
  // An alert that an older version published is accepted too: `toChange` completes it.
  schema: Type.Object({ ...AlertChange.properties, alert: Type.Pick(Alert, ['departments']) }),
  key: (change) => change.alertId,
  partitions: 1,
}

/** The id of the alert of a subject that opens in a bucket: the same however often the spike is found. */
export function alertId(subject: Subject, bucketAt: number): string {
  return createHash('sha256')
    .update(`${subjectKey(subject)}\u0001${bucketAt}`)
    .digest('hex')
    .slice(0, 16)
}

/** How far the observed count is from the expected one, in the alert's own direction. */
export const excessOf = (kind: Alert['kind'], observed: number, expected: number): number =>
  kind === 'drop' ? expected - observed : observed - expected
