import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { UsageError, type Call } from '../../infra/verb.ts'
import { detectionRows } from './detection/bench-detection.ts'
import { budgetCases, budgetRow } from './detection/budget.ts'
import { nabRow } from './detection/nab.ts'
import type { StageResult } from './measure.ts'
import { memoryMb, sentimentPeers, topicPeers, type PeerRow } from './peers.ts'
import { benchReal } from './real/bench-real.ts'
import { defaultSize, stages } from './stages.ts'
import { vaderSeconds } from './vader.ts'

/** Runs one stage or all of them one after the other, each in a fresh folder, and prints a table or `--json`. */
export async function bench(call: Call): Promise<void> {
  const [wanted, size] = call.positionals
  if (wanted === 'peers') return peers(call)
  if (wanted === 'detection') return detection(call)
  if (wanted === 'real') return benchReal(call)
  const ofThem = wanted === undefined ? undefined : ofPrograms[wanted]
  if (ofThem) return printStages(call, await ofThem(sizeOf(size), call.progress))
  if (wanted === 'capacity') return capacity(call, size === 'recorded')
  if (wanted !== undefined && !Object.hasOwn(stages, wanted))
    throw new UsageError(
      `bench: there is no stage "${wanted}"; there are ${Object.keys(stages).join(', ')}, peers, detection, real, traces, scaling, capacity`,
    )
  const results: StageResult[] = []
  const before = await vaderSeconds()
  for (const [name, stage] of Object.entries(stages)) {
    if (wanted !== undefined && name !== wanted) continue
    call.progress(`measuring ${name}`)
    const folder = mkdtempSync(join(tmpdir(), 'groundswell-bench-'))
    try {
      results.push(...(await stage(folder, sizeOf(size))))
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
    }
  }
  const endToEnd = results.find((result) => result.name.startsWith('import'))
  const vader = (before + (await vaderSeconds())) / 2
  const inVaders = results.map((result) => withVaders(result, vader))
  const inJson = inVaders.map(({ perSecond, perCpuSecond, ...rest }) => ({
    ...rest,
    mentionsPerSecond: perSecond,
    mentionsPerCpuSecond: perCpuSecond,
  }))
  if (call.values.json) return call.print(JSON.stringify({ machine: machine(), vader, stages: inJson, endToEnd }))
  for (const line of tableOf(inVaders)) await call.print(line)
  await call.print(`one VADER: ${(vader * 1e6).toFixed(0)} µs of CPU for a text of vader-sentiment, every core busy`)
}

/** What a mention costs, in texts of vader-sentiment. */
const withVaders = (result: StageResult, vader: number): StageResult =>
  result.unit === 'mentions' && result.perCpuSecond ? { ...result, vaders: 1 / (result.perCpuSecond * vader) } : result

/** In a checkout only: they start the program as the tests do. */
const ofPrograms: Record<string, (size: number, progress: (text: string) => void) => Promise<StageResult[]>> = {
  traces: async (size, progress) => (await import('./traces.ts')).traceCosts(size, progress),
  scaling: async (size, progress) => (await import('./scaling.ts')).scaling(size, progress),
}

async function printStages(call: Call, results: StageResult[]): Promise<void> {
  if (call.values.json) return call.print(JSON.stringify({ machine: machine(), stages: results }))
  for (const line of tableOf(results)) await call.print(line)
}

/** In a checkout only, as those. */
async function capacity(call: Call, isRecorded: boolean): Promise<void> {
  const { capacity: measure, printCapacity, recorded } = await import('./capacity.ts')
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-bench-'))
  try {
    const found = isRecorded ? recorded() : await measure(folder, call.progress)
    if (call.values.json) return await call.print(JSON.stringify({ machine: machine(), ...found }))
    await call.print(machine())
    await printCapacity(call, found)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
  }
}

/** @throws UsageError */
function sizeOf(given: string | undefined): number {
  const size = Number(given ?? defaultSize)
  if (!Number.isInteger(size) || size < 1) throw new UsageError(`bench: "${given}" is not a number of mentions`)
  return size
}

/** Ours beside what else npm has, quality and speed in one run. */
async function peers(call: Call): Promise<void> {
  call.progress('measuring sentiment')
  const sentiment = await sentimentPeers()
  const mb = memoryMb()
  call.progress('measuring topics')
  const topics = await topicPeers()
  if (call.values.json) return call.print(JSON.stringify({ machine: machine(), sentiment, topics, mb }))
  await call.print(machine())
  await call.print('sentiment: macro F1 (tweeteval: macro recall), texts per CPU-second')
  for (const row of sentiment) await call.print(peerLine(row))
  await call.print(
    'topics (55), learnt from the same examples: first guess right, texts per CPU-second, CPU-seconds of learning',
  )
  for (const row of topics) await call.print(peerLine(row))
  await call.print(`memory after sentiment, all peers loaded: ${Math.round(mb)} MB`)
}

/**
 * Our detector beside the published ones on simulated outbreaks, at matched shares of false alarms; a budget over many series in which nothing
 * happens; and the Twitter volumes of NAB where they are at hand.
 */
async function detection(call: Call): Promise<void> {
  call.progress('going through the Twitter volumes')
  const nab = await nabRow()
  call.progress('simulating and judging')
  const rows = detectionRows()
  const budgets = budgetCases.map((each) => {
    call.progress(`keeping a budget over ${each.series} series`)
    return budgetRow(each)
  })
  if (call.values.json) return call.print(JSON.stringify({ machine: machine(), nab, rows, budgets }))
  if (nab)
    await call.print(
      `NAB, ${nab.series} Twitter volumes: score ${nab.score.toFixed(1)}, ${nab.caught} of ${nab.instants} labelled instants, ${nab.episodesPerSeriesWeek.toFixed(2)} alerts a series and week, F1 ${nab.f1.toFixed(2)}`,
    )
  for (const row of budgets)
    await call.print(
      `budget of ${row.perWeek} a week over ${row.series} series of ${row.bucketMs / 60_000} minutes: kept in ${row.weeksKept} of ${row.weeks} weeks, ${row.meanAlarms.toFixed(2)} alarms a week; outbreaks found ${(100 * row.found).toFixed(1)} %, at the best fixed level ${(100 * row.foundAtBest).toFixed(1)} %`,
    )
  const percent = (x: number) => (100 * x).toFixed(1).padStart(6)
  await call.print('set                false alarms %  found %  days or weeks alarmed %  timeliness  method')
  for (const row of rows)
    await call.print(
      `${row.set.padEnd(18)} ${percent(row.falsePositiveRate)}         ${percent(row.probabilityOfDetection)}   ${percent(row.sensitivity)}                   ${row.timeliness.toFixed(2)}        ${row.method}`,
    )
}

function peerLine({ name, perCpuSecond, trainSeconds, quality }: PeerRow): string {
  const figures = Object.entries(quality).map(([set, value]) => `${set} ${value.toFixed(3)}`)
  const learning = trainSeconds === undefined ? '' : `   ${trainSeconds.toFixed(1)} s`
  return `${name.padEnd(26)} ${figures.join('  ')}  ${Math.round(perCpuSecond).toLocaleString('en').padStart(8)}${learning}`
}

const machine = () =>
  `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`

function tableOf(results: readonly StageResult[]): string[] {
  const number = (x: number | undefined, digits = 0) =>
    (x === undefined ? '–' : x.toLocaleString('en', { maximumFractionDigits: digits })).padStart(10)
  const width = Math.max(34, ...results.map(({ name }) => name.length))
  const header = `${'stage'.padEnd(width)} ${['unit', 'per s', 'per CPU-s', 'VADERs', 'of bare', 'p50 ms', 'p95 ms', 'p99 ms', 'MB'].map((name) => name.padStart(10)).join(' ')}`
  const rows = results.map((r) =>
    [
      r.name.padEnd(width),
      r.unit.padStart(10),
      number(r.perSecond),
      number(r.perCpuSecond),
      number(r.vaders, 2),
      number(r.ofBare, 2),
      number(r.p50Ms, 1),
      number(r.p95Ms, 1),
      number(r.p99Ms, 1),
      number(r.rssMb),
    ].join(' '),
  )
  return [machine(), header, ...rows]
}
