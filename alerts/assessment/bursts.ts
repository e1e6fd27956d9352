import { median } from '../../infra/median.ts'
import type { WorthOptions } from '../report/worth-schema.ts'
import type { DepartmentDay } from './volume-query.ts'

/** With fewer days nobody knows what a typical day is. */
const leastDays = 14
/** Standard deviations of a Poisson count above the typical day. */
const clearly = 3

interface Bursts {
  /** Null with too few days. */
  burstDays: number | null
  avoidable: number | null
}

/**
 * Days on which a department had clearly more negative mentions than on its typical (median) day: by at least `mentions`, which an alert
 * needs, and by three standard deviations of a Poisson count. `avoidable`: the negative mentions above the typical day that came on these
 * days after those that the alert needs. A rough estimate: a backtest replays the detection itself. Pure.
 * @param allDays number of days that are covered, also those without a mention of the department
 */
export function burstsIn(
  days: readonly Pick<DepartmentDay, 'negative'>[],
  { allDays, mentions }: { allDays: number; mentions: number },
): Bursts {
  if (allDays < leastDays) return { burstDays: null, avoidable: null }
  const counts = [...days.map(({ negative }) => negative), ...Array<number>(Math.max(0, allDays - days.length)).fill(0)]
  const typical = median(counts) ?? 0
  const least = Math.max(mentions, clearly * Math.sqrt(Math.max(1, typical)))
  const excesses = counts.map((count) => count - typical).filter((excess) => excess >= least)
  return {
    burstDays: excesses.length,
    avoidable: excesses.reduce((sum, excess) => sum + Math.max(0, excess - mentions), 0),
  }
}

/** What acting at once would have avoided, at most; null where the company states no assumptions. Pure. */
export function returnOf(
  avoidable: number | null,
  worth: WorthOptions | undefined,
): { contacts: number | null; saved: number | null } {
  if (avoidable === null || !worth) return { contacts: null, saved: null }
  const contacts = avoidable * worth.contactsPerMention * worth.avoidedShare
  return { contacts, saved: contacts * worth.costPerContact }
}
