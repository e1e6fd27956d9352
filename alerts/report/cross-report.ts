import { stages } from '../../enrich/labels/enriched-mention.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import { seesDepartment } from '../../enrich/mentions/visible-mentions.ts'
import type { Store } from '../../infra/store/store.ts'
import { coverage } from '../series/coverage.ts'
import type { Account } from '../accounts/account.ts'
import type { Visibility } from '../alert/visibility.ts'
import { alertFigures, alertTotals } from './alert-figures.ts'
import { alertsOpened } from './alert-figures-query.ts'
import { advocatesOf, praiseOf } from './praise.ts'
import { countPraised, findAdvocates, newestPraises } from './praise-query.ts'
import { topChanges } from './changes.ts'
import { countNegative } from './changes-query.ts'
import type { Report } from './report.ts'
import { worthOf } from './worth.ts'
import type { WorthOptions } from './worth-schema.ts'
import { countVolumes } from './volume-query.ts'

const dayMs = 24 * 3_600_000

/** Lead times are measured against a daily report at 08:00 UTC that covers everything that began before it. */
export const dailyReportMs = 8 * 3_600_000

export interface ReportQuery {
  /** Epoch ms; `to` is exclusive. */
  from: number
  to: number
  taxonomy: Taxonomy
  /** Epoch ms; later changes of alerts are ignored. */
  now: number
  /** Of whom the report is for: mentions, alerts and departments that they do not see are left out. */
  visibility: Visibility
  /** Excluded as authors of praise. */
  ownAccounts?: readonly Account[]
  /** Time of the UTC day; 08:00 if absent. */
  dailyReportAtMs?: number
  /** Absent: nothing is said about what alerts were worth. */
  worth?: WorthOptions | undefined
}

/** The last seven whole days (UTC). */
export function lastWeek(now: number): { from: number; to: number } {
  const to = Math.floor(now / dayMs) * dayMs
  return { from: to - 7 * dayMs, to }
}

/** Volumes, sentiment, alert figures and praise of a period, by department and customer journey stage. Deterministic. */
export async function crossReport(store: Store, query: ReportQuery): Promise<Report> {
  const { from, to, taxonomy, now, visibility, ownAccounts = [], dailyReportAtMs = dailyReportMs } = query
  const visible = visibility.mentions
  const span = { from, to, visible }
  const departments = taxonomy.departments.filter(({ id }) => seesDepartment(visible, id))
  const [covered, volumes, negative, alerts, praised, newest, advocates] = await Promise.all([
    coverage(store, now),
    countVolumes(store, span),
    countNegative(store, span),
    alertsOpened(store, span, { now, visibility }),
    countPraised(store, { ...span, ownAccounts }),
    newestPraises(store, { ...span, ownAccounts }),
    findAdvocates(store, { ...span, ownAccounts }),
  ])
  const isCompared = covered !== undefined && covered.first <= from - (to - from)
  // The mentions of a topic with subtopics are those of all of them: their number would not be the one stated.
  const parents = new Set(taxonomy.topics.flatMap(({ ancestors }) => ancestors))
  return {
    from,
    to,
    now,
    dailyReportAtMs,
    all: volumes('all', ''),
    alerts: alertTotals(alerts),
    isCompared,
    changes: isCompared ? topChanges(negative.filter(({ topic }) => !parents.has(topic))) : [],
    worth: query.worth ? worthOf(alerts, { assumptions: query.worth, dailyReportAtMs }) : null,
    departments: departments.map(({ id }) => ({
      department: id,
      ...volumes('department', id),
      alerts: alertFigures(alerts, id, dailyReportAtMs),
      praise: praiseOf(id, { praised, newest }, span),
      advocates: advocatesOf(id, advocates),
    })),
    stages: stages.map((stage) => ({ stage, ...volumes('stage', stage) })),
  }
}
