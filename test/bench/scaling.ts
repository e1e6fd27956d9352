import { spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { Type } from 'typebox'
import { openLog } from '../../app/open-log.ts'
import { median } from '../../infra/median.ts'
import { startClickHouse } from '../../infra/store/clickhouse-process.ts'
import type { Store } from '../../infra/store/store.ts'
import { mentionsTopic, type Mention } from '../../ingest/mention/mention.ts'
import { redaction } from '../../ingest/redact/redact.ts'
import { withStore } from '../faults/check.ts'
import { isReady, openMember, type Member } from '../faults/member.ts'
import { openPrograms, type Programs } from '../flow/program.ts'
import { realKafka } from '../real-kafka.ts'
import { until } from '../until.ts'
import { mentions } from './corpus.ts'
import { hasQuotas, openQuota, type Quota } from './cpu-quota.ts'
import { cpuOf, type StageResult } from './measure.ts'

/** How many processes enrich, round by round. */
const rounds = [1, 2, 1, 2, 1, 2]
/** Mentions for each process at most. */
const most = 60_000
/** Between these parts of the mentions all processes work. */
const [from, to] = [0.2, 0.9]
/** What each process gets of its core. */
const share = 0.4
/** Cores that a round must have left. With fewer, other programs took what the processes wanted. */
const leastIdle = 0.2
/** A round that has not ended by then never will. */
const withinMs = 300_000

/**
 * Mentions a second that one and that two processes of enrich read from a real Kafka, label and store in a real ClickHouse; and how
 * many that is for each CPU-second of these processes. The ratio of the medians is in the last row.
 *
 * Each process is pinned to a core of its own and gets 40 % of it, by a quota of its control group. Without quotas, the ratio would be
 * one of the machine: on two cores, the broker and the store have a core for themselves beside one process and none beside two. With
 * 40 % for each process all of them have what they want, so the ratio is that of the software: it falls below 2 where the processes
 * wait for each other, for the broker or for the store, and where a mention costs more CPU. It does not say at which rate the broker
 * or the store is full. A row says how much of the machine was idle, because the ratio means nothing on one that is busy. Where no
 * quotas can be set, the processes take their whole cores, and the names of the rows say so.
 *
 * Every round has a broker and a store of its own, and all its mentions are published before a process starts. There are as many of
 * them for each process in all rounds: with fewer, a process would be compiled less and would remember fewer texts.
 */
export async function scaling(size: number, progress: (text: string) => void): Promise<StageResult[]> {
  const count = Math.min(size, most)
  const toMention = redaction(Buffer.alloc(32, 7))
  const observedAt = Date.now()
  const all = mentions(count * Math.max(...rounds)).map(({ source, ...raw }, i) =>
    toMention({ ...raw, nativeId: `b${i}` }, source, observedAt),
  )
  const results: Round[] = []
  for (const [round, processes] of rounds.entries()) {
    progress(`measuring ${named(processes)}, round ${round + 1} of ${rounds.length}`)
    results.push(await withScene(all.slice(0, count * processes), (scene) => measured(scene, processes)))
  }
  return rowsOf(results)
}

interface Scene {
  programs: Programs
  store: Store
  /** Where its log and its store are. */
  environment: Record<string, string>
  published: number
}

/** A broker and a store of its own; the mentions are published. */
async function withScene<T>(all: readonly Mention[], use: (scene: Scene) => Promise<T>): Promise<T> {
  const logger = pino({ level: 'silent' })
  const programs = openPrograms()
  const stops: (() => Promise<void>)[] = [programs.close]
  try {
    const broker = await realKafka()
    stops.push(broker.stop)
    const server = await startClickHouse({ data: programs.folder(), logger, queryPath: '/' })
    stops.push(server.stop)
    const { user, password } = server.owner
    const storeUrl = server.url.replace('//', `//${user}:${password}@`)
    const environment = { GROUNDSWELL_LOG: broker.url, GROUNDSWELL_STORE: storeUrl }
    await publish(broker.url, all)
    return await withStore({ data: programs.folder(), storeUrl }, (store) =>
      use({ programs, store, environment, published: all.length }),
    )
  } finally {
    for (const stop of stops.toReversed()) await stop()
  }
}

async function publish(url: string, all: readonly Mention[]): Promise<void> {
  const log = await openLog({ log: url, data: '', logger: pino({ level: 'silent' }) })
  try {
    for (let at = 0; at < all.length; at += 1_000) await log.publish(mentionsTopic, all.slice(at, at + 1_000))
  } finally {
    await log.close()
  }
}

interface Round {
  processes: number
  n: number
  seconds: number
  /** CPU-seconds of the processes together. */
  cpu: number
  /** What each of them stored. */
  parts: number[]
  /** CPU-seconds that the machine had left. */
  idle: number
}

async function measured({ programs, store, environment, published }: Scene, processes: number): Promise<Round> {
  const open = () => openMember(programs, { stage: 'enrich', environment, configuration: '' })
  const members = await Promise.all(Array.from({ length: processes }, open))
  const quotas: Quota[] = []
  for (const member of members) member.start()
  try {
    for (const [core, member] of members.entries()) {
      const { pid } = member.program()
      pin(pid, core)
      if (!hasQuotas()) continue
      quotas[core] = openQuota(String(core), share)
      quotas[core].add(pid)
    }
    await until('all are ready', async () => (await Promise.all(members.map(isReady))).every(Boolean), 120_000)
    const first = await stateAt(from * published, { members, store })
    const last = await stateAt(to * published, { members, store })
    return {
      processes,
      n: last.n - first.n,
      seconds: (last.at - first.at) / 1000,
      cpu: last.cpu - first.cpu,
      parts: last.stored.map((n, i) => n - first.stored[i]!),
      idle: last.idle - first.idle,
    }
  } finally {
    for (const member of members) await end(member)
    for (const quota of quotas) quota.close()
  }
}

async function end(member: Member): Promise<void> {
  member.program().signal('SIGTERM')
  await member.program().ended
}

/** All threads of the process, and those that they start. */
function pin(pid: number, core: number): void {
  const { status, stderr } = spawnSync('taskset', ['-a', '-c', '-p', String(core), String(pid)])
  if (status !== 0) throw new Error(`taskset: ${String(stderr)}`)
}

/** What is there as soon as so many mentions are stored. @throws Error when a process has ended, or after five minutes */
async function stateAt(wanted: number, { members, store }: { members: Member[]; store: Store }) {
  let n = 0
  const areStored = async () => {
    const ended = members.find((member) => member.program().hasEnded())
    if (ended) throw new Error(`a process has ended: ${ended.program().stderr().slice(-2_000)}`)
    n = await storedIn(store)
    return n >= wanted || sleep(90, false)
  }
  await until(`${wanted} mentions are stored`, areStored, withinMs)
  const at = performance.now()
  const cpu = members.map((member) => cpuOf(member.program().pid)).reduce((sum, use) => sum + use.main + use.threads, 0)
  const idle = cpus().reduce((sum, { times }) => sum + times.idle, 0) / 1000
  return { at, n, cpu, idle, stored: await Promise.all(members.map(storedBy)) }
}

const Stored = Type.Object({ n: Type.Integer() })
async function storedIn(store: Store): Promise<number> {
  const [row] = await store.select(Stored, 'SELECT count() AS n FROM mentions')
  return row!.n
}

async function storedBy({ url }: Member): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text()
  return Number(/^groundswell_events_total\{stage="enrich",outcome="stored"\} (\d+)/m.exec(metrics)?.[1] ?? 0)
}

const named = (processes: number) => `${processes} ${processes === 1 ? 'process' : 'processes'} of enrich`
const percent = (x: number) => `${Math.round(100 * x)} %`

/** With what shows whether the round was fair: who stored how much, and whether the machine was free. */
function nameOf({ processes, seconds, cpu, parts, idle }: Round): string {
  const all = parts.reduce((sum, part) => sum + part, 0)
  const shares = processes === 1 ? '' : ` that stored ${parts.map((part) => percent(part / all)).join(' and ')}`
  const used = percent(cpu / seconds / processes)
  return `${named(processes)}${shares}, ${used} of a core used${processes === 1 ? '' : ' each'}, ${(idle / seconds).toFixed(1)} cores idle`
}

/** The rounds, the median of each setting, and how two processes do beside one. */
function rowsOf(results: readonly Round[]): StageResult[] {
  const limit = hasQuotas() ? `at most ${percent(share)} of a core each` : 'a core each, without quotas'
  const [one, two] = [1, 2].map((processes) =>
    medianOf(
      `median of ${named(processes)}, ${limit}`,
      results.filter((each) => each.processes === processes),
    ),
  ) as [StageResult, StageResult]
  const isBusy = hasQuotas() && results.some(({ idle, seconds }) => idle / seconds < leastIdle)
  const remark = isBusy ? ' (the machine was busy: not a ratio of the software)' : ''
  const times = (two.perSecond / one.perSecond).toFixed(2)
  const cost = (one.perCpuSecond! / two.perCpuSecond!).toFixed(2)
  return [
    ...results.map((result, i) => medianOf(`round ${i + 1}: ${nameOf(result)}`, [result])),
    one,
    { ...two, name: `${two.name}: ${times} × the rate of 1, ${cost} × its CPU a mention${remark}` },
  ]
}

function medianOf(name: string, some: readonly Round[]): StageResult {
  return {
    name,
    unit: 'mentions',
    n: some.reduce((sum, { n }) => sum + n, 0),
    seconds: some.reduce((sum, { seconds }) => sum + seconds, 0),
    perSecond: median(some.map(({ n, seconds }) => n / seconds))!,
    perCpuSecond: median(some.map(({ n, cpu }) => n / cpu))!,
  }
}
