import { removedAmong } from '../../enrich/mentions/removed-among.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { Store } from '../../infra/store/store.ts'
import { reportContent } from '../report/report-content.ts'
import { reportLines } from '../report/report-lines.ts'
import type { DepartmentReport, Report } from '../report/report.ts'
import type { ReportNotification } from './notifier.ts'

/** The report without quotes of mentions that were removed since it was made: it may wait for a retry for a day. */
export async function withPresentPraise(
  store: Store,
  notification: ReportNotification,
  taxonomy: Taxonomy,
): Promise<ReportNotification> {
  const before = notification.attached?.report
  const quotes = before?.departments.flatMap(({ praise }) => praise.quote ?? []) ?? []
  if (!before || quotes.length === 0) return notification
  const removed = await removedAmong(store, quotes)
  if (removed.size === 0) return notification
  const present = (each: DepartmentReport): DepartmentReport =>
    each.praise.quote && removed.has(each.praise.quote.mentionId)
      ? { ...each, praise: { ...each.praise, quote: null } }
      : each
  const report: Report = { ...before, departments: before.departments.map(present) }
  const [, ...lines] = reportLines(report, taxonomy)
  return { ...notification, lines, attached: reportContent(report, taxonomy) }
}
