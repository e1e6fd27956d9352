import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadHistory } from '../../../alerts/backtest/backtest.ts'
import { hasDaysOnly } from '../../../alerts/backtest/evaluation-times.ts'
import { withKnownValues, type Incident } from '../../../alerts/backtest/incidents.ts'
import { subjectsOf } from '../../../alerts/backtest/period.ts'
import { otherRules, type OtherRule } from '../../../alerts/backtest/other-rules.ts'
import { replayAs } from '../../../alerts/backtest/replay-as.ts'
import { replay, type Replay } from '../../../alerts/backtest/replay.ts'
import { reportOf, type Report } from '../../../alerts/backtest/report.ts'
import { lastMentionAt } from '../../../alerts/series/count-table.ts'
import { coveredSince } from '../../../alerts/series/coverage.ts'
import { baseBucketMs } from '../../../alerts/series/subject.ts'
import { readTruth, withInput } from '../../../app/backtest.ts'
import { ruleInForce } from '../../../app/backtest-input.ts'
import { readConfig } from '../../../app/config.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import type { Store } from '../../../infra/store/store.ts'
import type { Call } from '../../../infra/verb.ts'
import { firstWords } from './first-words.ts'
import { hazardPolicy } from '../../alerts/make.ts'
import { sharedFolder } from './shared.ts'

const dayMs = 24 * 3_600_000
const warmUpMs = 14 * dayMs
const leastWarmUpMs = dayMs
const farFuture = Date.UTC(2200, 0)

/** A stream, replayed by our detector and by the rules of other products. */
export interface StreamReport {
  stream: string
  /** Times are days, so lags are whole days. */
  isByDay: boolean
  /** By name of the incident: epoch ms of the first mention that names it, where the truth quotes what was said. */
  firstWords: Record<string, number>
  /** `groundswell` first. */
  reports: Record<string, Report>
}

/** Every *.jsonl with a *.truth.json beside it; undefined where the data are not here. */
export async function streamReports(call: Call): Promise<StreamReport[] | undefined> {
  const folder = sharedFolder('streams')
  if (folder === undefined) return undefined
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .map((file) => file.replace(/\.jsonl$/, ''))
    .filter((name) => existsSync(`${folder}${name}.truth.json`))
  const reports: StreamReport[] = []
  for (const name of names) reports.push(await streamReport(call, { name, folder }))
  return reports
}

async function streamReport(call: Call, { name, folder }: { name: string; folder: string }): Promise<StreamReport> {
  const progress = (text: string) => call.progress(`${name}: ${text}`)
  const truthFile = `${folder}${name}.truth.json`
  const known = readTruth(truthFile)
  // What a company would say of itself: the names in its lists. Streams without such a file have none.
  const file = fileURLToPath(new URL(`${name}.yaml`, import.meta.url))
  const config = readConfig(existsSync(file) ? file : undefined, { GROUNDSWELL_LOG_LEVEL: 'silent' })
  const use = async (store: Store): Promise<StreamReport> => {
    const span = await spanOf(store, known)
    const period = await loadHistory(store, span)
    const deps = {
      store,
      taxonomy: readTaxonomy(config.taxonomy),
      period,
      ...span,
      hazards: hazardPolicy,
      upliftOf: () => 1,
    }
    const rule = ruleInForce(config)
    progress('replaying')
    const incidents = withKnownValues(known, subjectsOf(period))
    const reportFor = (run: Replay) => reportOf(run, incidents, period.learntFrom)
    const reports: StreamReport['reports'] = { groundswell: reportFor(await replay(deps, rule)) }
    for (const [product, other] of Object.entries<OtherRule>(otherRules)) {
      progress(`replaying as ${product}`)
      reports[product] = reportFor(replayAs(deps, other, rule))
    }
    return { stream: name, isByDay: hasDaysOnly(period), firstWords: await firstWords(store, truthFile), reports }
  }
  return withInput({ ...call, progress, values: {} }, config, { input: `${folder}${name}.jsonl`, use })
}

/** From two weeks after the first mention, but a day before the first incident if that is earlier, and never within the first day. */
async function spanOf(store: Store, known: readonly Incident[]) {
  const last = await lastMentionAt(store, { from: 0, to: farFuture })
  if (last === undefined) throw new Error('the stream has no mentions')
  const to = last + baseBucketMs - 1
  const earliest = Math.min(...known.map(({ startsAt }) => startsAt)) - dayMs
  const start = (await coveredSince(store, Math.max(earliest, 0))) ?? (await coveredSince(store, to))!
  const from = Math.max(start + leastWarmUpMs, Math.min(start + warmUpMs, earliest))
  return { from, to, first: start }
}
