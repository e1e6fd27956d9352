import { readdirSync, readFileSync } from 'node:fs'

/** A row of the bench; what does not apply is left out. Latency in ms, memory in MB (PSS of our processes together). */
export interface StageResult {
  name: string
  /** What one unit is: mentions, requests, looks. */
  unit: string
  n: number
  seconds: number
  perSecond: number
  perCpuSecond?: number
  /** The CPU of a mention, in texts of vader-sentiment. */
  vaders?: number
  /** Its throughput as a share of the bare library's in the same run. */
  ofBare?: number
  p50Ms?: number
  p95Ms?: number
  p99Ms?: number
  maxMs?: number
  rssMb?: number
}

/** Runs `batch` over and over; throughput in wall and CPU time of this process, latency per batch. */
export async function throughput(
  name: string,
  batches: number,
  batch: (i: number) => Promise<number>,
): Promise<StageResult> {
  await batch(0)
  const latencies: number[] = []
  const cpu = process.cpuUsage()
  const startedAt = performance.now()
  let n = 0
  for (let i = 0; i < batches; i++) {
    const before = performance.now()
    n += await batch(i)
    latencies.push(performance.now() - before)
  }
  const seconds = (performance.now() - startedAt) / 1000
  const perCpuSecond = n / cpuSeconds(cpu)
  return {
    name,
    unit: 'mentions',
    n,
    seconds,
    perSecond: n / seconds,
    perCpuSecond,
    ...percentiles(latencies),
    rssMb: pssMb([process.pid]),
  }
}

/** Ours with its share of the bare library's throughput, and the bare library's row below it. */
export const besideBare = (ours: StageResult, bare: StageResult): StageResult[] => [
  { ...ours, ofBare: ours.perSecond / bare.perSecond },
  bare,
]

/** Of this process, all its threads. */
export function cpuSeconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1e6
}

export function percentiles(latencies: readonly number[]): Pick<StageResult, 'p50Ms' | 'p95Ms' | 'p99Ms' | 'maxMs'> {
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), maxMs: sorted.at(-1) ?? 0 }
}

/** Proportional set size of the processes and all their descendants, in MB; 0 where the system does not tell. */
export function pssMb(roots: readonly number[]): number {
  const kilobytes = roots
    .flatMap(familyOf)
    .map((pid) => Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0))
  return kilobytes.reduce((sum, kb) => sum + kb, 0) / 1024
}

/** The process and all its descendants, itself first. */
function familyOf(root: number): number[] {
  const children = new Map<number, number[]>()
  for (const pid of readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)) {
    const parent = Number(/\) \S (\d+)/.exec(read(`/proc/${pid}/stat`))?.[1] ?? 0)
    children.set(parent, [...(children.get(parent) ?? []), pid])
  }
  const family = (pid: number): number[] => [pid, ...(children.get(pid) ?? []).flatMap(family)]
  return family(root)
}

/** CPU-seconds of a process so far: its first thread (the event loop), its other threads, and its descendants. */
export interface CpuUse {
  main: number
  threads: number
  children: number
}

export function cpuOf(pid: number): CpuUse {
  const main = cpuIn(`/proc/${pid}/task/${pid}/stat`)
  const children = familyOf(pid).slice(1)
  return {
    main,
    threads: cpuIn(`/proc/${pid}/stat`) - main,
    children: children.reduce((sum, child) => sum + cpuIn(`/proc/${child}/stat`), 0),
  }
}

/** The kernel counts in hundredths of a second (`USER_HZ`). utime and stime are the 14th and 15th field (proc(5)). */
function cpuIn(file: string): number {
  const fields = read(file).split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100
}

/** What was used since. */
export function cpuSince(pid: number, before: CpuUse): CpuUse {
  const now = cpuOf(pid)
  return {
    main: now.main - before.main,
    threads: now.threads - before.threads,
    children: now.children - before.children,
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
