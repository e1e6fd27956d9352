import { expect, test } from 'vitest'
import { reportCsv } from '../../../alerts/report/report-csv.ts'
import type { Report } from '../../../alerts/report/report.ts'

const volumes = { volume: 1_843, before: 1_702, negativeShare: 0.4136, sentiment: -0.12338 }
const none = { volume: 0, before: 0, negativeShare: null, sentiment: null }
const report: Report = {
  from: Date.UTC(2026, 10, 16),
  to: Date.UTC(2026, 10, 23),
  now: Date.UTC(2026, 10, 23),
  dailyReportAtMs: 0,
  all: volumes,
  alerts: { opened: 9, judged: 6, useful: 5 },
  isCompared: true,
  changes: [],
  worth: null,
  departments: [
    {
      department: 'logistics',
      ...volumes,
      alerts: {
        opened: 4,
        watched: 1,
        involved: 5,
        medianAcknowledgeMs: 540_000,
        medianResolveMs: 14_400_000,
        medianLeadMs: -36_000_000,
        verdicts: { useful: 3, noise: 0, expected: 1, duplicate: 0 },
        judged: 4,
        precision: 0.75,
      },
      praise: {
        mentions: 212,
        topics: [{ topic: 'product.taste', mentions: 80 }],
        products: [{ product: '=HYPERLINK("http://x")', mentions: 64 }],
        quote: null,
      },
      advocates: [],
    },
  ],
  stages: [{ stage: 'purchase', ...none }],
}
const named = { sentence: '', departments: { logistics: 'Logistics, North' }, topics: { 'product.taste': 'Taste' } }
const period = '2026-11-16T00:00:00.000Z,2026-11-23T00:00:00.000Z'
const linesOf = (of: Report) =>
  reportCsv({ report: of, ...named })
    .replace('\u{feff}', '')
    .trimEnd()
    .split('\r\n')

test('the report is one table with units in its headings, and runs no formula in a spreadsheet', () => {
  expect(linesOf(report)).toEqual([
    'from (UTC),to (UTC),section,department,name,mentions,mentions in the previous period,negative (%),sentiment (-1 to 1),alerts,alerts watched,time to acknowledge (min),time to resolve (min),lead over the daily report (min),alerts rated,alerts rated useful,mentions that praise',
    `${period},all,,All,1843,1702,41.4,-0.1234,9,,,,,6,5,`,
    `${period},department,"Logistics, North","Logistics, North",1843,1702,41.4,-0.1234,5,1,9,240,-600,4,3,212`,
    `${period},customer journey stage,,Purchase,0,0,,,,,,,,,,`,
    `${period},praised topic,"Logistics, North",Taste,,,,,,,,,,,,80`,
    `${period},praised product,"Logistics, North","'=HYPERLINK(""http://x"")",,,,,,,,,,,,64`,
  ])
})

test('without mentions of the whole previous period nothing is compared', () => {
  const lines = linesOf({ ...report, isCompared: false })
  expect(lines[1]).toBe(`${period},all,,All,1843,,41.4,-0.1234,9,,,,,6,5,`)
})
