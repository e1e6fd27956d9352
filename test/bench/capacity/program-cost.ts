import { writeFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Type } from 'typebox'
import { openLog } from '../../../app/open-log.ts'
import { enrichGroup } from '../../../enrich/enrich.ts'
import { openLogger } from '../../../infra/logger.ts'
import type { Store } from '../../../infra/store/store.ts'
import { mentionsTopic } from '../../../ingest/mention/mention.ts'
import { withStore } from '../../faults/check.ts'
import { load, quantile } from '../../faults/load.ts'
import { readyUrl, type Program, type Programs } from '../../flow/program.ts'
import { until } from '../../until.ts'
import { mentions } from '../corpus.ts'
import { cpuOf, cpuSince, cpuSeconds, pssMb, type CpuUse } from '../measure.ts'

const secret = `whsec_${Buffer.alloc(24, 9).toString('base64')}`
const logger = openLogger('error')

/** The program with one webhook, in a process of its own; `only`: one stage of it. */
export interface Started {
  program: Program
  data: string
  stop(): Promise<void>
}

export async function started(programs: Programs, data: string, only?: string): Promise<Started> {
  const config = join(data, 'groundswell.yaml')
  writeFileSync(config, `sources: [{ type: webhook, name: load, secret: "${secret}" }]\n`)
  const args = ['start', '--config', config, ...(only === undefined ? [] : ['--only', only])]
  const program = programs.run(args, { data, entry: 'main.ts' })
  return {
    program,
    data,
    async stop() {
      program.signal('SIGTERM')
      await program.ended
    },
  }
}

interface Sending {
  perSecond: number
  batch: number
  seconds: number
  isWarmUp?: boolean
}

export interface Sent {
  mentions: number
  requests: number
  seconds: number
  /** CPU-seconds of the program, and of what sends. */
  cpu: CpuUse
  sender: number
  p50Ms: number
  p99Ms: number
}

let made: string[] | undefined
const textsOnce = () => (made ??= mentions(20_000).map(({ text }) => text))

/**
 * Sends to a program that is ready, and says what that cost. A program that is warming up may refuse some.
 * @throws Error when it refused any later: the machine is too busy to measure
 */
export async function sent(program: Program, { perSecond, batch, seconds, isWarmUp = false }: Sending): Promise<Sent> {
  const url = await readyUrl(program)
  const texts = textsOnce()
  let n = 0
  const [before, ours, startedAt] = [cpuOf(program.pid), process.cpuUsage(), performance.now()]
  const oracle = await load({
    url: () => url,
    secret,
    perSecond,
    batch,
    forMs: seconds * 1000,
    text: () => texts[n++ % texts.length]!,
  })
  const refused = oracle.unanswered.size
  if (refused > 0 && !isWarmUp)
    throw new Error(`${refused} mentions were not acknowledged: is the machine busy with something else?`)
  return {
    mentions: oracle.acknowledged.size,
    requests: oracle.latencies.length,
    seconds: (performance.now() - startedAt) / 1000,
    cpu: cpuSince(program.pid, before),
    sender: cpuSeconds(ours),
    p50Ms: quantile(oracle.latencies, 0.5),
    p99Ms: quantile(oracle.latencies, 0.99),
  }
}

/** What the program uses in so many seconds in which nothing comes in. */
export async function idleCpu({ pid }: Program, seconds: number): Promise<CpuUse> {
  const before = cpuOf(pid)
  await pause(seconds * 1000)
  return cpuSince(pid, before)
}

/** Bytes of the embedded log's file, its write-ahead log included. */
export function logBytes(data: string): number {
  const size = (file: string) => statSync(join(data, file), { throwIfNoEntry: false })?.size ?? 0
  return size('log.sqlite') + size('log.sqlite-wal')
}

/** How many mentions wait to be enriched, by the log of a data folder. */
async function withLag<T>(data: string, use: (lag: () => Promise<number>) => Promise<T>): Promise<T> {
  const log = await openLog({ log: 'embedded', data, logger })
  try {
    return await use(() => log.lag(mentionsTopic, enrichGroup))
  } finally {
    await log.close()
  }
}

export interface Drained {
  mentions: number
  seconds: number
  cpu: CpuUse
  /** Of all processes, and of the event loop's process alone. */
  mb: number
}

/** Enriches the backlog of the log; the first fifth, in which V8 compiles, is not counted. */
export async function drained({ program, data }: Started): Promise<Drained> {
  return withLag(data, async (lag) => {
    const all = await lag()
    await until('a fifth is enriched', async () => (await lag()) < 0.8 * all, 120_000)
    const [first, before, startedAt] = [await lag(), cpuOf(program.pid), performance.now()]
    await until('all is enriched', async () => (await lag()) === 0, 300_000)
    const seconds = (performance.now() - startedAt) / 1000
    // The store goes on merging what was inserted.
    await pause(3_000)
    return { mentions: first, seconds, cpu: cpuSince(program.pid, before), mb: pssMb([program.pid]) }
  })
}

const Parts = Type.Object({ name: Type.String(), bytes: Type.Integer() })

/** Bytes of the active parts on disk, by table. */
export async function storeBytes(data: string): Promise<Map<string, number>> {
  return withStore({ data }, async (store: Store) => {
    const rows = await store.select(
      Parts,
      `SELECT table AS name, sum(bytes_on_disk) AS bytes FROM system.parts
       WHERE active AND database = 'groundswell' GROUP BY name ORDER BY name`,
    )
    return new Map(rows.map(({ name, bytes }) => [name, bytes]))
  })
}
