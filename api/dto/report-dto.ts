import { Type, type Static } from 'typebox'
import { Advocate, DepartmentReport, Praise, Quote, Report } from '../../alerts/report/report.ts'
import { reportSentence } from '../../alerts/report/report-lines.ts'
import { TimeOut, toIso } from '../request/schemas.ts'

const AdvocateDto = Type.Object({ ...Advocate.properties, newestAt: TimeOut })
const QuoteDto = Type.Object({ ...Quote.properties, createdAt: TimeOut })
const DepartmentDto = Type.Object({
  ...DepartmentReport.properties,
  praise: Type.Object({ ...Praise.properties, quote: Type.Union([QuoteDto, Type.Null()]) }),
  advocates: Type.Array(AdvocateDto),
})

export const ReportDto = Type.Object(
  {
    ...Report.properties,
    sentence: Type.String(),
    from: TimeOut,
    to: TimeOut,
    now: TimeOut,
    departments: Type.Array(DepartmentDto),
  },
  {
    description:
      'Alerts count for the department that acts, by the time they opened. An assignment counts as an acknowledgement. Lead time: from the detection to the first daily report (dailyReportAtMs of the UTC day) after the onset. watched: alerts that the department watches, as after a handover; involved: opened and watched. alerts of the report: each alert once. precision = useful / judged; expected and duplicate count as judged and not useful.',
  },
)
export type ReportDto = Static<typeof ReportDto>

export const toReportDto = (report: Report): ReportDto => ({
  ...report,
  sentence: reportSentence(report),
  from: toIso(report.from),
  to: toIso(report.to),
  now: toIso(report.now),
  departments: report.departments.map((department) => ({
    ...department,
    praise: {
      ...department.praise,
      quote: department.praise.quote && {
        ...department.praise.quote,
        createdAt: toIso(department.praise.quote.createdAt),
      },
    },
    advocates: department.advocates.map((advocate) => ({ ...advocate, newestAt: toIso(advocate.newestAt) })),
  })),
})
