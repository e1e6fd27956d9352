import { stages } from '../../enrich/labels/enriched-mention.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { Store } from '../../infra/store/store.ts'
import type { Account } from '../accounts/account.ts'
import { alertFigures } from './alert-figures.ts'
import { alertsOpened } from './alert-figures-query.ts'
import { advocatesOf, praiseOf } from './praise.ts'
import { countPraised, findAdvocates, newestPraises } from './praise-query.ts'
import type { Report } from './report.ts'
import { countVolumes } from './volume-query.ts'

const dayMs = 24 * 3_600_000

/** What people read without us, the yardstick of lead times: a report each morning at 08:00 UTC of all that began before. */
const usualDailyReportAtMs = 8 * 3_600_000

export interface ReportQuestion {
  /** Epoch ms; `to` is exclusive. */
  from: number
  to: number
  taxonomy: Taxonomy
  /** What happened to alerts after it is not known. */
  now: number
  /** The company's own accounts praise the company too, and are left out. */
  ownAccounts?: readonly Account[]
  /** Of the UTC day; 08:00. */
  dailyReportAtMs?: number
}

/** The last seven whole days (UTC). */
export function lastWeek(now: number): { from: number; to: number } {
  const to = Math.floor(now / dayMs) * dayMs
  return { from: to - 7 * dayMs, to }
}

/** How the company stands with its customers over a period, by department and along the customer's life. Deterministic. */
export async function crossReport(store: Store, question: ReportQuestion): Promise<Report> {
  const { from, to, taxonomy, now, ownAccounts = [], dailyReportAtMs = usualDailyReportAtMs } = question
  const span = { from, to }
  const [volumes, alerts, praised, said, advocates] = await Promise.all([
    countVolumes(store, span),
    alertsOpened(store, span, now),
    countPraised(store, { ...span, ownAccounts }),
    newestPraises(store, { ...span, ownAccounts }),
    findAdvocates(store, { ...span, ownAccounts }),
  ])
  return {
    from,
    to,
    now,
    dailyReportAtMs,
    all: volumes('all', ''),
    departments: taxonomy.departments.map(({ id }) => ({
      department: id,
      ...volumes('department', id),
      alerts: alertFigures(alerts, id, dailyReportAtMs),
      praise: praiseOf(id, { praised, said }, span),
      advocates: advocatesOf(id, advocates),
    })),
    stages: stages.map((stage) => ({ stage, ...volumes('stage', stage) })),
  }
}
