import { upperGamma } from '../detector/count-tail.ts'

/** The informative prior weighs as much as so many mentions of which what is named is as common as now and before together. */
const priorMentions = 5
/** So that what was never heard before has finite odds, and surely more than none (Krichevsky & Trofimov 1981). */
const unheard = 0.5

/** So many of so many mentions name it. */
interface Named {
  named: number
  of: number
}

/**
 * How much more often it is named now than before: z-score of the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi
 * & Quinn, "Fightin' Words", 2008). A mention names it or not, so unlike theirs of a whole vocabulary the variance has that of the others too.
 */
export function logOddsZ(now: Named, before: Named): number {
  const share = (now.named + before.named) / Math.max(1, now.of + before.of)
  const prior = { named: unheard + priorMentions * share, others: unheard + priorMentions * (1 - share) }
  const counts = [now, before].map(({ named, of }) => [named + prior.named, of - named + prior.others] as const)
  const [odds, usual] = counts.map(([named, others]) => Math.log(named / others)) as [number, number]
  const variance = counts.flat().reduce((sum, count) => sum + 1 / count, 0)
  return (odds - usual) / Math.sqrt(variance)
}

/** P(Z ≥ z) of a normal deviate, z ≥ 0. */
export const normalTail = (z: number): number => upperGamma(0.5, (z * z) / 2) / 2
