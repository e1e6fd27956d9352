import { useState } from 'preact/hooks'
import type { BacktestDto, RuleDto } from '../../dto/backtest-dto.ts'
import { showToast } from '../lib/announce.ts'
import { cancelBacktest, startBacktest, useBacktest, useBacktests, type NewBacktest } from '../lib/backtests.ts'
import { mayAdmin } from '../lib/may-admin.ts'
import { personName } from '../lib/now.ts'
import { go, route, withQuery } from '../lib/router.ts'
import { useTitle } from '../lib/use-title.ts'
import { dayAndTime, percent } from '../lib/words.ts'
import { AlertQuality } from '../parts/alert-quality.tsx'
import { BacktestResult } from '../parts/backtest-result.tsx'
import { TuningForm } from '../parts/tuning-form.tsx'

/** Other settings tried on the stored history, and what people made of the alerts so far. */
export function TuningPage() {
  useTitle('Tuning')
  const isAllowed = mayAdmin({ hub: true })
  return (
    <div class="page tuning">
      <div class="head">
        <h1>Tuning</h1>
        <p class="muted small">
          How many alerts open, and what people made of them. Trying settings changes nothing: the configuration file
          does.
        </p>
      </div>
      {isAllowed ? <Backtests /> : <p class="card muted">Only admins and the service team may try other settings.</p>}
      <AlertQuality />
    </div>
  )
}

const usualWeeks = 8

function Backtests() {
  const { data: list, error } = useBacktests(true)
  const shown = useBacktest(route.value.query.get('backtest') ?? list?.items[0]?.id)
  if (error)
    return (
      <p class="card outage" role="alert">
        Backtests could not be loaded: {error.message}
      </p>
    )
  if (!list) return <p class="muted">Loading…</p>
  return <Trial key={shown?.id ?? ''} shown={shown} inForce={list.inForce} />
}

/** The settings of the backtest that is shown, or those in force, to be changed and tried. */
function Trial({ shown, inForce }: { shown: BacktestDto | undefined; inForce: RuleDto }) {
  const [asked, setAsked] = useState<NewBacktest>({
    weeks: shown?.weeks ?? usualWeeks,
    settings: shown?.settings ?? inForce,
    suggests: shown?.suggests ?? false,
  })
  return (
    <>
      <TuningForm
        asked={asked}
        inForce={inForce}
        isRunning={shown?.state === 'running'}
        onChange={setAsked}
        onTry={() => void start(asked)}
      />
      {shown && <State of={shown} />}
      {shown?.result && (
        <BacktestResult
          of={shown.result}
          weeks={shown.weeks}
          suggests={shown.suggests}
          onTake={(settings) => setAsked({ ...asked, settings })}
        />
      )}
    </>
  )
}

async function start(asked: NewBacktest): Promise<void> {
  try {
    const { id } = await startBacktest(asked)
    go(withQuery({ backtest: id }), { replace: true })
  } catch (error) {
    showToast(`Not started: ${(error as Error).message}`)
  }
}

async function cancel(id: string): Promise<void> {
  try {
    await cancelBacktest(id)
  } catch (error) {
    showToast(`Not cancelled: ${(error as Error).message}`)
  }
}

function State({ of: { id, state, by, requestedAt, progress, replayingAt, reason } }: { of: BacktestDto }) {
  if (state === 'running')
    return (
      <section class="card row" aria-label="Backtest in progress">
        <progress value={progress} max={1} aria-label="Progress of the backtest" />
        <span class="small">
          {percent(progress)}
          {replayingAt && ` · replaying ${dayAndTime(replayingAt)} UTC`}
        </span>
        <button class="btn" type="button" onClick={() => void cancel(id)}>
          Cancel
        </button>
      </section>
    )
  const asked = `by ${personName(by)}, ${dayAndTime(requestedAt)} UTC`
  if (state === 'done') return <p class="muted small">Tried {asked}</p>
  return (
    <p class="card" role="status">
      The backtest {asked} {state === 'failed' ? 'failed' : 'was cancelled'}
      {reason && `: ${reason}`}.
    </p>
  )
}
