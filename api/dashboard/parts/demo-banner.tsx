import { now, status } from '../lib/now.ts'
import { hourOf, span } from '../lib/words.ts'
import { zoneAt } from '../lib/zone.ts'

/** Says that everything shown is invented, and how far the replay is. */
export function DemoBanner() {
  const demo = status.value?.demo
  if (!demo) return null
  return (
    <div class="demo" role="status" aria-live="off">
      <b>Demo</b>
      <span>Invented customers of an invented company, Halden, which makes kitchen appliances and an app.</span>
      <span>{demo.caughtUp ? 'The replay has reached the present.' : replay(demo.behindMs)}</span>
    </div>
  )
}

const replay = (behindMs: number) =>
  `Replaying the last hours: at ${hourOf(now.value)} ${zoneAt(now.value)}, ${span(behindMs)} to go.`

/** Whether the demo has not reached the present yet, so that nothing can be called usual. */
export const isReplaying = (): boolean => status.value?.demo?.caughtUp === false
