import type { OpenStore } from '../infra/store/open-store.ts'
import { only, type Call, type Verb } from '../infra/verb.ts'
import type { Alert } from './alert.ts'
import { findAlert } from './alert-table.ts'
import { detectVerb } from './detect-verb.ts'
import { detectorVersion } from './detector.ts'
import { pOf } from './p-value.ts'
import { sentenceOf } from './sentence.ts'

export function alertVerbs({ store }: { store: (call: Call) => Promise<OpenStore> }): Verb[] {
  return [
    detectVerb,
    {
      name: 'explain',
      usage: 'ALERT',
      summary: 'prints what an alert is about: figures, drivers, quotes',
      run: (call) => withAlert(call, store, explain),
    },
    {
      name: 'replay',
      usage: 'ALERT',
      summary: 'recomputes an alert from its stored facts and says whether the finding is the same',
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
  const percent = (share: number) => `${Math.round(share * 100)} %`
  const lines = [
    `${alert.title} · ${alert.severity} · ${alert.status} · ${alert.departments.join(', then ')}`,
    sentenceOf(alert),
    ...alert.drivers.map(
      (d) =>
        `  ${d.dimension} ${d.value}: ${percent(d.share)} of the extra, ${d.now} now, ${d.usual} usual, ${d.lift} times as common`,
    ),
    ...alert.evidence.map(
      (quote) =>
        `  “${quote.text.replace(/\s+/g, ' ')}” ${quote.author} · ${quote.source} · ${new Date(quote.createdAt).toISOString()}`,
    ),
  ]
  for (const line of lines) await call.print(line)
}

async function replay(call: Call, alert: Alert): Promise<number> {
  const { detector, tested, level, p: stored } = alert.facts.finding
  if (detector !== detectorVersion)
    throw new Error(
      `${alert.id} was found by detector ${detector}, this is detector ${detectorVersion}: it cannot be computed again`,
    )
  const p = pOf(tested)
  const same = Math.abs(p - stored) <= 1e-9 * Math.max(p, stored) && p <= level
  if (call.values.json) await call.print(JSON.stringify({ id: alert.id, same, p, level, stored }))
  else
    await call.print(
      `${alert.title}: ${same ? 'the same finding' : 'ANOTHER finding'} (p ${p.toExponential(3)}, stored ${stored.toExponential(3)}, level ${level.toExponential(3)})`,
    )
  return same ? 0 : 1
}
