import { spawnSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { Type } from 'typebox'
import { openLog } from '../../app/open-log.ts'
import { startClickHouse } from '../../infra/store/clickhouse-process.ts'
import type { Store } from '../../infra/store/store.ts'
import { mentionsTopic } from '../../ingest/mention/mention.ts'
import { redaction } from '../../ingest/redact/redact.ts'
import { withStore } from '../faults/check.ts'
import { isReady, openMember } from '../faults/member.ts'
import { openPrograms, type Programs } from '../flow/program.ts'
import { realKafka } from '../real-kafka.ts'
import { until } from '../until.ts'
import { mentions } from './corpus.ts'
import type { StageResult } from './measure.ts'

const batch = 1_000
/** Between these parts of the mentions all processes work. */
const [from, to] = [0.2, 0.9]

interface Parts {
  programs: Programs
  store: Store
  environment: Record<string, string>
  publish(run: number): Promise<void>
}

/**
 * Mentions a second that one and that two processes of enrich read from a real Kafka, label and store, each pinned to a
 * core of its own. The broker and the store are not pinned: on a machine of two cores they take theirs from the two.
 */
export async function scaling(size: number, progress: (text: string) => void): Promise<StageResult[]> {
  const logger = pino({ level: 'silent' })
  const programs = openPrograms()
  const [broker, server] = await Promise.all([
    realKafka(),
    startClickHouse({ data: programs.folder(), logger, queryPath: '/' }),
  ])
  const { user, password } = server.owner
  const storeUrl = server.url.replace('//', `//${user}:${password}@`)
  const environment = { GROUNDSWELL_LOG: broker.url, GROUNDSWELL_STORE: storeUrl }
  const log = await openLog({ log: broker.url, data: programs.folder(), logger })
  const all = mentions(size)
  const toMention = redaction(Buffer.alloc(32, 7))
  const publish = async (run: number) => {
    for (let at = 0; at < all.length; at += batch) {
      const part = all.slice(at, at + batch)
      const observedAt = Date.now()
      const events = part.map((raw, i) => toMention({ ...raw, nativeId: `r${run}-${at + i}` }, `run${run}`, observedAt))
      await log.publish(mentionsTopic, events)
    }
  }
  try {
    return await withStore({ data: programs.folder(), storeUrl }, async (store) => {
      const results: StageResult[] = []
      for (const [run, processes] of [1, 2, 1, 2].entries()) {
        progress(`measuring ${processes} of enrich, round ${run + 1}`)
        results.push(await measured({ programs, store, environment, publish }, { run, processes, size: all.length }))
      }
      return results
    })
  } finally {
    await programs.close()
    await log.close()
    await Promise.all([broker.stop(), server.stop()])
  }
}

async function measured(
  { programs, store, environment, publish }: Parts,
  { run, processes, size }: { run: number; processes: number; size: number },
): Promise<StageResult> {
  await publish(run)
  const members = await Promise.all(
    Array.from({ length: processes }, () => openMember(programs, { stage: 'enrich', environment, configuration: '' })),
  )
  for (const [core, member] of members.entries()) {
    member.start()
    pin(member.program().pid, core)
  }
  await until('all are ready', async () => (await Promise.all(members.map(isReady))).every(Boolean), 120_000)
  const storedAt = async (part: number) => {
    while ((await storedOf(store, run)) < part * size) await sleep(100)
    return { at: performance.now(), n: await storedOf(store, run) }
  }
  const [first, last] = [await storedAt(from), await storedAt(to)]
  for (const member of members) {
    member.program().signal('SIGTERM')
    await member.program().ended
  }
  const [n, seconds] = [last.n - first.n, (last.at - first.at) / 1000]
  const name = `${processes} ${processes === 1 ? 'process' : 'processes'} of enrich on Kafka, a core each`
  return { name, unit: 'mentions', n, seconds, perSecond: n / seconds }
}

/** All threads of the process, and those that they start. */
function pin(pid: number, core: number): void {
  const { status, stderr } = spawnSync('taskset', ['-a', '-c', '-p', String(core), String(pid)])
  if (status !== 0) throw new Error(`taskset: ${String(stderr)}`)
}

const Stored = Type.Object({ n: Type.Integer() })
async function storedOf(store: Store, run: number): Promise<number> {
  const [row] = await store.select(Stored, 'SELECT count() AS n FROM mentions WHERE source = {source:String}', {
    source: `run${run}`,
  })
  return row!.n
}
