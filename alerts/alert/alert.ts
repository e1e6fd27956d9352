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
  /** The alert that it repeats, where the verdict is `duplicate` and it was said. */
  duplicateOf: Type.Optional(Type.String()),
  by: Type.String(),
  at: Type.Integer(),
})

/** A snooze that ends once the excess is `percent` above what it was then. */
const SnoozedWorse = Type.Object({ percent: Type.Number(), excess: Type.Number() })

/** In a honeycomb whoever claims an alert holds it until then; nobody else changes it meanwhile. */
const Claim = Type.Object({ by: Type.String(), until: Type.Integer() })

/** How far up it went while nobody took it: so many steps, when the last one was, and whom it called (people and receivers by name). */
const Escalation = Type.Object({ step: Type.Integer(), at: Type.Integer(), to: Type.Array(Type.String()) })

/** An alert that is over and was like this one; 0…1. */
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

/** An ongoing issue. Times in epoch ms; `observed`, `expected` and the band are those of a window of `bucketMs`. */
export const Alert = Type.Object({
  id: Type.String(),
  /** `shift`: only a part of the whole is more than usual, as one product, or what is said of it in anger. */
  kind: Type.Enum([...kinds]),
  title: Type.String(),
  status: Type.Enum([...statuses]),
  severity: Type.Enum([...severities]),
  /** The first acts, the others are told. */
  departments: Type.Array(Type.String()),
  /** '' when the alert is about a department as a whole. */
  topic: Type.String(),
  cut: Type.Union([Type.Object({ dimension: Type.String(), value: Type.String() }), Type.Null()]),
  /** Topics that spike too, mostly with the same mentions. */
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
  /** Distinct people and distinct texts in the window: what the gates count. */
  authors: Type.Integer(),
  texts: Type.Integer(),
  /** Since the onset. */
  mentions: Type.Integer(),
  drivers: Type.Array(Driver),
  evidence: Type.Array(Evidence),
  similar: Type.Array(Similar),
  owner: nullable(Type.String()),
  /** The business unit (brand, region) whose customers it is about; '' = none, or several. */
  unit: Type.String(),
  snoozedUntil: nullable(Type.Integer()),
  snoozedWorse: Type.Union([SnoozedWorse, Type.Null()]),
  claim: Type.Union([Claim, Type.Null()]),
  escalation: Type.Union([Escalation, Type.Null()]),
  /** What a planner needs to know of it; null where nothing in it is in the join table. */
  card: Type.Union([PlannerCard, Type.Null()]),
  impact: Type.Union([Impact, Type.Null()]),
  ownAccounts: Type.Array(OwnAccount),
  /** The last one given. */
  verdict: Type.Union([Verdict, Type.Null()]),
  changeNumber: Type.Integer(),
  /** What the lifecycle and `replay` need and nobody else. */
  facts: Type.Object({
    subject: Type.Object({
      kind: Type.Enum(['all', 'topic', 'department']),
      id: Type.String(),
      dimension: Type.String(),
      value: Type.String(),
    }),
    revision: Type.Integer(),
    /** Excess (observed − expected) when people were last told. */
    notifiedExcess: Type.Number(),
    /** The largest excess that people were ever told of. */
    peakExcess: Type.Number(),
    calmSince: nullable(Type.Integer()),
    /** Since when somebody should take it: opened, reopened or handed over. */
    waitingSince: Type.Integer(),
    explainedObserved: Type.Integer(),
    explainedAt: Type.Integer(),
    /** What the drivers were chosen from; null where an older version chose. */
    driverTable: Type.Union([DriverTable, Type.Null()]),
    /** The finding that opened it, as tested: what `replay` computes again. */
    finding: Type.Object({
      detector: Type.String(),
      /** In the window that said most. */
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

/** What nobody has done with an alert yet, and nothing is known of. */
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

/** One named step in an alert's life. (alert id, change number) is its identity: a repeat after a crash is recognised. */
export const AlertChange = Type.Object({
  alertId: Type.String(),
  changeNumber: Type.Integer(),
  change: Type.Enum([...changes]),
  at: Type.Integer(),
  /** `groundswell`, or the person. */
  by: Type.String(),
  reason: Type.String(),
  commandId: Type.String(),
  alert: Alert,
})
export type AlertChange = Static<typeof AlertChange>

/** Topic `alerts`: every change, for those who tell it. One partition, so one process does the telling. */
export const alertsTopic: Topic<AlertChange> = {
  name: 'alerts',
  // Whatever of the alert an older version published is told still: `parseChange` reads it.
  schema: Type.Object({ ...AlertChange.properties, alert: Type.Pick(Alert, ['departments']) }),
  key: (change) => change.alertId,
  partitions: 1,
}

/** The same subject opening in the same bucket is the same alert, however often it is found. */
export function alertId(subject: Subject, bucketAt: number): string {
  return createHash('sha256')
    .update(`${subjectKey(subject)}\u0001${bucketAt}`)
    .digest('hex')
    .slice(0, 16)
}

/** How far what was observed is from what is usual, in the alert's own direction. */
export const excessOf = (kind: Alert['kind'], observed: number, expected: number): number =>
  kind === 'drop' ? expected - observed : observed - expected
