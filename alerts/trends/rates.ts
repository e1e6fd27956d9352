/** Below so many in both together, two counts are not compared. */
const leastTogether = 20

/** How two counts over equally long periods relate: beyond chance or not, or too few to say. */
export const differences = ['more', 'fewer', 'same', 'tooFew'] as const
export type Difference = (typeof differences)[number]

/** Two standard deviations of chance: one in twenty such differences. */
const beyondChance = 2

/** Compares two counts over equally long periods, as Poisson counts: given their sum, each is half of it give or take √sum ÷ 2. Pure. */
export function differenceOf(now: number, before: number): Difference {
  const both = now + before
  if (both < leastTogether) return 'tooFew'
  if (Math.abs(now - before) < beyondChance * Math.sqrt(both)) return 'same'
  return now > before ? 'more' : 'fewer'
}

/** Whether two shares differ beyond chance (normal approximation with the pooled share); undefined with too few mentions to say. Pure. */
export function shareDiffers(now: Share, before: Share): boolean | undefined {
  if (Math.min(now.of, before.of) < leastTogether) return undefined
  const pooled = (now.n + before.n) / (now.of + before.of)
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / now.of + 1 / before.of))
  return Math.abs(now.n / now.of - before.n / before.of) > beyondChance * deviation
}

/** So many of so many. */
export interface Share {
  n: number
  of: number
}

/** A topic is new with this many complaints after none or hardly any … */
const leastNew = 5
/** … and worse, or better, with a difference beyond three deviations (one of a hundred topics differs so much by chance only rarely). */
const topicDeviations = 3
const leastRatio = 1.5

export type TopicChange = 'new' | 'worse' | 'better' | 'same'

/** How the complaints of a topic changed from one equally long period to another. Pure. */
export function topicChange(now: number, before: number): TopicChange {
  if (now >= leastNew && now >= 10 * before) return 'new'
  if (Math.abs(now - before) <= topicDeviations * Math.sqrt(now + before)) return 'same'
  if (now >= leastRatio * before) return 'worse'
  return before >= leastRatio * now ? 'better' : 'same'
}
