import type { Clock } from '../infra/clock.ts'
import type { EventLog, Stop } from '../infra/log/event-log.ts'
import type { Logger } from '../infra/logger.ts'
import { schedule } from '../infra/schedule.ts'
import type { Store } from '../infra/store/store.ts'
import type { Taxonomy } from '../enrich/taxonomy.ts'
import { enrichGroup } from '../enrich/enrich.ts'
import { mentionsTopic } from '../ingest/mention.ts'
import { alertCommandsTopic, alertId, type Alert, type AlertCommand } from './alert.ts'
import { changeOfCommand, findAlert } from './alert-table.ts'
import { openBook, ourselves } from './book.ts'
import { departmentsOf } from './describe.ts'
import { detectorVersion } from './detector.ts'
import { calmSince, commanded, nextChange } from './lifecycle.ts'
import { openLooks, type Gates, type Seen } from './look.ts'
import { differs, explained, figuresIn, onsetAtOf, voicesOf } from './picture.ts'
import { labelSwitches, openRecounts, type LabelSwitches } from './recounts.ts'
import { baseBucketMs, subjectKey } from './series.ts'
import { subjectsIn } from './series-table.ts'
import { defaultTermPolicy } from './terms/policy.ts'
import { openTermWatch } from './terms/term-watch.ts'

export interface AlertsParts {
  log: EventLog
  store: Store
  clock: Clock
  logger: Logger
  taxonomy: Taxonomy
  gates: Gates
  /** False alarms a department accepts in a week. */
  budgetPerWeek: number
  /** How often to recount, and to look when a minute of `clock` has passed; real ms. */
  tickMs: number
  onLooked?: (looked: { at: number; series: number; level: number; seconds: number }) => void
}

const alertsGroup = 'alerts'
/** So many mentions published and not yet stored: what is counted is not all there is, so nothing is calm. */
const farBehind = 2_000
/** In the time of `clock`: the demo looks at every tick while its clock runs fast. */
const lookEveryMs = 60_000

/**
 * Looks, decides, tells, remembers. The process that is assigned the one partition of `alert-commands` does it; it reads the
 * standing alerts back when it gets it, and another process goes on where this one stopped.
 */
export async function startAlerts(parts: AlertsParts): Promise<Stop> {
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
  return parts.log.subscribe(
    alertCommandsTopic,
    alertsGroup,
    async (commands) => {
      for (const command of commands) await writer!.obey(command)
    },
    { owner: { onAssigned: start, onRevoked: stop }, batch: 20 },
  )
}

function openWriter(parts: AlertsParts) {
  const { log, store, taxonomy, logger } = parts
  const looks = openLooks(parts)
  const book = openBook(parts)
  const recounts = openRecounts(store)
  const voices = Math.max(parts.gates.authors, parts.gates.texts)
  const terms = openTermWatch({ store, logger, policy: { ...defaultTermPolicy, voices, ratio: parts.gates.ratio } })
  let learntUpTo = 0
  let turn: Promise<void> = Promise.resolve()
  /** One thing at a time: a look and a command never change an alert at once. */
  const inTurn = (work: () => Promise<void>): Promise<void> => (turn = turn.then(work, work))

  const readBack = async () => {
    await recounts.readBack()
    await book.readBack()
    await terms.readBack()
  }

  /** Whoever comes next goes on from here; should it fail, they hear the last minutes again. */
  const putDown = () =>
    inTurn(() =>
      terms.save().catch((err: unknown) => logger.warn({ err }, 'what is usual of terms could not be saved')),
    )

  /** What was learnt from an old bucket that changed is learnt anew from the counts. */
  const forget = async (buckets: readonly number[]) =>
    looks.forget(
      await subjectsIn(
        store,
        buckets.filter((at) => at < learntUpTo),
      ),
    )

  const open = async (seen: Seen, level: number): Promise<void> => {
    const { series, finding } = seen
    const id = alertId(series.subject, Math.floor(seen.at / baseBucketMs) * baseBucketMs)
    const onsetAt = onsetAtOf(seen)
    const alert = await explained(
      store,
      taxonomy,
      {
        id,
        title: '',
        status: 'open',
        severity: 'low',
        departments: departmentsOf(taxonomy, series.subject, seen.voices.departments),
        topic: series.subject.kind === 'topic' ? series.subject.id : '',
        cut:
          series.subject.dimension === ''
            ? null
            : {
                dimension: series.subject.dimension,
                value: series.subject.value,
              },
        onsetAt,
        detectedAt: seen.at,
        openedAt: seen.at,
        updatedAt: seen.at,
        resolvedAt: null,
        snoozedUntil: null,
        ...figuresIn(seen),
        ...voicesOf(seen),
        drivers: [],
        evidence: [],
        similar: [],
        owner: null,
        verdict: null,
        changeNumber: 0,
        facts: {
          subject: series.subject,
          revision: 0,
          toldExcess: 0,
          mostExcess: 0,
          calmSince: null,
          explainedObserved: 0,
          explainedAt: 0,
          driverTable: null,
          finding: {
            detector: detectorVersion,
            tested: finding.tested!,
            authors: seen.voices.authors,
            texts: seen.voices.texts,
            level,
            p: finding.p,
          },
        },
      },
      seen.at,
    )
    await book.change(alert, { change: 'opened', set: {}, reason: 'more than usual' }, ourselves)
  }

  const follow = async (alert: Alert, seen: Seen): Promise<void> => {
    const { sight } = seen
    const change = nextChange(alert, sight, seen.at)
    const facts = { ...alert.facts, calmSince: calmSince(alert, sight, seen.at) }
    if (alert.status === 'resolved' && !change) {
      return facts.calmSince === alert.facts.calmSince ? undefined : book.refresh({ ...alert, facts }, seen.at)
    }
    const followed = {
      ...alert,
      ...figuresIn(seen),
      p: alert.p,
      authors: Math.min(alert.authors, seen.finding.observedInWindow),
      texts: Math.min(alert.texts, seen.finding.observedInWindow),
      facts,
    }
    const fresh = sight.above ? await explained(store, taxonomy, followed, seen.at) : followed
    if (change) return book.change(fresh, change, ourselves)
    if (differs(alert, fresh)) await book.refresh(fresh, seen.at)
  }

  const look = async (now: number, switches: LabelSwitches): Promise<void> => {
    const startedAt = performance.now()
    book.forget(now)
    const isBehind = (await log.lag(mentionsTopic, enrichGroup)) > farBehind
    const looked = await looks.look(now, { standing: [...book.standing.values()], isBehind })
    learntUpTo = looked.closed
    if ((await labelSwitches(store)).mark !== switches.mark)
      return logger.info('a look is dropped: labels were switched under it')
    for (const [id, seen] of looked.standing) await follow(book.standing.get(id)!, seen)
    for (const seen of looked.spiking) if (!standsAlready(book.standing, seen)) await open(seen, looked.level)
    const seconds = (performance.now() - startedAt) / 1000
    parts.onLooked?.({ at: now, series: looked.series, level: looked.level, seconds })
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
      const isDue = now - lookedAt >= lookEveryMs
      if (isDue) {
        lookedAt = now
        await look(now, switches)
      }
      if (isDue || termsAreLeft) termsAreLeft = await terms.catchUp(switches)
    })

  const obey = (command: AlertCommand) =>
    inTurn(async () => {
      await book.save()
      if (await changeOfCommand(store, command.commandId)) return
      const alert = book.standing.get(command.alertId) ?? (await findAlert(store, command.alertId))
      const change = alert && commanded(alert, command)
      if (alert && change) await book.change(alert, change, { name: command.by, commandId: command.commandId })
    })

  return { readBack, tick, obey, putDown }
}

/** An open alert answers for its topic or department whatever the cut; one that may reopen for the very same subject only. */
function standsAlready(standing: ReadonlyMap<string, Alert>, { series: { subject } }: Seen): boolean {
  return [...standing.values()].some(({ status, facts }) =>
    status === 'resolved'
      ? subjectKey(facts.subject) === subjectKey(subject)
      : facts.subject.kind === subject.kind && facts.subject.id === subject.id,
  )
}
