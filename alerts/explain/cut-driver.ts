import type { Alert } from '../alert/alert.ts'
import type { Driver, DriverTable } from '../alert/driver.ts'

/** A value that this share of a cut's excess has in common says more than the cut itself; half of it is enough where the cut is a source or a sentiment. */
const sayingMore = (cut: { dimension: string }) => (['source', 'sentiment'].includes(cut.dimension) ? 0.5 : 0.8)

/** The drivers with the cut among them, strongest first: where only a cut spikes, the whole excess has it in common. */
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
