import { Type, type Static } from 'typebox'
import type { Store } from '../../infra/store/store.ts'
import { attemptFields } from './delivery-table.ts'

/** One report for one receiver, identified by (report, receiver). */
const ReportDelivery = Type.Object({
  /** `report:2026-11-23`, by the day on which it is sent. */
  reportId: Type.String(),
  receiver: Type.String(),
  ...attemptFields,
  /** The notification as JSON; '' once it is sent. */
  notification: Type.String(),
})
export type ReportDelivery = Static<typeof ReportDelivery>

const columns =
  'report_id, receiver, state, due_at, attempt, reason, created_at, first_attempt_at, sent_at, version, notification'

export async function saveReportDeliveries(store: Store, rows: readonly ReportDelivery[]): Promise<void> {
  await store.insert('report_deliveries', rows)
}

/** Those that are due by then (epoch ms). */
export async function dueReports(store: Store, now: number): Promise<ReportDelivery[]> {
  return store.select(
    ReportDelivery,
    `SELECT ${columns} FROM report_deliveries FINAL WHERE state = 'due' AND due_at <= {nowAt: DateTime64(3)} ORDER BY due_at, receiver`,
    { nowAt: now },
  )
}

/** Whether the report has deliveries already. */
export async function isReportScheduled(store: Store, reportId: string): Promise<boolean> {
  const sql = 'SELECT report_id FROM report_deliveries WHERE report_id = {reportId: String} LIMIT 1'
  return (await store.select(Type.Object({ reportId: Type.String() }), sql, { reportId })).length > 0
}

/** Newest first. */
export async function findReportDeliveries(store: Store, limit: number): Promise<ReportDelivery[]> {
  return store.select(
    ReportDelivery,
    `SELECT ${columns} FROM report_deliveries FINAL ORDER BY created_at DESC, report_id, receiver LIMIT {limit: UInt32}`,
    { limit },
  )
}
