import { upperGamma } from '../detector/count-tail.ts'

/** Weight of the informative prior, in mentions. Its share is that of both spans together. */
const priorMentions = 5
/** Added to each count, so that a value without mentions has finite odds (Krichevsky & Trofimov 1981). */
const halfMention = 0.5

/** `named` of `of` mentions contain the value. */
interface Named {
  named: number
  of: number
}

/**
 * How much more common a value is now than before: the z-score of the log-odds ratio with an informative Dirichlet prior (Monroe,
 * Colaresi & Quinn, "Fightin' Words", 2008). A mention either names the value or not, so the variance includes that of the other
 * mentions.
 */
export function logOddsZ(now: Named, before: Named): number {
  const share = (now.named + before.named) / Math.max(1, now.of + before.of)
  const prior = { named: halfMention + priorMentions * share, others: halfMention + priorMentions * (1 - share) }
  const counts = [now, before].map(({ named, of }) => [named + prior.named, of - named + prior.others] as const)
  const [odds, oddsBefore] = counts.map(([named, others]) => Math.log(named / others)) as [number, number]
  const variance = counts.flat().reduce((sum, count) => sum + 1 / count, 0)
  return (odds - oddsBefore) / Math.sqrt(variance)
}

/** P(Z ≥ z) of a normal deviate, z ≥ 0. */
export const normalTail = (z: number): number => upperGamma(0.5, (z * z) / 2) / 2
