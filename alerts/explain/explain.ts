import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { Alert } from '../alert/alert.ts'
import { pastAlerts } from '../alert/alert-table.ts'
import { withCut } from './cut-driver.ts'
import { countDrivers, uncoveredIn } from './driver-counts.ts'
import { chooseDrivers } from './choose-drivers.ts'
import { evidenceOf } from './evidence-query.ts'
import { baseBucketMs } from '../series/subject.ts'
import { mostAlike } from './similar.ts'
import { distinctCounts, type MentionScope } from '../series/distinct-counts.ts'
import { titleOf } from './title.ts'
import { severityOf } from './severity.ts'

/** Drivers and quotes are made anew when so many times as many mentions have come, and every quarter of an hour. */
const explainAgainAt = 1.25
const explainAgainMs = 15 * 60_000
/** Past alerts among which those like an alert are looked for. */
const mostPast = 100

/** Title, severity, drivers, quotes and what was like it before, as of `now`, where there is more to go by than last time. */
export async function explained(hearing: MentionScope, taxonomy: Taxonomy, alert: Alert, now: number): Promise<Alert> {
  const { store } = hearing
  const { subject } = alert.facts
  const usualPerMs = alert.expected / alert.bucketMs
  const from = Math.min(alert.onsetAt, now - baseBucketMs)
  const { explainedObserved, explainedAt } = alert.facts
  if (alert.observed < explainedObserved * explainAgainAt && now - explainedAt < explainAgainMs) return alert
  const counts = await countDrivers(store, subject, { onset: from, to: now, expected: usualPerMs * (now - from) })
  const { drivers: chosen, table } = chooseDrivers(counts.candidates, uncoveredIn(counts))
  const drivers = withCut(chosen, alert.cut, table)
  const voices = await distinctCounts(hearing, subject, { from: now - alert.bucketMs, to: now, known: [] })
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
