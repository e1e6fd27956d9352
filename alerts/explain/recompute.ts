import type { Alert } from '../alert/alert.ts'
import { withCut } from './cut-driver.ts'
import { detectorVersion } from '../detector/state.ts'
import type { Driver } from '../alert/driver.ts'
import { chooseAgain } from './choose-drivers.ts'
import { pOf } from '../detector/p-value.ts'

export interface Replayed {
  /** As stored, and the level it had to be below. */
  stored: number
  threshold: number
  /** Computed again; null of a drop, whose tests are not stored. */
  p: number | null
  sameFinding: boolean | null
  /** Null where an older version chose them and did not store from what. */
  drivers: Driver[] | null
  sameDrivers: boolean | null
}

/** An alert computed again from what was stored with it alone: its mentions may be gone. */
export function replayed({ id, cut, drivers: told, facts: { finding, driverTable } }: Alert): Replayed {
  const { detector, tested, threshold, p: stored } = finding
  if (detector !== detectorVersion)
    throw new Error(
      `${id} was found by detector ${detector}, this is detector ${detectorVersion}: it cannot be computed again`,
    )
  const p = tested.windows.length === 0 ? null : pOf(tested)
  const drivers = driverTable && withCut(chooseAgain(driverTable), cut, driverTable)
  return {
    p,
    stored,
    threshold,
    sameFinding: p === null ? null : Math.abs(p - stored) <= 1e-9 * Math.max(p, stored) && p <= threshold,
    drivers,
    sameDrivers: drivers && JSON.stringify(drivers) === JSON.stringify(told),
  }
}
