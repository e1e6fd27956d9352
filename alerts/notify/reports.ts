import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { Logger } from '../../infra/logger.ts'
import type { Store } from '../../infra/store/store.ts'
import type { AccountList } from '../accounts/read-accounts.ts'
import type { ReportNotification } from './notifier.ts'
import { crossReport, lastWeek } from '../report/cross-report.ts'
import { reportLines, reportSentence } from '../report/report-lines.ts'
import { after, attempt } from './retry.ts'
import { dueReports, existingDeliveries, reportPrefix, saveDeliveries, type DeliveryRow } from './delivery-table.ts'
import { nextTime } from '../organisation/quiet-hours.ts'
import type { NotificationOptions } from './settings.ts'
import type { Receiver } from './receiver.ts'

const weekMs = 7 * 24 * 3_600_000
/** Whoever was down on Monday morning still sends it; whoever asks for it on Thursday waits for the next one. */
const lateMs = 24 * 3_600_000

export interface ReportsDeps {
  store: Store
  logger: Logger
  taxonomy: Taxonomy
  accounts: () => Promise<AccountList>
  options: NotificationOptions
  receivers: readonly Receiver[]
}

/**
 * Files last week's report for each receiver with `report: true` when the weekly digests go out, once, and tells what is due. Belongs to the process
 * that tells alerts. Like them it is told at least once, and again on the same schedule.
 */
export async function sendReports(parts: ReportsDeps, now: number): Promise<void> {
  const { store, logger, receivers } = parts
  await saveDeliveries(store, await newRows(parts, now))
  for (const row of await dueReports(store, now)) {
    const notifier = receivers.find(({ name }) => name === row.receiver)?.notifier
    const outcome = await attempt(notifier, JSON.parse(row.change) as ReportNotification)
    const next = after(row, outcome, { now, random: Math.random() })
    if (!outcome.taken) logger.warn({ receiver: row.receiver, reason: next.reason }, 'a report was not taken')
    await saveDeliveries(store, [next.state === 'sent' ? { ...next, change: '' } : next])
  }
}

async function newRows(
  { store, taxonomy, accounts, options, receivers }: ReportsDeps,
  now: number,
): Promise<DeliveryRow[]> {
  const { timeZone, digestAt: at, digestDay: day } = options
  const dueAt = nextTime({ timeZone, at, day }, now - weekMs)
  const wanting = receivers.filter((receiver) => receiver.options.report === true)
  if (wanting.length === 0 || now - dueAt >= lateMs) return []
  const id = `${reportPrefix}${new Date(dueAt).toISOString().slice(0, 10)}`
  if ((await existingDeliveries(store, [id])).size > 0) return []
  const { accounts: ownAccounts } = await accounts()
  const report = await crossReport(store, { ...lastWeek(dueAt), taxonomy, now, ownAccounts })
  const [, ...lines] = reportLines(report, taxonomy)
  const notification: ReportNotification = {
    kind: 'report',
    id,
    group: 'report',
    title: reportSentence(report),
    lines,
    at: now,
  }
  return wanting.map(({ name }) => toRow(notification, name))
}

const toRow = (notification: ReportNotification, receiver: string): DeliveryRow => ({
  alertId: notification.id,
  changeNumber: 0,
  changeName: 'report',
  receiver,
  state: 'due',
  dueAt: notification.at,
  attempt: 0,
  reason: '',
  groupKey: notification.group,
  mode: 'now',
  person: '',
  asksImpact: false,
  createdAt: notification.at,
  firstAttemptAt: 0,
  sentAt: 0,
  reference: '',
  version: 0,
  change: JSON.stringify(notification),
})
