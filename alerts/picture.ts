import type { Taxonomy } from '../enrich/taxonomy.ts'
import type { Alert, Driver } from './alert.ts'
import { severityOf, titleOf } from './describe.ts'
import { driversOf, evidenceOf, voicesIn, type Hearing } from './explain.ts'
import type { Counted } from './load-counts.ts'
import type { Seen } from './look.ts'
import { onsetOf } from './onset.ts'
import { baseBucketMs } from './series.ts'

const dayMs = 24 * 3_600_000
/** Drivers and quotes are made anew when so many times as many mentions have come, and every quarter of an hour. */
const explainAgainAt = 1.25
const explainAgainMs = 15 * 60_000

export function figuresIn({ finding, figures }: Seen) {
  const { observedInWindow, expectedInWindow, lowerOfWindow, upperOfWindow } = figures
  return {
    observed: observedInWindow,
    expected: rounded(expectedInWindow),
    lower: rounded(lowerOfWindow),
    upper: rounded(upperOfWindow),
    bucketMs: finding.windowMs,
    p: finding.p,
  }
}

/** Voices are heard a moment after the counts: never more of them than mentions counted. */
export function voicesOf({ voices, finding }: Seen) {
  const most = finding.observedInWindow
  return { authors: Math.min(most, voices.authors), texts: Math.min(most, voices.texts), mentions: most }
}

/** `lastDay` are the subject's counts of the day before. */
export function onsetAtOf({ finding, at, from }: Seen, lastDay: readonly Counted[]): number {
  const to = Math.floor(at / baseBucketMs) * baseBucketMs
  const usual = (finding.expectedInWindow / finding.windowMs) * baseBucketMs
  const ratio = finding.observedInWindow / Math.max(0.5, finding.expectedInWindow)
  return Math.min(
    from + finding.windowMs,
    onsetOf(lastDay, { from: to - dayMs, to, bucketMs: baseBucketMs, usual, ratio }),
  )
}

/** Title, severity, drivers and quotes as of `now`, where there is more to go by than last time. */
export async function explained(hearing: Hearing, taxonomy: Taxonomy, alert: Alert, now: number): Promise<Alert> {
  const { store } = hearing
  const { subject } = alert.facts
  const usualPerMs = alert.expected / alert.bucketMs
  const from = Math.min(alert.onsetAt, now - baseBucketMs)
  const { explainedObserved, explainedAt } = alert.facts
  if (alert.observed < explainedObserved * explainAgainAt && now - explainedAt < explainAgainMs) return alert
  const { drivers, mentions } = await driversOf(store, subject, {
    onset: from,
    to: now,
    expected: usualPerMs * (now - from),
  })
  const voices = await voicesIn(hearing, subject, { from: now - alert.bucketMs, to: now, known: [] })
  const evidence = await evidenceOf(store, subject, { from, to: now, driver: drivers[0] })
  return {
    ...alert,
    title: titleOf(taxonomy, subject, drivers),
    severity: severityOf(taxonomy, subject, alert),
    drivers:
      subject.dimension === ''
        ? drivers
        : withCut(drivers, cutAsDriver(alert, { now: mentions, usual: usualPerMs * (now - from) })),
    evidence,
    mentions,
    authors: Math.min(alert.observed, voices.authors),
    texts: Math.min(alert.observed, voices.texts),
    facts: {
      ...alert.facts,
      explainedObserved: alert.observed,
      explainedAt: now,
    },
  }
}

/** What nearly all of a cut's excess shares, and shares more than usual, says more than the cut itself. */
const sharedByAll = 0.9
const withCut = (drivers: readonly Driver[], cut: Driver): Driver[] => [
  ...drivers.filter(({ share }) => share >= sharedByAll),
  cut,
  ...drivers.filter(({ share }) => share < sharedByAll),
]

/** Where only a cut spikes, the cut is what the whole excess has in common. */
function cutAsDriver({ cut }: Alert, { now, usual }: { now: number; usual: number }): Driver {
  return { ...cut!, share: 1, lift: rounded(now / Math.max(0.5, usual)), now, usual: rounded(usual) }
}

export function differs(a: Alert, b: Alert): boolean {
  return (
    a.observed !== b.observed ||
    a.drivers !== b.drivers ||
    a.facts.calmSince !== b.facts.calmSince ||
    Math.abs(a.expected - b.expected) > 0.05
  )
}

const rounded = (x: number) => Math.round(x * 100) / 100
