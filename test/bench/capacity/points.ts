import type { Costs } from '../simulation/costs.ts'
import type { Layout } from '../simulation/parts.ts'
import { simulate, type Load } from '../simulation/pipeline.ts'
import type { SimulationResult } from '../simulation/result.ts'

/** A figure that was measured on the running program, and what the simulation says. */
export interface Point {
  name: string
  unit: string
  measured: number
  simulated: number
  /**
   * `fitted`: one constant was chosen so that this agrees. Validated within 15 %: throughput and CPU. Delays are
   * reported only, and so is what was measured beside other work, which is not simulated.
   */
  kind: 'fitted' | 'validated' | 'delay' | 'not alone'
}

/** What the running program did, on the machine that `costs` are from. */
export interface Observed {
  /** Nothing else used the machine. */
  isAlone: boolean
  whole: { perSecond: number; batch: number; seconds: number; program: number; store: number; sender: SenderCost }[]
  drained: { mentions: number; perSecond: number; program: number; store: number }
}

/** CPU-seconds of what sends, on the same machine. */
export interface SenderCost {
  perRequest: number
  perMention: number
}

interface Sustained {
  perSecond: number
  batch: number
  /** Simulated of it. */
  seconds: number
  /** Rows in the store when it begins. */
  stored: number
  /** Other programs used the cores too. */
  isBusy?: boolean
  /** Cores. */
  program?: number
  store?: number
  throughput?: number
  answerMs?: { p50?: number; p99?: number }
  storedMs?: { p50?: number; p99?: number }
}

/** Runs of `npm run load` alone on the machine, but for `isBusy`: what they printed, and the kernel's count of CPU of their processes. */
const sustained: Sustained[] = [
  {
    perSecond: 1_000,
    batch: 10,
    seconds: 360,
    stored: 0,
    store: 0.65,
    answerMs: { p50: 5, p99: 57 },
    storedMs: { p50: 260, p99: 990 },
  },
  // Minutes 24 to 30 of half an hour.
  { perSecond: 1_000, batch: 10, seconds: 360, stored: 1_440_000, program: 0.51, store: 0.72 },
  // Beside compilers, tests and browsers.
  { perSecond: 200, batch: 2, seconds: 360, stored: 0, store: 0.23, isBusy: true },
  {
    perSecond: 3_000,
    batch: 30,
    seconds: 60,
    stored: 0,
    throughput: 3_000,
    answerMs: { p99: 400 },
    storedMs: { p99: 2_000 },
  },
]

const base = { arrivals: 'even', warm: 10, bucketAge: 0, stored: 0, seed: 1 } as const
const layoutOf = (sender: SenderCost | undefined): Layout & { kind: 'one' } => ({
  kind: 'one',
  cores: 2,
  workers: 1,
  partitions: 4,
  ...(sender && { sender }),
})

type UnfittedCosts = Omit<Costs, 'enrich'> & { enrich: { perMention: number } }

const program = ({ cores }: SimulationResult) => (cores['main'] ?? 0) + (cores['worker'] ?? 0)
const store = ({ cores }: SimulationResult) => cores['store'] ?? 0

/** Chooses `enrich.perBatch` so that the program takes as much CPU at the lowest rate as was measured. The cost grows with it in a straight line. */
export function fitted(costs: UnfittedCosts, { whole: [first] }: Observed): Costs {
  const { perSecond, batch, seconds, program: wanted, sender } = first!
  const withBatch = (perBatch: number): Costs => ({ ...costs, enrich: { ...costs.enrich, perBatch } })
  const load = { ...base, perSecond, batch, seconds }
  const [none, some] = [0, 0.004].map((perBatch) => program(simulate(layoutOf(sender), withBatch(perBatch), load)))
  return withBatch(Math.max(0, (0.004 * (wanted - none!)) / (some! - none!)))
}

/** The simulation beside everything that was measured on the running program. */
export function compared(costs: Costs, observed: Observed): Point[] {
  return [...ofWhole(costs, observed), ...ofBacklog(costs, observed), ...ofSustained(costs, observed)]
}

function ofWhole(costs: Costs, { whole, isAlone }: Observed): Point[] {
  return whole.flatMap(({ perSecond, batch, seconds, sender, ...measured }, i): Point[] => {
    const result = simulate(layoutOf(sender), costs, { ...base, perSecond, batch, seconds })
    const at = `at ${perSecond.toLocaleString('en')}/s, ${seconds} s`
    const kind = isAlone ? 'validated' : 'not alone'
    return [
      {
        name: `program ${at}`,
        unit: 'cores',
        measured: measured.program,
        simulated: program(result),
        kind: i === 0 ? 'fitted' : kind,
      },
      { name: `store ${at}`, unit: 'cores', measured: measured.store, simulated: store(result), kind },
    ]
  })
}

function ofBacklog(costs: Costs, { drained: { mentions, ...measured }, isAlone }: Observed): Point[] {
  const kind = isAlone ? 'validated' : 'not alone'
  const load: Load = { ...base, perSecond: 0, batch: 1, backlog: mentions, seconds: 600, isUncounted: true }
  const result = simulate(layoutOf(undefined), costs, load)
  const at = 'backlog, enrich alone'
  return [
    { name: at, unit: 'mentions/s', measured: measured.perSecond, simulated: result.perSecond, kind },
    {
      name: `program, ${at}`,
      unit: 'cores',
      measured: measured.program,
      simulated: program(result),
      kind,
    },
    { name: `store, ${at}`, unit: 'cores', measured: measured.store, simulated: store(result), kind },
  ]
}

function ofSustained(costs: Costs, { whole }: Observed): Point[] {
  const { sender } = whole[0]!
  return sustained.flatMap(({ perSecond, batch, seconds, stored, isBusy = false, ...measured }) => {
    const result = simulate(layoutOf(sender), costs, { ...base, perSecond, batch, seconds, stored })
    const at = `at ${perSecond.toLocaleString('en')}/s, ${isBusy ? 'busy' : 'idle'} machine${stored > 0 ? `, ${stored / 1e6} M stored` : ''}`
    const cpu = [
      { name: `program ${at}`, unit: 'cores', measured: measured.program, simulated: program(result) },
      { name: `store ${at}`, unit: 'cores', measured: measured.store, simulated: store(result) },
      { name: `stored ${at}`, unit: 'mentions/s', measured: measured.throughput, simulated: result.perSecond },
    ].map((point) => ({ ...point, kind: isBusy ? ('not alone' as const) : ('validated' as const) }))
    const delays = (['p50', 'p99'] as const).flatMap((share) => [
      { name: `answers ${share} ${at}`, measured: measured.answerMs?.[share], simulated: result.answerMs[share] },
      { name: `stored after ${share} ${at}`, measured: measured.storedMs?.[share], simulated: result.storedMs[share] },
    ])
    return [...cpu, ...delays.map((delay) => ({ ...delay, unit: 'ms', kind: 'delay' as const }))].flatMap(
      ({ measured, ...point }): Point[] => (measured === undefined ? [] : [{ ...point, measured }]),
    )
  })
}
