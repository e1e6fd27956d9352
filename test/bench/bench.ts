import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { UsageError, type Call } from '../../infra/verb.ts'
import type { StageResult } from './measure.ts'
import { stages } from './stages.ts'

/** Runs one stage or all of them one after the other, each in a fresh folder, and prints a table or `--json`. */
export async function bench(call: Call): Promise<void> {
  const [wanted] = call.positionals
  if (wanted !== undefined && !Object.hasOwn(stages, wanted))
    throw new UsageError(`bench: there is no stage "${wanted}"; there are ${Object.keys(stages).join(', ')}`)
  const results: StageResult[] = []
  for (const [name, stage] of Object.entries(stages)) {
    if (wanted !== undefined && name !== wanted) continue
    call.progress(`measuring ${name}`)
    const folder = mkdtempSync(join(tmpdir(), 'groundswell-bench-'))
    try {
      results.push(...(await stage(folder)))
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
    }
  }
  const endToEnd = results.find((result) => result.name.startsWith('import'))
  const inJson = results.map(({ perSecond, perCpuSecond, ...rest }) => ({
    ...rest,
    mentionsPerSecond: perSecond,
    mentionsPerCpuSecond: perCpuSecond,
  }))
  if (call.values.json) await call.print(JSON.stringify({ machine: machine(), stages: inJson, endToEnd }))
  else for (const line of tableOf(results)) await call.print(line)
}

const machine = () =>
  `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`

function tableOf(results: readonly StageResult[]): string[] {
  const number = (x: number | undefined, digits = 0) =>
    (x === undefined ? '–' : x.toLocaleString('en', { maximumFractionDigits: digits })).padStart(10)
  const header = `${'stage'.padEnd(34)} ${['unit', 'per s', 'per CPU-s', 'p50 ms', 'p95 ms', 'p99 ms', 'MB'].map((name) => name.padStart(10)).join(' ')}`
  const rows = results.map((r) =>
    [
      r.name.padEnd(34),
      r.unit.padStart(10),
      number(r.perSecond),
      number(r.perCpuSecond),
      number(r.p50Ms, 1),
      number(r.p95Ms, 1),
      number(r.p99Ms, 1),
      number(r.rssMb),
    ].join(' '),
  )
  return [machine(), header, ...rows]
}
