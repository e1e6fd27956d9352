import type { Costs } from '../simulation/costs.ts'
import type { Observed } from './points.ts'

/**
 * What `bench capacity` measured on 30 November 2026 on 2 cores of an AMD EPYC with 24 GiB, Node 26.10, beside other work: the load of the
 * machine was 5 to 11. `perBatch` of enriching is the constant that was fitted.
 */
export const recordedCosts: Costs = {
  accept: { perRequest: 0.001619, perMention: 0.00008415 },
  log: { perMention: 0.00005667, diskSeconds: 0.00354 },
  kafka: { produce: 0.0000141, consume: 0.00000825, broker: 0.00001305, answerSeconds: 0.005 },
  enrich: { perMention: 0.000056, perBatch: 0.001661 },
  worker: { perMention: 0.000117 },
  lookup: { perQuery: 0.0055, perId: 0.000008, perStored: 0.000000015 },
  insert: { perInsert: 0.048, perRow: 0.000019, diskSeconds: 0.006987 },
  recount: { perRecount: 0.1022, perRow: 0.000003772 },
  evaluation: { main: 0.02842, store: 0.05789, series: 1000 },
  terms: [
    { main: 0.000005887, store: 0.00001615 },
    { main: 0.0000008585, store: 0.000002371 },
  ],
  idle: { main: 0.045, store: 0.04 },
  bytes: { log: 324.7, store: 129.6 },
}

export const recordedObserved: Observed = {
  isAlone: false,
  whole: [
    {
      perSecond: 200,
      batch: 2,
      seconds: 45,
      program: 0.2919,
      store: 0.3429,
      sender: { perRequest: 0.001306, perMention: 0 },
    },
    {
      perSecond: 1000,
      batch: 10,
      seconds: 60,
      program: 0.4069,
      store: 0.2298,
      sender: { perRequest: 0.001306, perMention: 0 },
    },
  ],
  drained: { mentions: 57500, perSecond: 2257, program: 0.3905, store: 0.2398 },
}
