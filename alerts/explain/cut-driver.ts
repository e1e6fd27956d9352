import type { Alert } from '../alert/alert.ts'
import type { Driver, DriverTable } from '../alert/driver.ts'

/** Adds the cut as the last driver, with share 1: the whole excess has it in common, and the title names it already. */
export function withCut(drivers: readonly Driver[], cut: Alert['cut'], { expected, rounds }: DriverTable): Driver[] {
  if (!cut) return [...drivers]
  const { now } = rounds[0]!
  const lift = rounded(now / Math.max(0.5, expected))
  return [...drivers, { ...cut, share: 1, lift, now, expected: rounded(expected) }]
}

const rounded = (x: number) => Math.round(x * 100) / 100
