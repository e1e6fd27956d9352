import type { Alert } from '../alert/alert.ts'
import type { Driver, DriverTable } from '../alert/driver.ts'

/** What nearly all of a cut's excess shares, and shares more than usual, says more than the cut itself; half of it, where the cut is but the place where it was said, or the mood. */
const sayingMore = (cut: { dimension: string }) => (['source', 'sentiment'].includes(cut.dimension) ? 0.5 : 0.8)

/** Where only a cut spikes, the cut is what the whole excess has in common. The most telling first. */
export function withCut(drivers: readonly Driver[], cut: Alert['cut'], { expected, rounds }: DriverTable): Driver[] {
  if (!cut) return [...drivers]
  const { now } = rounds[0]!
  const lift = rounded(now / Math.max(0.5, expected))
  return [
    ...drivers.filter(({ share }) => share >= sayingMore(cut)),
    { ...cut, share: 1, lift, now, expected: rounded(expected) },
    ...drivers.filter(({ share }) => share < sayingMore(cut)),
  ]
}

const rounded = (x: number) => Math.round(x * 100) / 100
