import type { Taxonomy } from '../enrich/labels/taxonomy.ts'
import type { Alert } from './alert/alert.ts'
import { pastAlerts } from './alert/alert-table.ts'
import { systemAt, type AlertStore } from './alert-store.ts'
import { withCompany, withNovelty, type CompanyContext } from './company.ts'
import { needsExplanation } from './explain/explain.ts'
import { mostPast, mostSimilarAlerts } from './explain/similar.ts'
import { isSilent, newHazardAlert, ownersOf, withReport } from './hazards/hazard-alert.ts'
import { changeByReport, changeByTime } from './hazards/lifecycle.ts'
import { placeReport } from './hazards/place-report.ts'
import type { HazardPolicy } from './hazards/policy.ts'
import type { HazardReport } from './hazards/report.ts'
import type { MentionScope } from './series/distinct-counts.ts'

export interface HazardDecisionDeps {
  alertStore: AlertStore
  scope: MentionScope
  taxonomy: Taxonomy
  company: CompanyContext
  hazards: HazardPolicy
}

/** The alerts that single reports of hazards open: the same code live and in a replay. */
export function openHazardDecisions({ alertStore, scope, taxonomy, company, hazards: policy }: HazardDecisionDeps) {
  /** Company context, novelty and similar alerts, when they are due. The severity stays critical. */
  const explained = async (alert: Alert, now: number): Promise<Alert> => {
    if (!needsExplanation(alert, now)) return alert
    const { store } = scope
    const known = await withNovelty(company, await withCompany(company, alert, { store, now }), now)
    const facts = { ...known.facts, explainedObserved: known.observed, explainedAt: now }
    const similar = mostSimilarAlerts(known, await pastAlerts(store, known, mostPast))
    return { ...known, similar, facts }
  }

  const join = async (alert: Alert, report: HazardReport, { now, isRepeat }: { now: number; isRepeat: boolean }) => {
    const joined = withReport(alert, report, { isRepeat })
    if (isRepeat || alert.kind !== 'hazard') return alertStore.refresh(joined, isRepeat ? alert.updatedAt : now)
    const fresh = await explained(joined, now)
    const change = changeByReport(fresh, now, policy)
    return change ? alertStore.change(fresh, change, systemAt(now)) : alertStore.refresh(fresh, now)
  }

  const receive = async (report: HazardReport, now: number): Promise<void> => {
    if (policy.perWeek === 0 || isSilent(taxonomy, report)) return
    const alerts = [...alertStore.active.values()]
    const placing = placeReport(report, { alerts, departments: ownersOf(taxonomy, report), policy, now })
    if (placing.does === 'nothing') return
    if (placing.does === 'join' || placing.does === 'repeat')
      return join(placing.alert, report, { now, isRepeat: placing.does === 'repeat' })
    const alert = await explained(newHazardAlert(taxonomy, report, now), now)
    return alertStore.change(alert, { change: 'opened', set: {}, reason: 'one credible report' }, systemAt(now))
  }

  return {
    /** Opens alerts of reports (in the order in which they came), or adds them to active ones. Known ones change nothing. */
    async receive(reports: readonly HazardReport[], now: number): Promise<void> {
      for (const report of reports) await receive(report, now)
    },

    /** Ends snoozes, resolves hazard alerts that have been quiet for long, and explains the others again when that is due. */
    async review(now: number): Promise<void> {
      for (const alert of [...alertStore.active.values()].filter(({ kind }) => kind === 'hazard')) {
        const change = changeByTime(alert, now, policy)
        if (change) await alertStore.change(alert, change, systemAt(now))
        else if (alert.status !== 'resolved' && needsExplanation(alert, now)) {
          const fresh = await explained(alert, now)
          alertStore.refresh(fresh, alert.updatedAt)
        }
      }
    },
  }
}
