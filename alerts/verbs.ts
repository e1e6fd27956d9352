import type { OpenStore } from '../infra/store/open-store.ts'
import { only, type Call, type Verb } from '../infra/verb.ts'
import type { Alert } from './alert/alert.ts'
import { findAlert } from './alert/alert-table.ts'
import { detectVerb } from './detection/detect-verb.ts'
import { explanationOf } from './explain/print-explanation.ts'
import { seesAll } from './alert/visibility.ts'
import { withoutRemoved } from './alert/removed-quotes.ts'
import { replayed, type Replayed } from './explain/recompute.ts'
import { sentenceOf } from './alert/sentence.ts'

export function alertVerbs({ store }: { store: (call: Call) => Promise<OpenStore> }): Verb[] {
  return [
    detectVerb,
    {
      name: 'explain',
      usage: 'ALERT',
      summary: 'prints an alert: figures, drivers, quotes, similar alerts',
      run: (call) => withAlert(call, store, explain),
    },
    {
      name: 'replay',
      usage: 'ALERT',
      summary: 'recomputes an alert from its stored inputs and reports whether finding and drivers are the same',
      run: (call) => withAlert(call, store, replay),
    },
  ]
}

async function withAlert(
  call: Call,
  store: (call: Call) => Promise<OpenStore>,
  use: (call: Call, alert: Alert) => Promise<number | void>,
) {
  const id = only(call, 'ALERT')
  const opened = await store(call)
  try {
    const alert = await findAlert(opened.store, id, seesAll)
    if (!alert) throw new Error(`there is no alert ${id}`)
    const [shown] = await withoutRemoved(opened.store, [alert])
    return await use(call, shown!)
  } finally {
    await opened.close()
  }
}

async function explain(call: Call, alert: Alert): Promise<void> {
  if (call.values.json) return call.print(JSON.stringify({ ...alert, facts: undefined, sentence: sentenceOf(alert) }))
  for (const line of explanationOf(alert)) await call.print(line)
}

async function replay(call: Call, alert: Alert): Promise<number> {
  const { drivers: _drivers, ...again } = replayed(alert)
  const same = again.sameFinding !== false && again.sameDrivers !== false
  if (call.values.json) await call.print(JSON.stringify({ id: alert.id, same, ...again }))
  else
    for (const line of alert.kind === 'hazard' ? hazardLines(alert.title, again) : replayLines(alert.title, again))
      await call.print(line)
  return same ? 0 : 1
}

function hazardLines(title: string, { sameFinding }: Pick<Replayed, 'sameFinding'>): string[] {
  if (sameFinding === null) return [`${title}: not compared, the first quote was removed`]
  return [
    `${title}: ${sameFinding ? 'the first quote is read as the same hazard' : 'the first quote is NOT read as this hazard'}`,
  ]
}

function replayLines(title: string, again: Omit<Replayed, 'drivers'>): string[] {
  const { p, stored, threshold, sameFinding, sameDrivers } = again
  const figures = `stored p ${stored.toExponential(3)}, threshold ${threshold.toExponential(3)}`
  return [
    p === null
      ? `${title}: finding not compared, the test inputs of a drop are not stored (${figures})`
      : `${title}: ${sameFinding ? 'the same finding' : 'DIFFERENT finding'} (p ${p.toExponential(3)}, ${figures})`,
    sameDrivers === null
      ? 'drivers not compared, their counts are not stored with this alert'
      : sameDrivers
        ? 'the same drivers'
        : 'DIFFERENT drivers',
  ]
}
