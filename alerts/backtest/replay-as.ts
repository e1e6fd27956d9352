import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import { alertId } from '../alert/alert.ts'
import { selectSubjects } from '../detection/select-subjects.ts'
import { departmentsOf, titleOf } from '../explain/title.ts'
import { baseBucketMs, isCut, subjectKey, withoutCut, type Subject } from '../series/subject.ts'
import { evaluationTimes, hasDaysOnly } from './evaluation-times.ts'
import type { OtherRule } from './other-rules.ts'
import type { Period } from './period.ts'
import type { Replay, ReplayAlert, ReplayChange, Rule } from './replay.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

export interface ReplayAsDeps {
  taxonomy: Taxonomy
  period: Period
  from: number
  to: number
}

/**
 * The same subjects and counts as in `replay`, with another product's rule in place of our detector and gates. Theirs: when a subject
 * fires. Ours, so that only the rule differs: our minimum of mentions, and that the most specific topic alerts instead of its parents,
 * departments and cuts. An alert lasts as long as the product stays silent after it. No drivers: these rules name none, except the cut.
 */
export function replayAs({ taxonomy, period, from, to }: ReplayAsDeps, other: OtherRule, rule: Rule): Replay {
  const unit = hasDaysOnly(period) ? 'day' : 'hour'
  const unitMs = unit === 'day' ? dayMs : hourMs
  const fires = openFiring(period, { other, unit, unitMs, least: rule.gates.mentions })
  const open = new Map<string, { subject: Subject; until: number }>()
  const changes: ReplayChange[] = []
  let evaluations = 0
  for (const now of evaluationTimes(period, { from, to })) {
    evaluations++
    for (const [key, { until }] of open) if (until <= now) open.delete(key)
    const firing = fires(now).toSorted((a, b) => b.now - a.now)
    const subjects = firing.map(({ subject }) => subject)
    const covering = [...open.values()].map(({ subject }) => subject)
    for (const subject of selectSubjects(taxonomy, subjects, covering)) {
      const count = firing.find((each) => each.subject === subject)!
      changes.push(opened(taxonomy, count, { at: now, unitMs, apartMs: other.apartMs }))
      open.set(subjectKey(withoutCut(subject)), { subject, until: now + other.apartMs })
    }
  }
  const alerts = changes.map(({ alert }) => alert)
  return { rule, as: other.sentence, from, to, evaluations, alerts, changes, candidates: [] }
}

interface Firing {
  subject: Subject
  now: number
  expected: number
}

/** Returns the subjects that fire at a time. Call with increasing times. */
function openFiring(
  { series, learntFrom }: Period,
  { other, unit, unitMs, least }: { other: OtherRule; unit: 'hour' | 'day'; unitMs: number; least: number },
): (now: number) => Firing[] {
  const places = series.map(() => ({ first: 0, end: 0 }))
  return (now) =>
    series.flatMap(({ subject, at, mentions }, i) => {
      const place = places[i]!
      const before = place.end
      while (place.end < at.length && at[place.end]! <= now) place.end++
      // Without a new mention the count of the last unit cannot rise.
      if (place.end === before) return []
      const end = Math.floor(now / baseBucketMs) * baseBucketMs + baseBucketMs
      const known = Math.min(other.reads, Math.floor((end - learntFrom) / unitMs) - 1)
      while (at[place.first]! < end - (other.reads + 1) * unitMs) place.first++
      const units = Array.from({ length: known + 1 }, () => 0)
      for (let j = place.first; j < place.end; j++) {
        const ago = Math.floor((end - 1 - at[j]!) / unitMs)
        if (ago < units.length) units[ago]! += mentions[j]!
      }
      const [latest = 0, ...past] = units
      if (latest < least || !other.fires(latest, past, unit)) return []
      return [{ subject, now: latest, expected: past.reduce((sum, n) => sum + n, 0) / Math.max(1, past.length) }]
    })
}

function opened(
  taxonomy: Taxonomy,
  { subject, now, expected }: Firing,
  { at, unitMs, apartMs }: { at: number; unitMs: number; apartMs: number },
): ReplayChange {
  const { dimension, value } = subject
  const alert: ReplayAlert = {
    id: alertId(subject, Math.floor(at / baseBucketMs) * baseBucketMs),
    kind: isCut(subject) ? 'shift' : 'spike',
    title: titleOf(taxonomy, subject, { drivers: [] }),
    topic: subject.kind === 'topic' ? subject.id : '',
    cut: isCut(subject) ? { dimension, value } : null,
    also: [],
    departments: departmentsOf(taxonomy, subject, { departments: new Map(), mentions: 0 }),
    severity: 'medium',
    drivers: [],
    onsetAt: at,
    openedAt: at,
    resolvedAt: at + apartMs,
    observed: now,
    bucketMs: unitMs,
    facts: { subject, finding: { observed: now, expected } },
  }
  return { alertId: alert.id, change: 'opened', at, alert }
}
