import type { Clock } from '../infra/clock.ts'
import type { EventLog } from '../infra/log/event-log.ts'
import type { Logger } from '../infra/logger.ts'
import { schedule } from '../infra/schedule.ts'
import type { Store } from '../infra/store/store.ts'
import type { Taxonomy } from '../enrich/labels/taxonomy.ts'
import { enrichGroup } from '../enrich/enrich.ts'
import { mentionsTopic } from '../ingest/mention/mention.ts'
import type { Alert } from './alert/alert.ts'
import { alertCommandsTopic, type AlertCommand } from './alert/alert-command.ts'
import { commandsDone, findAlert } from './alert/alert-table.ts'
import { openAlertStore } from './alert-store.ts'
import { openDecisions } from './decisions.ts'
import { saveLastEvaluation } from './detection/last-evaluation.ts'
import { applyCommand } from './alert/apply-command.ts'
import { openLiveCounts } from './detection/live-counts.ts'
import type { Gates, EvaluationResult } from './detection/look.ts'
import type { UpliftOf } from './detection/planned-events.ts'
import type { Organisation } from './organisation/organisation.ts'
import { refusal } from './organisation/permission.ts'
import { labelSwitches, openRecounts, type LabelSwitches } from './series/recount.ts'
import { changedCounts } from './series/count-table.ts'
import { emptyCompany, type CompanyContext } from './company.ts'
import { defaultTermPolicy } from './terms/policy.ts'
import { openTermWatch } from './terms/term-watch.ts'
import type { Stop } from '../infra/stop.ts'

export interface AlertsDeps {
  log: EventLog
  store: Store
  clock: Clock
  logger: Logger
  taxonomy: Taxonomy
  gates: Gates
  /** False alarms a department accepts in a week. */
  budgetPerWeek: number
  /** What planned events allow. */
  upliftOf: UpliftOf
  /** Nothing = nobody has said anything of the company. */
  company?: CompanyContext
  /** How often to recount, and to look when a minute of `clock` has passed; real ms. */
  tickMs: number
  /** Of the active `series` some are `waiting` until their baseline is learnt, and the quietest are `leftOut` where memory is too small for all. */
  onEvaluated?: (
    looked: Pick<EvaluationResult, 'series' | 'waiting' | 'skipped' | 'thresholds' | 'closed'> & {
      at: number
      seconds: number
    },
  ) => void
}

export const alertsGroup = 'alerts'
/** So many mentions published and not yet stored: what is counted is not all there is, so nothing is calm. */
const farBehind = 2_000
/** In the time of `clock`: the demo looks at every tick while its clock runs fast. */
const evaluateEveryMs = 60_000

/**
 * Looks, decides, tells, remembers. The process that is assigned the one partition of `alert-commands` does it; it reads the
 * standing alerts back when it gets it, and another process goes on where this one stopped.
 */
export async function startAlerts(parts: AlertsDeps): Promise<Stop> {
  let stopLooking: Stop | undefined
  let writer: Pick<ReturnType<typeof openWriter>, 'obey' | 'putDown'> | undefined
  const start = async () => {
    const { tick, readBack, obey, putDown } = openWriter(parts)
    await readBack()
    writer = { obey, putDown }
    stopLooking = schedule({
      every: parts.tickMs,
      name: 'look',
      task: tick,
      logger: parts.logger,
      clock: parts.clock,
    })
  }
  const stop = async () => {
    await stopLooking?.()
    stopLooking = undefined
    await writer?.putDown()
    writer = undefined
  }
  return parts.log.subscribe(alertCommandsTopic, alertsGroup, (commands) => writer!.obey(commands), {
    owner: { onAssigned: start, onRevoked: stop },
    batch: 20,
  })
}

/** What was allowed when it was asked may be somebody else's by now. */
function mayStill(organisation: Organisation, alert: Alert, { by, command, at }: AlertCommand): boolean {
  const person = organisation.people.get(by)
  return !person || refusal(organisation, person, { alert, command, at }) === undefined
}

function openWriter(parts: AlertsDeps) {
  const { log, store, logger } = parts
  const { company = emptyCompany(parts.taxonomy) } = parts
  const book = openAlertStore(parts, company.policy)
  const recounts = openRecounts(store)
  const voices = Math.max(parts.gates.authors, parts.gates.texts)
  const terms = openTermWatch({ store, logger, policy: { ...defaultTermPolicy, voices, ratio: parts.gates.ratio } })
  const counts = openLiveCounts(store, { least: parts.gates.mentions, upliftOf: parts.upliftOf })
  const decisions = openDecisions({ ...parts, company, counts, book, hearing: { store, includesHistory: false } })
  let learntUpTo = 0
  let turn: Promise<void> = Promise.resolve()
  /** One thing at a time: a look and a command never change an alert at once. */
  const inTurn = (work: () => Promise<void>): Promise<void> => (turn = turn.then(work, work))

  const readBack = async () => {
    await recounts.readBack()
    await book.readBack()
    await terms.readBack()
  }

  /** Whoever comes next goes on from here; should it fail, they learn the last hours again. */
  const putDown = () =>
    inTurn(async () => {
      await terms.save()
      await counts.save(recounts.toldUntil(), { isLast: true })
    }).catch((err: unknown) => logger.warn({ err }, 'what is usual could not be saved'))

  /** What was learnt from an old bucket that changed is learnt anew from the counts. */
  const forget = async (buckets: readonly number[], since: number) =>
    counts.forget(
      await changedCounts(
        store,
        buckets.filter((at) => at < learntUpTo),
        since,
      ),
    )

  const look = async (now: number, switches: LabelSwitches): Promise<void> => {
    const startedAt = performance.now()
    const isBehind = (await log.lag(mentionsTopic, enrichGroup)) > farBehind
    const looked = await decisions.look(now, { isBehind })
    const { series, waiting, skipped, thresholds } = looked
    learntUpTo = looked.closed
    // What is still being learnt is not looked at, so the next look comes at once.
    if (waiting > 0) lookedAt = -Infinity
    if ((await labelSwitches(store)).mark !== switches.mark)
      return logger.info('a look is dropped: labels were switched under it')
    await decisions.act(looked)
    await decisions.escalate(now)
    await book.save()
    const seconds = (performance.now() - startedAt) / 1000
    await saveLastEvaluation(store, { at: now, perDepartmentPerWeek: parts.budgetPerWeek, series, waiting, thresholds })
    parts.onEvaluated?.({ at: now, series, waiting, skipped, thresholds, closed: looked.closed, seconds })
  }

  let lookedAt = -Infinity
  let isWaiting = false
  let termsAreLeft = false
  const tick = (now: number): Promise<void> =>
    inTurn(async () => {
      await book.save()
      const switches = await labelSwitches(store)
      if (switches.isUnderWay && !isWaiting) logger.info('labels are being switched: nobody counts or looks until then')
      isWaiting = switches.isUnderWay
      if (isWaiting) return
      await recounts.catchUp(switches, forget)
      const isDue = now - lookedAt >= evaluateEveryMs
      if (isDue) {
        // Before the look learns more: all that is known to have changed until now is forgotten, so these are good.
        await counts.save(recounts.toldUntil())
        lookedAt = now
        await look(now, switches)
      }
      if (isDue || termsAreLeft) termsAreLeft = await terms.catchUp(switches)
    })

  /** Each on what the ones before it made of the alert; written down together. */
  const obey = (commands: readonly AlertCommand[]) =>
    inTurn(async () => {
      await book.save()
      const ids = commands.map(({ commandId }) => commandId)
      const done = await commandsDone(store, ids)
      for (const command of commands) {
        const { commandId, alertId, by: name } = command
        const alert = book.active.get(alertId) ?? (await findAlert(store, alertId))
        const isNew = alert !== undefined && !done.has(commandId) && mayStill(company.organisation, alert, command)
        const change = isNew && applyCommand(alert, command)
        if (isNew && change) await book.tell(alert, change, { name, commandId })
        done.add(commandId)
      }
      await book.save()
    })

  return { readBack, tick, obey, putDown }
}
