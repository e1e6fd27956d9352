import { setTimeout as pause } from 'node:timers/promises'
import { Type } from 'typebox'
import type { Clock } from '../../infra/clock.ts'
import type { Page, Source } from '../mention/source.ts'
import { defineSource } from '../mention/source-definition.ts'
import { historyEnd, historyStart } from './demo/clock.ts'
import { demoSources, mentionsOfHour, type DemoMention } from './demo/timeline.ts'

const hourMs = 3_600_000
const seed = 'halden'
const pageSize = 1000
const liveTickMs = 250

export const demoSource = defineSource({
  type: 'demo',
  options: Type.Object({ type: Type.Literal('demo') }, { additionalProperties: false }),
  open: (_, { demoAnchor: anchor, clock }) => demo({ anchor, clock }),
})

/** The sources of the demo. All read the same timeline. */
export function demo(options: { anchor: number; clock: Clock }): Source[] {
  const hourOf = cachedHours(options.anchor)
  return demoSources.map((name) => ({
    name,
    kind: 'stream',
    pages: (cursor, signal) => pages(name, { ...options, hourOf, cursor, signal }),
  }))
}

interface PagesOptions {
  anchor: number
  clock: Clock
  hourOf: (hour: number) => DemoMention[]
  cursor: string | undefined
  signal: AbortSignal
}

async function* pages(name: string, { anchor, clock, hourOf, cursor, signal }: PagesOptions): AsyncGenerator<Page> {
  let at = cursor === undefined ? historyStart(anchor) : (JSON.parse(cursor) as { until: number }).until
  const between = (until: number, limit: number): DemoMention[] => {
    const found: DemoMention[] = []
    for (
      let hour = Math.floor((at - anchor) / hourMs);
      anchor + hour * hourMs < until && found.length < limit;
      hour++
    ) {
      const end = Math.min(until, anchor + (hour + 1) * hourMs)
      found.push(...hourOf(hour).filter((m) => m.source === name && m.createdAt >= at && m.createdAt < end))
      at = end
    }
    return found
  }
  while (!signal.aborted) {
    const history = at < historyEnd(anchor)
    const until = history ? historyEnd(anchor) : clock()
    if (until > at) {
      const mentions = between(until, pageSize).map(({ source: _source, ...mention }) => ({
        ...mention,
        backfill: history,
      }))
      yield { mentions, cursor: JSON.stringify({ until: at }), coveredUntil: at }
    }
    if (!history) await pause(liveTickMs, undefined, { signal }).catch(() => {})
  }
}

/** The sources move through time together: each hour is generated once, and the newest two weeks are kept. */
function cachedHours(anchor: number): (hour: number) => DemoMention[] {
  const kept = new Map<number, DemoMention[]>()
  const mostHours = 14 * 24
  return (hour) => {
    let mentions = kept.get(hour)
    if (!mentions) {
      mentions = mentionsOfHour(seed, anchor, hour)
      kept.set(hour, mentions)
      if (kept.size > mostHours) kept.delete(kept.keys().next().value!)
    }
    return mentions
  }
}
