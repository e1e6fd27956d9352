import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { Advocate, DepartmentReport, Praise, Quote, Report } from '../../alerts/report/report.ts'
import { reportSentence } from '../../alerts/report/report-lines.ts'
import { time, toIso } from '../request/schemas.ts'

const AdvocateDto = Type.Object({ ...Advocate.properties, newestAt: time('Time of the newest praise') })
const QuoteDto = Type.Object({ ...Quote.properties, createdAt: time('When it was published') })
const DepartmentDto = Type.Object({
  ...DepartmentReport.properties,
  praise: Type.Object(
    { ...Praise.properties, quote: Type.Union([QuoteDto, Type.Null()], doc('A mention as an example; null: none')) },
    doc('What it is praised for'),
  ),
  advocates: Type.Array(AdvocateDto, doc('Authors who praise repeatedly, most praises first')),
})

export const ReportDto = Type.Object(
  {
    ...Report.properties,
    sentence: Type.String(doc('The report in words', '1,843 mentions (8 % more); 9 alerts, 5 of 6 rated useful.')),
    from: time('Beginning of the period'),
    to: time('End of the period, exclusive'),
    now: time('When it was made'),
    departments: Type.Array(DepartmentDto, doc('By department, in the order of the taxonomy')),
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
