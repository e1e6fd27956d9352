import type { Costs } from './costs.ts'
import type { Parts } from './parts.ts'
import type { Rules } from './rules.ts'
import type { Process, Simulation } from './simulation.ts'
import type { StoreModel } from './store.ts'

export interface AlertsTally {
  /** Seconds that each recount took. */
  recounts: number[]
  /** Seconds in which the stage worked. */
  busy: number
  /** Ticks so far, and how many mentions one scope of emerging terms read in so many seconds of them; it may read `rules.terms.longest` in each. */
  ticks: number
  read: number
  reading: number
}

interface AlertsModel {
  parts: Pick<Parts, 'alerts'>
  costs: Costs
  rules: Rules
  store: StoreModel
  load: { perSecond: number; bucketAge: number }
  /** Mentions stored so far. */
  stored: () => number
}

export const noAlerts = (): AlertsTally => ({ recounts: [], busy: 0, ticks: 0, read: 0, reading: 0 })

/** The stage that counts and evaluates: one process, whatever the number of machines. */
export function startAlerts(sim: Simulation, model: AlertsModel): AlertsTally {
  const { parts, costs, rules, store, load, stored } = model
  const sinceEvaluation = rules.evaluateEvery - firstEvaluationAfter
  let [evaluatedAt, recountAt] = [-sinceEvaluation, 0]
  /** Mentions stored when the bucket of the last recount began. */
  let bucketBegan = -load.perSecond * load.bucketAge
  const tally = noAlerts()
  const readTerms = openTerms(sim, model, tally)

  /** The rows of all buckets that changed since the last recount. */
  function rowsToCount(): number {
    const rows = stored() - bucketBegan
    const intoBucket = (sim.now() + load.bucketAge) % rules.bucket
    bucketBegan = Math.max(bucketBegan, stored() - load.perSecond * intoBucket)
    return Math.max(0, rows)
  }

  function* recounted(): Process {
    const began = sim.now()
    yield* store.query(costs.lookup.perQuery)
    yield* store.recount(rowsToCount())
    tally.recounts.push(sim.now() - began)
    recountAt = sim.now() + rules.pausePerRecount * (sim.now() - began)
  }

  function* tick(): Process {
    const isDue = sim.now() - evaluatedAt >= rules.evaluateEvery
    if (isDue || sim.now() >= recountAt) yield* recounted()
    if (isDue) {
      evaluatedAt = sim.now()
      yield* store.query(costs.evaluation.store)
      yield parts.alerts.use(costs.evaluation.main)
    }
    yield* readTerms(isDue)
  }

  function* forever(): Process {
    for (;;) {
      const began = sim.now()
      yield* tick()
      tally.ticks++
      tally.busy += sim.now() - began
      // The timer goes on while a tick lasts; the ticks that it misses are skipped.
      yield sim.sleep(rules.tick - ((sim.now() - began) % rules.tick))
    }
  }
  sim.start(forever())
  return tally
}

/** A run need not last a minute to have one. */
const firstEvaluationAfter = 5

interface Scope {
  cost: { main: number; store: number }
  /** Mentions it has read, since the beginning of the run. */
  read: number
  isLeft: boolean
}

/** Emerging terms: each scope reads what is new when an evaluation is due, and what is left at the next ticks. */
function openTerms(sim: Simulation, { parts, costs, rules, store, load, stored }: AlertsModel, tally: AlertsTally) {
  const { page, longest, share } = rules.terms
  const unread = load.perSecond * (rules.evaluateEvery - firstEvaluationAfter) * share
  const scopes = costs.terms.map((cost): Scope => ({ cost, read: -unread, isLeft: false }))

  /** Pages until one is not full, or the time is over. */
  function* read(scope: Scope): Process {
    const [began, before] = [sim.now(), scope.read]
    do {
      const count = Math.min(page, stored() * share - scope.read)
      yield* store.query(costs.lookup.perQuery + count * scope.cost.store)
      yield parts.alerts.use(count * scope.cost.main)
      scope.read += count
      scope.isLeft = count === page
    } while (scope.isLeft && sim.now() - began <= longest)
    if (scope !== scopes[0]) return
    tally.reading += sim.now() - began
    tally.read += scope.read - before
  }

  return function* (isDue: boolean): Process {
    for (const scope of scopes) if (isDue || scope.isLeft) yield* read(scope)
  }
}
