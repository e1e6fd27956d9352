import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { Alert } from '../alert/alert.ts'
import { pastAlerts } from '../alert/alert-table.ts'
import { distinctCounts, type DistinctCounts, type MentionScope } from '../series/distinct-counts.ts'
import { baseBucketMs, isTerm, type Subject } from '../series/subject.ts'
import { chooseDrivers } from './choose-drivers.ts'
import { withCut } from './cut-driver.ts'
import { countDrivers, uncoveredIn } from './driver-counts.ts'
import { evidenceOf } from './evidence-query.ts'
import { mostPast, mostSimilarAlerts } from './similar.ts'
import { titleOf } from './title.ts'

/** An alert is explained again when its count has grown by this factor, or after this time. */
const explainAgainAt = 1.25
const explainAgainMs = 15 * 60_000

/** Whether enough has changed since the last explanation. Pure. */
export function needsExplanation({ observed, facts: { explainedObserved, explainedAt } }: Alert, now: number): boolean {
  return observed >= explainedObserved * explainAgainAt || now - explainedAt >= explainAgainMs
}

/** Updates title, drivers, quotes, distinct counts and similar alerts as of `now` (epoch ms). Reads mentions and past alerts. */
export async function explain(scope: MentionScope, taxonomy: Taxonomy, alert: Alert, now: number): Promise<Alert> {
  const { store } = scope
  const { subject } = alert.facts
  const expectedPerMs = alert.expected / alert.bucketMs
  const from = Math.min(alert.onsetAt, now - baseBucketMs)
  const counts = await countDrivers(store, subject, { onset: from, to: now, expected: expectedPerMs * (now - from) })
  const { drivers: chosen, table } = chooseDrivers(counts.candidates, uncoveredIn(counts))
  const drivers = withCut(chosen, alert.cut, table)
  const distinct = await distinctCounts(scope, subject, { from: now - alert.bucketMs, to: now, known: [] })
  const explained = {
    ...alert,
    title: titleOf(taxonomy, subject, { drivers, topic: mainTopicOf(subject, distinct) }),
    drivers,
    evidence: await evidenceOf(store, subject, { from, to: now, driver: drivers[0] }),
    mentions: counts.mentions,
    authors: Math.min(alert.observed, distinct.authors),
    texts: Math.min(alert.observed, distinct.texts),
    facts: { ...alert.facts, explainedObserved: alert.observed, explainedAt: now, driverTable: table },
  }
  return { ...explained, similar: mostSimilarAlerts(explained, await pastAlerts(store, explained, mostPast)) }
}

/** Share of its most frequent topic from which on it stands for the mentions of a department, and for those of a term. */
const mainShare = { department: 0.25, term: 0.5 }

const mainTopicOf = (subject: Subject, { largestTopic: { id, share } }: DistinctCounts): string =>
  share >= mainShare[isTerm(subject) ? 'term' : 'department'] ? id : ''
