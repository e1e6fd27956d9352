import type { OpenStore } from '../infra/store/open-store.ts'
import { only, type Call, type Verb } from '../infra/verb.ts'
import type { Alert } from './alert.ts'
import { findAlert } from './alert-table.ts'
import { detectVerb } from './detect-verb.ts'
import { explanationOf } from './explanation.ts'
import { replayed } from './replay.ts'
import { sentenceOf } from './sentence.ts'

export function alertVerbs({ store }: { store: (call: Call) => Promise<OpenStore> }): Verb[] {
  return [
    detectVerb,
    {
      name: 'explain',
      usage: 'ALERT',
      summary: 'prints what an alert is about: figures, drivers, quotes, what was like it before',
      run: (call) => withAlert(call, store, explain),
    },
    {
      name: 'replay',
      usage: 'ALERT',
      summary: 'recomputes an alert from its stored facts and says whether finding and drivers are the same',
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
    const alert = await findAlert(opened.store, id)
    if (!alert) throw new Error(`there is no alert ${id}`)
    return await use(call, alert)
  } finally {
    await opened.close()
  }
}

async function explain(call: Call, alert: Alert): Promise<void> {
  if (call.values.json) return call.print(JSON.stringify({ ...alert, facts: undefined, sentence: sentenceOf(alert) }))
  for (const line of explanationOf(alert)) await call.print(line)
}

async function replay(call: Call, alert: Alert): Promise<number> {
  const { p, stored, level, sameFinding, sameDrivers } = replayed(alert)
  const same = sameFinding && sameDrivers !== false
  if (call.values.json)
    await call.print(JSON.stringify({ id: alert.id, same, p, level, stored, sameFinding, sameDrivers }))
  else {
    const figures = `p ${p.toExponential(3)}, stored ${stored.toExponential(3)}, level ${level.toExponential(3)}`
    await call.print(`${alert.title}: ${sameFinding ? 'the same finding' : 'ANOTHER finding'} (${figures})`)
    await call.print(
      sameDrivers === null
        ? 'what its drivers were chosen from is not stored: an older version chose them'
        : sameDrivers
          ? 'the same drivers'
          : 'OTHER drivers',
    )
  }
  return same ? 0 : 1
}
