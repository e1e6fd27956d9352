import { createHash } from 'node:crypto'
import { topicOfHazard } from '../../enrich/analysis/topic-of-hazard.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import { initialFields, type Alert } from '../alert/alert.ts'
import { hazardTitle } from '../alert/hazard.ts'
import type { Subject } from '../series/subject.ts'
import { detectorVersion } from '../detector/state.ts'
import type { HazardReport } from './report.ts'

const mostQuotes = 5
/** More would make a row of `alerts` large; the oldest and the newest tell repeats. */
const mostReports = 200

/** The taxonomy's topic of a hazard; undefined where it has none, or one that does not alert. */
const topicOf = ({ topics }: Taxonomy, { hazard }: HazardReport) =>
  topics.find(({ id }) => id === topicOfHazard[hazard])

/** Whether people have decided that the topic of the hazard alerts nobody. */
export const isSilent = (taxonomy: Taxonomy, report: HazardReport): boolean =>
  topicOf(taxonomy, report)?.alerts === false

/** The owners of the topic; without such a topic, the departments of the mention, or the first of the taxonomy. Never empty. */
export function ownersOf(taxonomy: Taxonomy, report: HazardReport): string[] {
  const owners = topicOf(taxonomy, report)?.owners ?? report.departments
  return owners.length > 0 ? [...owners] : [taxonomy.departments[0]!.id]
}

/** Deterministic: after a crash the same mention opens the same alert. */
const idOf = ({ hazard, product, quote }: HazardReport): string =>
  createHash('sha256')
    .update(`hazard\u0001${hazard}\u0001${product}\u0001${quote.mentionId}`)
    .digest('hex')
    .slice(0, 16)

const keptReport = ({ author, product, quote }: HazardReport) => ({
  mentionId: quote.mentionId,
  author,
  product,
  at: quote.createdAt,
})

/** An alert that one report opens at `now` (epoch ms). It has no expected range: `observed` counts reports. Pure. */
export function newHazardAlert(taxonomy: Taxonomy, report: HazardReport, now: number): Alert {
  const { hazard, product, quote } = report
  const topic = topicOf(taxonomy, report)?.id ?? ''
  const departments = ownersOf(taxonomy, report)
  const cut = product === '' ? null : { dimension: 'product', value: product }
  const whole: Pick<Subject, 'kind' | 'id'> =
    topic === '' ? { kind: 'department', id: departments[0]! } : { kind: 'topic', id: topic }
  return {
    id: idOf(report),
    kind: 'hazard',
    title: hazardTitle(hazard, product),
    status: 'open',
    severity: 'critical',
    departments,
    topic,
    cut,
    also: [],
    onsetAt: Math.min(quote.createdAt, now),
    detectedAt: now,
    openedAt: now,
    updatedAt: now,
    resolvedAt: null,
    snoozedUntil: null,
    ...initialFields,
    hazard: { kind: hazard, others: 0 },
    ...noRange,
    ...countsOf(1, 1),
    drivers: [],
    evidence: [quote],
    similar: [],
    owner: null,
    verdict: null,
    changeNumber: 0,
    facts: {
      subject: { ...whole, dimension: cut?.dimension ?? '', value: product },
      joined: [],
      reports: [keptReport(report)],
      revision: 0,
      notifiedExcess: 0,
      peakExcess: 0,
      calmSince: null,
      waitingSince: now,
      severityLowerSince: null,
      explainedObserved: 0,
      explainedAt: 0,
      driverTable: null,
      finding: {
        detector: detectorVersion,
        observed: 1,
        expected: 0,
        tested: { windows: [], full: 0, pooled: false },
        authors: 1,
        texts: 1,
        threshold: 0,
        p: 0,
      },
    },
  }
}

const noRange = { expected: 0, lower: 0, upper: 0, bucketMs: 0, p: 0 }
const countsOf = (observed: number, authors: number) => ({ observed, authors, texts: observed, mentions: observed })

/** The same alert with one more report. `isRepeat`: by an author whom it has already, so it counts no more. Pure. */
export function withReport(alert: Alert, report: HazardReport, { isRepeat }: { isRepeat: boolean }): Alert {
  const { reports } = alert.facts
  const kept = [...reports.slice(0, mostReports / 2), ...reports.slice(mostReports / 2).slice(1 - mostReports / 2)]
  const facts = { ...alert.facts, reports: [...kept, keptReport(report)] }
  if (isRepeat) return { ...alert, facts }
  // A spike counts by itself, and its explanation chooses its quotes.
  if (alert.kind !== 'hazard') return { ...alert, facts, evidence: withQuote(alert, report) }
  const isOther = !isOfHazard(alert, report)
  return {
    ...alert,
    ...countsOf(alert.observed + 1, alert.authors + 1),
    hazard: alert.hazard && { ...alert.hazard, others: alert.hazard.others + (isOther ? 1 : 0) },
    evidence: withQuote(alert, report),
    facts,
  }
}

/** The first quote stays; the others are the newest. */
const withQuote = ({ evidence: [first, ...others] }: Alert, { quote }: HazardReport) =>
  first ? [first, quote, ...others].slice(0, mostQuotes) : [quote]

/** Whether the alert is about the report's hazard and product. */
export const isOfHazard = ({ hazard, cut, kind, facts }: Alert, report: HazardReport): boolean =>
  hazard?.kind === report.hazard &&
  (kind === 'hazard' ? (cut?.value ?? '') : (facts.reports[0]?.product ?? '')) === report.product

/** When the last report of the alert was written, epoch ms. */
export const lastReportAt = ({ facts: { reports } }: Alert): number => Math.max(0, ...reports.map(({ at }) => at))
