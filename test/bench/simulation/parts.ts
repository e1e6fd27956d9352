import { openCores, openThread, weightOf, type Cores, type Thread } from './cores.ts'
import type { Costs } from './costs.ts'
import type { Simulation } from './simulation.ts'

/** On which machines the stages are. */
export type Layout =
  /** One process and the embedded store on one machine, as `start` makes them. `sender`: what sends is on it too. */
  | {
      kind: 'one'
      cores: number
      workers: number
      partitions: number
      sender?: { perRequest: number; perMention: number }
    }
  /** Processes for each stage (`start --only …`), Kafka, and a ClickHouse cluster. */
  | {
      kind: 'many'
      acceptors: number
      enrichers: number
      /** Worker threads of each process that enriches. */
      workers: number
      partitions: number
      brokers: number
      coresPerBroker: number
      /** Copies of each message. */
      copies: number
      shards: number
      coresPerShard: number
    }

export interface Enricher {
  main: Thread
  workers: Thread[]
}

/** The threads and machines of a layout. */
export interface Parts {
  sender: Thread | undefined
  acceptors: Thread[]
  enrichers: Enricher[]
  alerts: Thread
  /** The machines of the store. */
  shards: Cores[]
  brokers: Cores[]
  /** The machines of the processes; they may be those of the store. */
  machines: Cores[]
  partitions: number
  copies: number
  /** Where the program and the store take their share of a core while nothing comes in. */
  idle: { main: Cores; store: Cores }
}

export function openParts(sim: Simulation, layout: Layout): Parts {
  return layout.kind === 'one' ? one(sim, layout) : many(sim, layout)
}

function one(sim: Simulation, { cores: count, workers, partitions, sender }: Layout & { kind: 'one' }): Parts {
  const cores = openCores(sim, count)
  const main = openThread(sim, { cores, weight: weightOf.nice0, label: 'main' })
  return {
    sender: sender && openThread(sim, { cores, weight: weightOf.nice0, label: 'sender' }),
    acceptors: [main],
    enrichers: [{ main, workers: openWorkers(sim, cores, workers) }],
    alerts: main,
    shards: [cores],
    brokers: [],
    machines: [cores],
    partitions,
    copies: 0,
    idle: { main: cores, store: cores },
  }
}

function many(sim: Simulation, layout: Layout & { kind: 'many' }): Parts {
  const mainOf = (cores: Cores) => openThread(sim, { cores, weight: weightOf.nice0, label: 'main' })
  const machines = (count: number, cores: number) => Array.from({ length: count }, () => openCores(sim, cores))
  const alerts = openCores(sim, 1)
  const shards = machines(layout.shards, layout.coresPerShard)
  const acceptors = machines(layout.acceptors, 1)
  const enrichers = machines(layout.enrichers, 1 + layout.workers)
  return {
    sender: undefined,
    acceptors: acceptors.map(mainOf),
    enrichers: enrichers.map((cores) => ({
      main: mainOf(cores),
      workers: openWorkers(sim, cores, layout.workers),
    })),
    alerts: mainOf(alerts),
    shards,
    brokers: machines(layout.brokers, layout.coresPerBroker),
    machines: [alerts, ...acceptors, ...enrichers],
    partitions: layout.partitions,
    copies: layout.copies,
    idle: { main: alerts, store: shards[0]! },
  }
}

const openWorkers = (sim: Simulation, cores: Cores, count: number) =>
  Array.from({ length: count }, () => openThread(sim, { cores, weight: weightOf.nice10, label: 'worker' }))

/** The CPU that a mention takes in the event loop that accepts it. */
export const acceptedFor = ({ accept, log, kafka }: Costs, isEmbedded: boolean): number =>
  isEmbedded ? accept.perMention : accept.perMention - log.perMention + kafka.produce
