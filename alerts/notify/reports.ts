import { dateOf } from '../../infra/format.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { Logger } from '../../infra/logger.ts'
import type { Store } from '../../infra/store/store.ts'
import type { AccountList } from '../accounts/read-accounts.ts'
import { seesAll } from '../alert/visibility.ts'
import { nextTime } from '../organisation/quiet-hours.ts'
import { crossReport, lastWeek } from '../report/cross-report.ts'
import { reportContent } from '../report/report-content.ts'
import { reportLines, reportSentence } from '../report/report-lines.ts'
import type { WorthOptions } from '../report/worth-schema.ts'
import type { ReportNotification } from './notifier.ts'
import { withPresentPraise } from './present-praise.ts'
import type { Receiver } from './receiver.ts'
import { dueReports, isReportScheduled, saveReportDeliveries, type ReportDelivery } from './report-delivery-table.ts'
import { afterAttempt, attempt } from './retry.ts'
import type { NotificationOptions } from './settings.ts'
import { toJson } from '../../infra/store/row.ts'

const weekMs = 7 * 24 * 3_600_000
/** A process that was down at the time of the report sends it up to this much later. */
const lateMs = 24 * 3_600_000

export interface ReportsDeps {
  store: Store
  logger: Logger
  taxonomy: Taxonomy
  accounts: () => Promise<AccountList>
  /** Assumptions about what warnings are worth; absent: none are stated. */
  worth?: WorthOptions | undefined
  options: NotificationOptions
  receivers: readonly Receiver[]
}

/**
 * Creates a delivery of last week's report for each receiver with `report: true` when the weekly digests are due, once, and sends what is
 * due by `now` (epoch ms). Runs in the process that sends alerts, at least once and on the same retry schedule.
 */
export async function sendReports(deps: ReportsDeps, now: number): Promise<void> {
  const { store, logger, receivers, taxonomy } = deps
  await saveReportDeliveries(store, await newDeliveries(deps, now))
  for (const row of await dueReports(store, now)) {
    const notifier = receivers.find(({ name }) => name === row.receiver)?.notifier
    const stored = JSON.parse(row.notification) as ReportNotification
    const outcome = await attempt(notifier, await withPresentPraise(store, stored, taxonomy))
    const next = afterAttempt(row, outcome, { now, random: Math.random() })
    if (!outcome.sent) logger.warn({ receiver: row.receiver, reason: next.reason }, 'report attempt failed')
    await saveReportDeliveries(store, [next.state === 'sent' ? { ...next, notification: '' } : next])
  }
}

async function newDeliveries(
  { store, taxonomy, accounts, worth, options, receivers }: ReportsDeps,
  now: number,
): Promise<ReportDelivery[]> {
  const { timeZone, digestAt: at, digestDay: day } = options
  const dueAt = nextTime({ timeZone, at, day }, now - weekMs)
  const wanting = receivers.filter((receiver) => receiver.options.report === true)
  if (wanting.length === 0 || now - dueAt >= lateMs) return []
  const id = `report:${dateOf(dueAt)}`
  if (await isReportScheduled(store, id)) return []
  const { accounts: ownAccounts } = await accounts()
  const report = await crossReport(store, {
    ...lastWeek(dueAt),
    taxonomy,
    now,
    visibility: seesAll,
    ownAccounts,
    worth,
  })
  const [, ...lines] = reportLines(report, taxonomy)
  const notification: ReportNotification = {
    kind: 'report',
    id,
    group: 'report',
    title: reportSentence(report),
    lines,
    at: now,
    attached: reportContent(report, taxonomy),
  }
  return wanting.map(({ name }) => toDelivery(notification, name))
}

const toDelivery = (notification: ReportNotification, receiver: string): ReportDelivery => ({
  reportId: notification.id,
  receiver,
  state: 'due',
  dueAt: notification.at,
  attempt: 0,
  reason: '',
  createdAt: notification.at,
  firstAttemptAt: 0,
  sentAt: 0,
  version: 0,
  notification: toJson(notification),
})
