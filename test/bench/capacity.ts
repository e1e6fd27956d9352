import type { Call } from '../../infra/verb.ts'
import { costsOf, measureCosts, type Measured } from './capacity/measure-costs.ts'
import { compared, fitted, type Observed, type Point, type SenderCost } from './capacity/points.ts'
import { recordedCosts, recordedObserved } from './capacity/recorded.ts'
import { sized, sizes, type Sized } from './capacity/sizes.ts'
import { lineThrough } from './capacity/store-cost.ts'
import type { Costs } from './simulation/costs.ts'

/**
 * Measures what a million mentions cost, simulates the pipeline with that, compares it with the running program, and says what larger
 * rates need. In a checkout only: it starts the program as the tests do.
 */
export async function capacity(folder: string, progress: (text: string) => void) {
  const measured = await measureCosts(folder, progress)
  const observed = observedIn(measured)
  progress('simulating')
  const costs = fitted(costsOf(measured), observed)
  return { measured, observed, ...simulated(costs, observed) }
}

/** The same with the costs that were recorded, which takes a minute and measures nothing. */
export const recorded = () => simulated(recordedCosts, recordedObserved)

const simulated = (costs: Costs, observed: Observed) => ({
  costs,
  points: compared(costs, observed),
  sizes: sizes.map((size) => sized(size, costs)),
})

function observedIn({ whole, enriched, loadBefore }: Measured): Observed {
  return {
    isAlone: loadBefore < 0.5,
    whole: whole.map(({ perSecond, sent }) => ({
      perSecond,
      batch: sent.mentions / sent.requests,
      seconds: Math.round(sent.seconds),
      program: (sent.cpu.main + sent.cpu.threads) / sent.seconds,
      store: sent.cpu.children / sent.seconds,
      sender: senderCost(whole.map((each) => each.sent)),
    })),
    drained: {
      mentions: enriched.mentions,
      perSecond: enriched.mentions / enriched.seconds,
      program: (enriched.cpu.main + enriched.cpu.threads) / enriched.seconds,
      store: enriched.cpu.children / enriched.seconds,
    },
  }
}

/** Of the two rates, which have the same number of requests. */
function senderCost(all: readonly Measured['whole'][number]['sent'][]): SenderCost {
  const [few, many] = [all[0]!, all.at(-1)!]
  const at = ({ mentions, requests, sender }: typeof few) => ({ n: mentions / requests, y: sender / requests })
  const { fixed, per } = lineThrough(at(few), at(many))
  return { perRequest: Math.max(0, fixed), perMention: Math.max(0, per) }
}

export async function printCapacity(
  call: Call,
  { measured, points, sizes }: { measured?: Measured; points: readonly Point[]; sizes: readonly Sized[] },
): Promise<void> {
  if (measured) for (const line of costLines(measured)) await call.print(line)
  await call.print('')
  await call.print(
    `${'simulated beside measured'.padEnd(52)} ${'measured'.padStart(10)} ${'simulated'.padStart(10)} difference`,
  )
  for (const point of points) await call.print(pointLine(point))
  await call.print('')
  for (const size of sizes) for (const line of sizeLines(size)) await call.print(line)
}

const figure = (x: number) => x.toLocaleString('en', { maximumSignificantDigits: 3 }).padStart(10)

function pointLine({ name, unit, measured, simulated, kind }: Point): string {
  const difference = `${(100 * (simulated / measured - 1)).toFixed(0)} %`.padStart(6)
  return `${`${name} (${unit})`.padEnd(52)} ${figure(measured)} ${figure(simulated)} ${difference}  ${kind}`
}

/** CPU-seconds of the program and of the store for a million mentions. */
function costLines({ accepted, enriched, counted, tables, whole, ...rest }: Measured): string[] {
  const { few, many } = accepted
  const line = (name: string, program: number, store: number) =>
    `${name.padEnd(44)} ${figure(program)} ${figure(store)}`
  const of = ({ mentions, cpu }: { mentions: number; cpu: { main: number; threads: number; children: number } }) =>
    [((cpu.main + cpu.threads) / mentions) * 1e6, (cpu.children / mentions) * 1e6] as const
  return [
    `${'CPU-seconds for a million mentions'.padEnd(44)} ${'program'.padStart(10)} ${'store'.padStart(10)}`,
    line('accept, requests of 10', ...of(few)),
    line('accept, requests of 100', ...of(many)),
    line('enrich and store a backlog', ...of(enriched)),
    line('count and evaluate it once', ...of({ mentions: accepted.all, cpu: counted.cpu })),
    ...whole.map(({ perSecond, sent }) => line(`whole program at ${perSecond} a second`, ...of(sent))),
    `bytes a mention: log ${figure(accepted.logBytes)}; tables of ${accepted.all}: ${JSON.stringify([...tables])}`,
    `MB: accept ${figure(accepted.mb)}, enrich ${figure(enriched.mb)}, alerts ${figure(counted.mb)}, all idle ${figure(rest.idle.mb)}, ${whole.map(({ perSecond, mb }) => `at ${perSecond}/s ${mb.toFixed(0)}`).join(', ')}`,
    JSON.stringify(rest),
  ]
}

function sizeLines({ perSecond, name, hours, result, high, gigabytesADay: { log, store } }: Sized): string[] {
  const { answerMs, storedMs, countedAfter, cores } = result
  const shares = (all: Sized['high']) => all.map(({ resource, share }) => `${resource} ${(100 * share).toFixed(0)} %`)
  return [
    `${perSecond.toLocaleString('en')} a second, ${name}, after ${hours} h: ${Math.round(result.perSecond).toLocaleString('en')} stored a second; answers p50 ${answerMs.p50.toFixed(0)} ms, p99 ${answerMs.p99.toFixed(0)} ms; stored after ${(storedMs.p50 / 1000).toFixed(2)} s, p99 ${(storedMs.p99 / 1000).toFixed(2)} s; counted after ${countedAfter.toFixed(1)} s`,
    `  busy cores ${Object.entries(cores)
      .map(([label, count]) => `${label} ${count.toFixed(1)}`)
      .join(', ')}; log ${log.toFixed(0)} GB a day, store ${store.toFixed(0)} GB a day`,
    `  over 80 %: ${shares(high).join(', ') || 'none'}; then ${shares(result.utilisation.filter(({ share }) => share < 0.8).slice(0, 3)).join(', ')}`,
  ]
}
