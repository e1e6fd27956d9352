import type { Alert } from '../alert/alert.ts'
import type { Driver, DriverTable } from '../alert/driver.ts'

/** A driver with at least this share of the excess is listed before the cut. */
const shareBeforeCut = (cut: { dimension: string }) => (['source', 'sentiment'].includes(cut.dimension) ? 0.5 : 0.8)

/** Adds the cut as a driver with share 1: the whole excess has it in common. Strongest first. */
export function withCut(drivers: readonly Driver[], cut: Alert['cut'], { expected, rounds }: DriverTable): Driver[] {
  if (!cut) return [...drivers]
  const { now } = rounds[0]!
  const lift = rounded(now / Math.max(0.5, expected))
  return [
    ...drivers.filter(({ share }) => share >= shareBeforeCut(cut)),
    { ...cut, share: 1, lift, now, expected: rounded(expected) },
    ...drivers.filter(({ share }) => share < shareBeforeCut(cut)),
  ]
}

const rounded = (x: number) => Math.round(x * 100) / 100
