import { quietUntil } from '../organisation/quiet-hours.ts'
import type { Rules } from './gate.ts'
import type { MuteOf } from './mute.ts'
import { nextDigest, quietHoursOf, type TimingContext } from './schedule.ts'

const leastWaitMs = 1_000

/** The rules of the gates at `now` (epoch ms). Quiet hours are cached, because thousands of deliveries may be due at once. */
export function rulesAt(now: number, mute: MuteOf, context: TimingContext): Rules {
  const known = new Map<string, number>()
  return {
    now,
    mute,
    quietUntil(delivery, severity) {
      const key = `${delivery.receiver} ${delivery.person} ${severity}`
      const until = known.get(key) ?? quietUntil(quietHoursOf(context, delivery), now, severity)
      known.set(key, until)
      return until
    },
    nextCheckAt(delivery) {
      if (delivery.mode !== 'now') return nextDigest(context, delivery, now)
      return now + Math.max(leastWaitMs, context.timing(delivery.receiver)?.groupIntervalMs ?? 0)
    },
    notifyOn: (receiver) => context.timing(receiver)?.notifyOn ?? [],
  }
}
