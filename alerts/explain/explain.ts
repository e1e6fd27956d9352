import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { Alert } from '../alert/alert.ts'
import { pastAlerts } from '../alert/alert-table.ts'
import { usualOf } from '../detector/baseline.ts'
import { severityOf, titleOf } from '../alert/spoken.ts'
import { withCut } from './cut-driver.ts'
import { countDrivers, uncoveredIn } from './driver-counts.ts'
import { chooseDrivers } from './choose-drivers.ts'
import { evidenceOf, voicesIn, type Hearing } from './evidence-query.ts'
import type { Counted } from '../series/count-query.ts'
import type { Seen } from '../detection/observation.ts'
import { onsetOf } from '../detection/onset.ts'
import { baseBucketMs } from '../series/subject.ts'
import { mostAlike } from './similar.ts'

const dayMs = 24 * 3_600_000
/** Drivers and quotes are made anew when so many times as many mentions have come, and every quarter of an hour. */
const explainAgainAt = 1.25
const explainAgainMs = 15 * 60_000
/** Past alerts among which those like an alert are looked for. */
const mostPast = 100

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
export function onsetAtOf({ series, finding, at, from }: Seen, lastDay: readonly Counted[]): number {
  const to = Math.floor(at / baseBucketMs) * baseBucketMs
  const usualAt = (start: number) => usualOf(series.state.baseline, start).mean
  return Math.min(from + finding.windowMs, onsetOf(lastDay, { from: to - dayMs, to, bucketMs: baseBucketMs, usualAt }))
}

/** Title, severity, drivers, quotes and what was like it before, as of `now`, where there is more to go by than last time. */
export async function explained(hearing: Hearing, taxonomy: Taxonomy, alert: Alert, now: number): Promise<Alert> {
  const { store } = hearing
  const { subject } = alert.facts
  const usualPerMs = alert.expected / alert.bucketMs
  const from = Math.min(alert.onsetAt, now - baseBucketMs)
  const { explainedObserved, explainedAt } = alert.facts
  if (alert.observed < explainedObserved * explainAgainAt && now - explainedAt < explainAgainMs) return alert
  const counts = await countDrivers(store, subject, { onset: from, to: now, expected: usualPerMs * (now - from) })
  const { drivers: chosen, table } = chooseDrivers(counts.heard, uncoveredIn(counts))
  const drivers = withCut(chosen, alert.cut, table)
  const voices = await voicesIn(hearing, subject, { from: now - alert.bucketMs, to: now, known: [] })
  const fresh = {
    ...alert,
    title: titleOf(taxonomy, subject, drivers),
    severity: severityOf(taxonomy, subject, alert),
    drivers,
    evidence: await evidenceOf(store, subject, { from, to: now, driver: drivers[0] }),
    mentions: counts.mentions,
    authors: Math.min(alert.observed, voices.authors),
    texts: Math.min(alert.observed, voices.texts),
    facts: { ...alert.facts, explainedObserved: alert.observed, explainedAt: now, driverTable: table },
  }
  return { ...fresh, similar: mostAlike(fresh, await pastAlerts(store, fresh, mostPast)) }
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
