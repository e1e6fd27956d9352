import { loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openPrograms, readyUrl, type Programs } from '../../flow/program.ts'
import { evaluationCost } from '../looks.ts'
import { cpuOf, cpuSince, pssMb, type CpuUse } from '../measure.ts'
import type { Costs } from '../simulation/costs.ts'
import { kafkaCost, type KafkaCost } from './kafka-cost.ts'
import { drained, idleCpu, logBytes, sent, started, storeBytes, type Drained, type Sent } from './program-cost.ts'
import { logCost, type LogCost } from './log-cost.ts'
import { lineThrough, storeCosts, type StoreCosts } from './store-cost.ts'

/** Everything that was measured on real parts, in CPU-seconds and bytes. */
export interface Measured {
  /** The machine's load in the five minutes before. */
  loadBefore: number
  /** `start --only api`: requests of 10 mentions and of 100. */
  accepted: { few: Sent; many: Sent; all: number; mb: number; logBytes: number }
  /** `start --only enrich` on what those left in the log. */
  enriched: Drained
  /** `start --only alerts` on what is stored then, for so many seconds. */
  counted: { seconds: number; cpu: CpuUse; mb: number }
  /** Bytes of the store's tables, by table. */
  tables: Map<string, number>
  idle: { seconds: number; cpu: CpuUse; mb: number }
  /** The whole program at these rates. */
  whole: { perSecond: number; sent: Sent; mb: number }[]
  log: LogCost
  store: StoreCosts
  evaluation: { main: number; store: number }
  kafka: KafkaCost | undefined
}

/** Active series of the evaluation that is measured. */
const evaluatedSeries = 1_000

export async function measureCosts(folder: string, progress: (text: string) => void): Promise<Measured> {
  const programs = openPrograms()
  const [, loadBefore] = loadavg()
  try {
    progress('measuring what a million mentions cost, stage by stage')
    const stages = await stagesAlone(programs)
    progress('measuring the whole program')
    const whole = await wholeProgram(programs)
    progress('measuring the log')
    const log = await logCost(join(folder, 'log'))
    const store = await storeCosts(join(folder, 'store'), progress)
    progress('measuring an evaluation')
    const evaluation = await evaluationCost(join(folder, 'series'), evaluatedSeries)
    progress('measuring Kafka')
    return { loadBefore: loadBefore!, ...stages, ...whole, log, store, evaluation, kafka: await kafkaCost(folder) }
  } finally {
    await programs.close()
  }
}

/** One stage after the other on the same data folder, each in a process of its own with its own store. */
async function stagesAlone(programs: Programs) {
  const data = programs.folder()
  const api = await started(programs, data, 'api')
  // V8 compiles meanwhile; not counted.
  const warm = await sent(api.program, { perSecond: 1_000, batch: 5, seconds: 20, isWarmUp: true })
  const few = await sent(api.program, { perSecond: 1_000, batch: 10, seconds: 20 })
  const many = await sent(api.program, { perSecond: 2_000, batch: 100, seconds: 15 })
  const all = few.mentions + many.mentions + warm.mentions
  const accepted = { few, many, all, mb: pssMb([api.program.pid]), logBytes: logBytes(data) / all }
  await api.stop()

  const enrich = await started(programs, data, 'enrich')
  const enriched = await drained(enrich)
  await enrich.stop()

  const alerts = await started(programs, data, 'alerts')
  const [seconds, before] = [40, cpuOf(alerts.program.pid)]
  await pause(seconds * 1000)
  const counted = { seconds, cpu: cpuSince(alerts.program.pid, before), mb: pssMb([alerts.program.pid]) }
  const tables = await storeBytes(data)
  await alerts.stop()
  return { accepted, enriched, counted, tables }
}

/** Rates of the whole program, with requests of ten a thousand mentions a second have. */
const rates = [
  { perSecond: 200, batch: 2, seconds: 45 },
  { perSecond: 1_000, batch: 10, seconds: 60 },
]

async function wholeProgram(programs: Programs): Promise<Pick<Measured, 'idle' | 'whole'>> {
  const { program, stop } = await started(programs, programs.folder())
  await readyUrl(program)
  await pause(5_000)
  const seconds = 20
  const cpu = await idleCpu(program, seconds)
  const idle = { seconds, cpu, mb: pssMb([program.pid]) }
  const whole: Measured['whole'] = []
  await sent(program, { perSecond: 1_000, batch: 10, seconds: 10, isWarmUp: true })
  for (const rate of rates) {
    await pause(5_000)
    whole.push({ perSecond: rate.perSecond, sent: await sent(program, rate), mb: pssMb([program.pid]) })
  }
  await stop()
  return { idle, whole }
}

/** The simulation's costs. `perBatch` of enriching is fitted: what the event loop takes at 200 a second beyond the rest. */
export function costsOf(measured: Measured): Omit<Costs, 'enrich'> & { enrich: { perMention: number } } {
  const { accepted, enriched, idle, store, log, kafka, evaluation } = measured
  const perMentionOf = ({ mentions, cpu }: Sent) => (cpu.main + cpu.threads) / mentions
  const [few, many] = [perMentionOf(accepted.few), perMentionOf(accepted.many)]
  // Of each mention a tenth or a hundredth of a request.
  const perRequest = (few - many) / (1 / 10 - 1 / 100)
  const insert = lineThrough(pointOf(store.inserts[1]!), pointOf(store.inserts[3]!))
  const recount = lineThrough(pointOf(store.recounts[0]!), pointOf(store.recounts.at(-1)!))
  const lookup = lineThrough(
    { n: store.lookups[0]!.stored, y: store.lookups[0]!.took.store },
    { n: store.lookups.at(-1)!.stored, y: store.lookups.at(-1)!.took.store },
  )
  const [shortest] = store.inserts
  return {
    accept: { perRequest, perMention: many - perRequest / 100 },
    log: { perMention: log.perMention, diskSeconds: log.diskSeconds },
    kafka: { ...(kafka ?? { produce: 0, consume: 0, broker: 0 }), answerSeconds: 0.005 },
    enrich: { perMention: enriched.cpu.main / enriched.mentions },
    worker: { perMention: enriched.cpu.threads / enriched.mentions },
    lookup: {
      perQuery: store.corrections.store,
      perId: Math.max(0, lookup.fixed - store.corrections.store) / 500,
      perStored: lookup.per,
    },
    insert: {
      perInsert: insert.fixed,
      perRow: insert.per,
      diskSeconds: Math.max(0, shortest!.took.wall - shortest!.took.store - shortest!.took.main),
    },
    recount: { perRecount: recount.fixed, perRow: recount.per },
    evaluation: { ...evaluation, series: evaluatedSeries },
    terms: store.terms.map(({ main, store }) => ({ main, store })),
    idle: { main: (idle.cpu.main + idle.cpu.threads) / idle.seconds, store: idle.cpu.children / idle.seconds },
    bytes: { log: accepted.logBytes, store: sum([...measured.tables.values()]) / accepted.all },
  }
}

const pointOf = ({ rows, took }: { rows: number; took: { store: number } }) => ({ n: rows, y: took.store })
const sum = (values: readonly number[]) => values.reduce((all, each) => all + each, 0)
