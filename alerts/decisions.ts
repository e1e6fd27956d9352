import type { Taxonomy } from '../enrich/labels/taxonomy.ts'
import { alertId, untouched, type Alert } from './alert/alert.ts'
import { ourselves, type AlertStore } from './alert-store.ts'
import type { Counts } from './detection/counts.ts'
import { detectorVersion } from './detector/state.ts'
import { calmSince, escalation, lapsedClaim, nextChange } from './alert/lifecycle.ts'
import { openEvaluator, type Gates, type EvaluationResult } from './detection/look.ts'
import { hasActiveAlert, type Observation, figuresIn, onsetAtOf, voicesOf } from './detection/observation.ts'
import { differs, explained } from './explain/explain.ts'
import type { UpliftOf } from './detection/planned-events.ts'
import { baseBucketMs, isCut } from './series/subject.ts'
import { emptyCompany, stepsFor, withCompany, type CompanyContext } from './company.ts'
import type { MentionScope } from './series/distinct-counts.ts'
import { departmentsOf, dropTitleOf } from './explain/title.ts'

export interface Deciding {
  counts: Counts
  book: AlertStore
  hearing: MentionScope
  taxonomy: Taxonomy
  gates: Gates
  /** False alarms a department accepts in a week. */
  budgetPerWeek: number
  upliftOf: UpliftOf
  company?: CompanyContext
}

/** Look, gates, choice, explanation, lifecycle: the same for live looks and for a replay, which differ in counts and book. */
export function openDecisions({
  counts,
  book,
  hearing,
  taxonomy,
  gates,
  budgetPerWeek,
  upliftOf,
  ...others
}: Deciding) {
  const company = others.company ?? emptyCompany(taxonomy)
  const lookAt = openEvaluator({ counts, hearing, taxonomy, gates, budgetPerWeek, upliftOf })

  /** Explained where there is more to go by, and with what the company knows of it. */
  const pictured = async (alert: Alert, now: number): Promise<Alert> =>
    withCompany(company, await explained(hearing, taxonomy, alert, now), { store: hearing.store, now })

  const open = async (seen: Observation): Promise<void> => {
    if (seen.finding.kind === 'drop') {
      const drop = newAlert(seen, seen.from)
      const title = dropTitleOf(taxonomy, drop.facts.subject)
      return book.change({ ...drop, title }, { change: 'opened', set: {}, reason: 'far less than usual' }, ourselves)
    }
    const onsetAt = onsetAtOf(seen, await counts.lastDay(seen.series.subject, seen.at))
    const alert = await pictured(newAlert(seen, onsetAt), seen.at)
    await book.change(alert, { change: 'opened', set: {}, reason: 'more than usual' }, ourselves)
  }

  const newAlert = (seen: Observation, onsetAt: number): Alert => {
    const { finding, voices, at } = seen
    const { subject } = seen.series
    const { dimension, value } = subject
    return {
      id: alertId(subject, Math.floor(at / baseBucketMs) * baseBucketMs),
      kind: finding.kind === 'drop' ? 'drop' : isCut(subject) ? 'shift' : 'spike',
      title: '',
      status: 'open',
      severity: 'low',
      departments: departmentsOf(taxonomy, subject, voices.departments),
      topic: subject.kind === 'topic' ? subject.id : '',
      cut: dimension === '' ? null : { dimension, value },
      also: [],
      onsetAt,
      detectedAt: at,
      openedAt: at,
      updatedAt: at,
      resolvedAt: null,
      snoozedUntil: null,
      ...untouched,
      ...figuresIn(seen),
      ...voicesOf(seen),
      drivers: [],
      evidence: [],
      similar: [],
      owner: null,
      verdict: null,
      changeNumber: 0,
      facts: {
        subject,
        revision: 0,
        notifiedExcess: 0,
        peakExcess: 0,
        calmSince: null,
        waitingSince: at,
        explainedObserved: 0,
        explainedAt: 0,
        driverTable: null,
        finding: {
          detector: detectorVersion,
          observed: finding.observedInWindow,
          expected: finding.expectedInWindow,
          tested: finding.tested ?? { windows: [], pooled: false },
          authors: voices.authors,
          texts: voices.texts,
          threshold: seen.threshold,
          p: finding.dropP ?? finding.p,
        },
      },
    }
  }

  const follow = async (alert: Alert, seen: Observation): Promise<void> => {
    const { evaluation } = seen
    const change = nextChange(alert, evaluation, seen.at, company.policy)
    const facts = { ...alert.facts, calmSince: calmSince(alert, evaluation, seen.at) }
    if (alert.status === 'resolved' && !change) {
      if (facts.calmSince !== alert.facts.calmSince) book.refresh({ ...alert, facts }, seen.at)
      return
    }
    const followed = {
      ...alert,
      ...figuresIn(seen),
      p: alert.p,
      authors: Math.min(alert.authors, seen.finding.observedInWindow),
      texts: Math.min(alert.texts, seen.finding.observedInWindow),
      facts,
    }
    const fresh = evaluation.above && alert.kind !== 'drop' ? await pictured(followed, seen.at) : followed
    if (change) return book.change(fresh, change, ourselves)
    if (differs(alert, fresh)) book.refresh(fresh, seen.at)
  }

  return {
    look(now: number, { isBehind }: { isBehind: boolean }): Promise<EvaluationResult> {
      book.forget(now)
      return lookAt(now, { alerts: [...book.active.values()], isBehind })
    },

    /** Calls the next ones up for what nobody has taken. */
    async escalate(now: number): Promise<void> {
      for (const alert of book.active.values()) {
        const change = lapsedClaim(alert, now) ?? escalation(alert, stepsFor(company, alert), now)
        if (change) await book.change(alert, change, ourselves)
      }
    },

    /** Changes what stands, and opens what is new. */
    async act(looked: EvaluationResult): Promise<void> {
      for (const [id, seen] of looked.alerts) await follow(book.active.get(id)!, seen)
      for (const seen of looked.spiking) if (!hasActiveAlert(book.active.values(), seen)) await open(seen)
      for (const { into, topic } of looked.grouped) {
        const alert = [...book.active.values()].find((each) => each.topic === into && each.status !== 'resolved')
        if (alert && alert.topic !== topic && !alert.also.includes(topic))
          book.refresh({ ...alert, also: [...alert.also, topic] }, alert.updatedAt)
      }
    },
  }
}
