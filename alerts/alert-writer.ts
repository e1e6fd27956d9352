import type { Taxonomy } from '../enrich/labels/taxonomy.ts'
import type { Clock } from '../infra/clock.ts'
import type { EventLog } from '../infra/log/event-log.ts'
import type { Logger } from '../infra/logger.ts'
import type { Store } from '../infra/store/store.ts'
import { newTrace } from '../infra/traces.ts'
import { enrichGroup } from '../enrich/enrich.ts'
import { mentionsTopic } from '../ingest/mention/mention.ts'
import type { AlertCommand } from './alert/alert-command.ts'
import { commandsDone } from './alert/alert-table.ts'
import { openAlertStore } from './alert-store.ts'
import { openCarryOut } from './carry-out.ts'
import { emptyCompany, type CompanyContext } from './company.ts'
import { openDecisions } from './decisions.ts'
import type { EvaluationResult } from './detection/evaluate.ts'
import type { Gates } from './detection/gates.ts'
import type { LocalityOf } from './detection/locality.ts'
import type { UpliftOf } from './detection/planned-events.ts'
import { saveLastEvaluation } from './detection/last-evaluation.ts'
import { openLiveCounts } from './detection/live-counts.ts'
import { openHazardWatch } from './hazards/hazard-watch.ts'
import type { HazardPolicy } from './hazards/policy.ts'
import { changedCounts } from './series/count-table.ts'
import { labelSwitches, openRecounts, type LabelSwitches } from './series/recount.ts'
import { termPolicyFor } from './terms/policy.ts'
import { openTermWatch } from './terms/term-watch.ts'

/** With more published mentions than this not yet stored, the counts are incomplete, so no alert resolves or eases. */
const maxLag = 2_000
/** Measured with `clock`, so the demo's fast clock evaluates at every tick. */
const evaluateEveryMs = 60_000

export interface AlertWriterDeps {
  log: EventLog
  store: Store
  clock: Clock
  logger: Logger
  taxonomy: Taxonomy
  gates: Gates
  /** False alarms that a department accepts in a week. */
  budgetPerWeek: number
  /** When a single report of a hazard opens an alert. */
  hazards: HazardPolicy
  /** How many times the expected count planned events allow. */
  upliftOf: UpliftOf
  /** The time zone and the holidays that series follow; absent: UTC without holidays. */
  localityOf?: LocalityOf | undefined
  /** Absent: no company context is configured. */
  company?: CompanyContext
  /** Called after each evaluation, with its time (epoch ms) and duration. */
  onEvaluated?: (
    result: Pick<EvaluationResult, 'series' | 'waiting' | 'skipped' | 'thresholds' | 'closed'> & {
      at: number
      seconds: number
    },
  ) => void
}

/** The only writer of alerts. Its methods are queued, so an evaluation and a command never change an alert at the same time. */
export interface AlertWriter {
  /** Loads the state that the last writer saved. */
  load(): Promise<void>
  /** Recounts what changed; evaluates and reads terms when due. `now` in epoch ms. */
  tick(now: number): Promise<void>
  apply(commands: readonly AlertCommand[]): Promise<void>
  /** Resolves when no evaluation and no command is under way. */
  idle(): Promise<void>
  /** Saves term history and baselines. If that fails, the next writer learns the last hours again. Never rejects. */
  close(): Promise<void>
}

/**
 * A recount reads the whole of its bucket: at 1,000 mentions a second that is up to 300,000 each time, and the store would do nothing else.
 * So it pauses for three times as long as it took; an evaluation always has fresh counts.
 */
const pausePerRecount = 3

export function openAlertWriter(deps: AlertWriterDeps): AlertWriter {
  const { log, store, logger, gates, upliftOf, localityOf } = deps
  const company = deps.company ?? emptyCompany(deps.taxonomy)
  const alertStore = openAlertStore(deps, company.policy)
  const carryOut = openCarryOut({ store, alertStore, organisation: company.organisation })
  const recounts = openRecounts(store)
  const hazardWatch = openHazardWatch(store)
  const policy = termPolicyFor(gates)
  const proposals = openTermWatch({ store, logger, policy, scope: 'department' })
  const news = openTermWatch({ store, logger, policy, scope: 'company' })
  const counts = openLiveCounts(store, { least: gates.mentions, upliftOf, localityOf })
  const scope = { store, includesHistory: false }
  const decisions = openDecisions({
    ...deps,
    company,
    counts,
    alertStore,
    scope,
    risingTerms: async () => news.rising(),
  })
  let learntUpTo = 0
  let evaluatedAt = -Infinity
  let recountAt = 0
  let isWaiting = false
  let isNewsLeft = false
  let areProposalsLeft = false
  let queue: Promise<void> = Promise.resolve()
  const inTurn = (work: () => Promise<void>): Promise<void> => (queue = queue.then(work, work))

  /** Baselines that learnt from a bucket whose count has changed are learnt again. */
  const invalidate = async (buckets: readonly number[], since: number) => {
    const learnt = buckets.filter((at) => at < learntUpTo)
    counts.invalidate(await changedCounts(store, learnt, since))
  }

  const evaluate = async (now: number, switches: LabelSwitches): Promise<void> => {
    const startedAt = performance.now()
    const isBehind = (await log.lag(mentionsTopic, enrichGroup)) > maxLag
    const result = await decisions.evaluate(now, { isBehind })
    const { series, waiting, skipped, thresholds, closed } = result
    learntUpTo = closed
    // Series without a baseline yet were not evaluated, so the next tick evaluates again.
    if (waiting > 0) evaluatedAt = -Infinity
    if ((await labelSwitches(store)).mark !== switches.mark)
      return logger.info('evaluation discarded: labels were switched while it ran')
    await decisions.apply(result)
    await decisions.review(now)
    await decisions.escalate(now)
    await alertStore.save()
    const seconds = (performance.now() - startedAt) / 1000
    await saveLastEvaluation(store, { at: now, perDepartmentPerWeek: deps.budgetPerWeek, series, waiting, thresholds })
    deps.onEvaluated?.({ at: now, series, waiting, skipped, thresholds, closed, seconds })
  }

  /** At every tick: one report is enough. The alerts are saved before the progress. */
  const receiveHazards = (now: number, switches: LabelSwitches): Promise<void> =>
    hazardWatch.catchUp(switches, async (reports) => {
      await decisions.receive(reports, now)
      await alertStore.save()
    })

  const tick = async (now: number): Promise<void> => {
    await alertStore.save()
    const switches = await labelSwitches(store)
    if (switches.isUnderWay && !isWaiting) logger.info('labels are being switched: recounts and evaluations are paused')
    isWaiting = switches.isUnderWay
    if (isWaiting) return
    // Also when the clock was set back.
    const isDue = Math.abs(now - evaluatedAt) >= evaluateEveryMs
    if (isDue || performance.now() >= recountAt) {
      const startedAt = performance.now()
      await recounts.catchUp(switches, invalidate)
      recountAt = performance.now() + (performance.now() - startedAt) * pausePerRecount
    }
    await receiveHazards(now, switches)
    if (isDue) {
      // Saved before the evaluation learns more: now every baseline built on a changed count is already invalidated.
      await counts.save(recounts.completeUntil())
      evaluatedAt = now
      // News before the evaluation, which may alert of it.
      isNewsLeft = await news.catchUp(switches, recounts.storeTime())
      const traceparents = recounts.takeTraceparents()
      await newTrace('evaluate', { traceparents }, () => evaluate(now, switches))
    } else if (isNewsLeft) isNewsLeft = await news.catchUp(switches, recounts.storeTime())
    if (isDue || areProposalsLeft) areProposalsLeft = await proposals.catchUp(switches, recounts.storeTime())
  }

  /** Applies commands in order, each to the result of the ones before it; writes them together. */
  const apply = async (commands: readonly AlertCommand[]): Promise<void> => {
    await alertStore.save()
    const done = await commandsDone(
      store,
      commands.map(({ commandId }) => commandId),
    )
    for (const command of commands) {
      if (!done.has(command.commandId)) await carryOut(command)
      done.add(command.commandId)
    }
    await alertStore.save()
  }

  return {
    async load() {
      await recounts.load()
      await alertStore.load()
      await hazardWatch.load()
      await news.load()
      await proposals.load()
    },
    tick: (now) => inTurn(() => tick(now)),
    apply: (commands) => inTurn(() => apply(commands)),
    idle: () => queue.catch(() => {}),
    close: () =>
      inTurn(async () => {
        await news.save()
        await proposals.save()
        await counts.save(recounts.completeUntil(), { isLast: true })
      }).catch((err: unknown) => logger.warn({ err }, 'baselines could not be saved')),
  }
}
