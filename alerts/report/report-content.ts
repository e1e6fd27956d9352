import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import { reportSentence } from './report-lines.ts'
import type { Report } from './report.ts'

/** A report with the names of its departments and topics, to be laid out elsewhere and later. */
export interface ReportContent {
  sentence: string
  report: Report
  /** By id. */
  departments: Record<string, string>
  topics: Record<string, string>
}

export function reportContent(report: Report, taxonomy: Taxonomy): ReportContent {
  const topics = [
    ...report.changes.map(({ topic }) => topic),
    ...report.departments.flatMap(({ praise }) => praise.topics.map(({ topic }) => topic)),
  ]
  const named = (all: readonly { id: string; name: string }[], ids: readonly string[]) =>
    Object.fromEntries(all.filter(({ id }) => ids.includes(id)).map(({ id, name }) => [id, name]))
  return {
    sentence: reportSentence(report),
    report,
    departments: named(
      taxonomy.departments,
      report.departments.map(({ department }) => department),
    ),
    topics: named(taxonomy.topics, topics),
  }
}
