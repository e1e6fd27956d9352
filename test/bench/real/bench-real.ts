import type { Call } from '../../../infra/verb.ts'
import { outageRows } from './outages.ts'
import { streamReports } from './streams.ts'
import { comparisonTable, incidentTable, outageTable, ruleLines } from './table.ts'

/**
 * Real data that nobody here made: crowd reports of outages, and streams of texts with datable incidents. Prints Markdown, or with
 * `--json` everything. Needs no network.
 */
export async function benchReal(call: Call): Promise<void> {
  const outages = outageRows(call.progress)
  const streams = await streamReports(call)
  if (call.values.json) return call.print(JSON.stringify({ outages: outages ?? null, streams: streams ?? null }))
  const parts = [
    outages ? outageTable(outages) : ['The crowd reports of outages are not here (../shared/data/outages).'],
    ...(streams && streams.length > 0
      ? [incidentTable(streams), comparisonTable(streams), ruleLines()]
      : [['The real streams are not here (../shared/data/streams).']]),
  ]
  for (const [i, lines] of parts.entries()) {
    if (i > 0) await call.print('')
    for (const line of lines) await call.print(line)
  }
}
