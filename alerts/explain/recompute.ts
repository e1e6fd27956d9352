import type { Alert } from '../alert/alert.ts'
import { withCut } from './cut-driver.ts'
import { detectorVersion } from '../detector/state.ts'
import type { Driver } from '../alert/driver.ts'
import { chooseAgain } from './choose-drivers.ts'
import { hazardsIn } from '../../enrich/analysis/hazards-in.ts'
import { pOf } from '../detector/p-value.ts'

export interface Replayed {
  /** The stored p-value, and the threshold at or below which it was a spike. */
  stored: number
  threshold: number
  /** The recomputed p-value; null for a drop, whose test inputs are not stored, and for a hazard. */
  p: number | null
  /** Of a hazard: whether its first quote is still read as that hazard; null where the quote was removed. */
  sameFinding: boolean | null
  /** Null where an older version chose the drivers and did not store their table. */
  drivers: Driver[] | null
  sameDrivers: boolean | null
}

/** Recomputes an alert from its stored inputs; its mentions are not needed. @throws Error if another detector version found it */
export function replayed(alert: Alert): Replayed {
  if (alert.kind === 'hazard') return rereadHazard(alert)
  const {
    id,
    cut,
    drivers: original,
    facts: { finding, driverTable },
  } = alert
  const { detector, tested, threshold, p: stored } = finding
  if (detector !== detectorVersion)
    throw new Error(`${id} was found by detector version ${detector}; version ${detectorVersion} cannot recompute it`)
  const p = tested.windows.length === 0 ? null : pOf(tested)
  const drivers = driverTable && withCut(chooseAgain(driverTable), cut, driverTable)
  return {
    p,
    stored,
    threshold,
    sameFinding: p === null ? null : Math.abs(p - stored) <= 1e-9 * Math.max(p, stored) && p <= threshold,
    drivers,
    sameDrivers: drivers && JSON.stringify(drivers) === JSON.stringify(original),
  }
}

function rereadHazard({ hazard, evidence: [first] }: Alert): Replayed {
  const sameFinding = first && first.text !== '' ? hazardsIn(first.text).includes(hazard!.kind) : null
  return { p: null, stored: 0, threshold: 0, sameFinding, drivers: null, sameDrivers: null }
}
