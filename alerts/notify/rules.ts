import type { Rules } from './gate.ts'
import { nextDigest, quietsOf, type Times } from './schedule.ts'
import type { Muted } from './mute.ts'
import { quietUntil } from '../organisation/quiet-hours.ts'

const leastWaitMs = 1_000

/** What may be told at a time. Nothing is worked out twice, for thousands may be due at once. */
export function rulesAt(now: number, muted: Muted, times: Times): Rules {
  const known = new Map<string, number>()
  return {
    now,
    muted,
    quietUntil(delivery, severity) {
      const key = `${delivery.receiver} ${delivery.person} ${severity}`
      const until = known.get(key) ?? quietUntil(quietsOf(times, delivery), now, severity)
      known.set(key, until)
      return until
    },
    lookAgainAt(delivery) {
      if (delivery.mode !== 'now') return nextDigest(times, delivery, now)
      return now + Math.max(leastWaitMs, times.timing(delivery.receiver)?.groupIntervalMs ?? 0)
    },
    notifyOn: (receiver) => times.timing(receiver)?.notifyOn ?? [],
  }
}
