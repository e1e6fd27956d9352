import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { Alert } from '../alert/alert.ts'
import { pastAlerts } from '../alert/alert-table.ts'
import { distinctCounts, type DistinctCounts, type MentionScope } from '../series/distinct-counts.ts'
import { countMentions } from '../series/mention-count.ts'
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
  const from = onsetBefore(alert, now)
  const counts = await countDrivers(store, subject, { onset: from, to: now, expected: expectedPerMs * (now - from) })
  const { drivers: chosen, table } = chooseDrivers(counts.candidates, uncoveredIn(counts))
  const drivers = withCut(chosen, alert.cut, table)
  const distinct = await distinctInWindow(scope, alert, now)
  const explained = {
    ...alert,
    title: titleOf(taxonomy, subject, { drivers, topic: mainTopicOf(subject, distinct) }),
    drivers,
    evidence: await evidenceOf(store, subject, { from, to: now, driver: drivers[0] }),
    mentions: counts.mentions,
    ...cappedBy(alert, distinct),
    facts: { ...alert.facts, explainedObserved: alert.observed, explainedAt: now, driverTable: table },
  }
  return { ...explained, similar: mostSimilarAlerts(explained, await pastAlerts(store, explained, mostPast)) }
}

/** Counts mentions since the onset, and authors and texts in the window, as of `now` (epoch ms): all figures of an alert are of one time. */
export async function recounted(scope: MentionScope, alert: Alert, now: number): Promise<Alert> {
  if (alert.kind === 'hazard' || alert.kind === 'drop') return alert
  const distinct = await distinctInWindow(scope, alert, now)
  const mentions = await countMentions(scope.store, alert.facts.subject, { from: onsetBefore(alert, now), to: now })
  return { ...alert, mentions, ...cappedBy(alert, distinct) }
}

/** An onset in the newest bucket counts that whole bucket. */
const onsetBefore = ({ onsetAt }: Alert, now: number) => Math.min(onsetAt, now - baseBucketMs)

const distinctInWindow = (scope: MentionScope, { facts, bucketMs }: Alert, now: number): Promise<DistinctCounts> =>
  distinctCounts(scope, facts.subject, { from: now - bucketMs, to: now, known: [] })

/** They are read slightly later than the mentions of the window. */
const cappedBy = ({ observed }: Alert, { authors, texts }: DistinctCounts) => ({
  authors: Math.min(observed, authors),
  texts: Math.min(observed, texts),
})

/** Share of its most frequent topic from which on it stands for the mentions of a department, and for those of a term. */
const mainShare = { department: 0.25, term: 0.5 }

const mainTopicOf = (subject: Subject, { largestTopic: { id, share } }: DistinctCounts): string =>
  share >= mainShare[isTerm(subject) ? 'term' : 'department'] ? id : ''
