import type { Driver, DriverTable, Round } from '../alert/driver.ts'
import { logOddsZ, normalTail } from './log-odds.ts'

const mostDrivers = 5
const mostAlso = 4
/**
 * The first driver has at least a fifth of the excess, each further one adds at least a tenth, and each is at least 1.5 times as common
 * as before.
 */
const leastShare = 0.2
const leastAdded = 0.1
const leastLift = 1.5
const leastMentions = 3
/** Significance level per dimension: probability that chance alone makes a driver. */
const byChance = 0.01
/** A value that shares this part of the mentions with a driver is listed under it (`also`). */
const nearlyAll = 0.8
/** Half a mention is added on each side, so that a value without earlier mentions has a finite lift. */
const halfMention = 0.5

type Candidates = Omit<DriverTable, 'rounds'>

/**
 * The drivers of an excess: few values that together cover most of it, chosen greedily (set cover). The weight of a value is the
 * additional share of the excess that it covers, times the unusual part of its mentions (1 − 1 / lift). Pure.
 * @param uncovered counts the mentions without any of the chosen values (indexes of `values`). The returned table stores its results, so
 * that `chooseAgain` can repeat the choice.
 */
export function chooseDrivers(
  candidates: Candidates,
  uncovered: (chosen: readonly number[]) => Round,
): { drivers: Driver[]; table: DriverTable } {
  const all = uncovered([])
  const excess = Math.max(1, all.now - candidates.expected)
  const perBefore = candidates.expected / Math.max(1, all.before)
  const rounds = [all]
  const chosen: number[] = []
  const adds: number[] = []
  while (chosen.length < mostDrivers) {
    const least = chosen.length === 0 ? leastShare : leastAdded
    const best = strongest(candidates, [all, rounds.at(-1)!], { excess, perBefore, least })
    if (!best) break
    chosen.push(best.place)
    adds.push(best.share)
    rounds.push(uncovered(chosen))
  }
  const weighed = candidates.values.map((_, place) => weigh(all, place, { excess, perBefore }))
  const drivers = chosen.map((place, i): Driver => {
    const { share, lift, z, expected } = weighed[place]!
    const also = alsoIn(candidates, { rounds, chosen, i, weighed })
    return {
      ...candidates.values[place]!,
      share,
      adds: adds[i]!,
      lift,
      z,
      now: all.nows[place]!,
      expected,
      ...(also.length > 0 && { also }),
    }
  })
  return { drivers, table: { ...candidates, rounds } }
}

/** Repeats the choice from its stored table. */
export const chooseAgain = ({ rounds, ...candidates }: DriverTable): Driver[] =>
  chooseDrivers(candidates, (chosen) => rounds[chosen.length] ?? nothingLeft(candidates)).drivers

function nothingLeft({ values }: Candidates): Round {
  const none = values.map(() => 0)
  return { now: 0, before: 0, nows: none, befores: none }
}

interface Measure {
  excess: number
  /** Expected mentions now for each mention in the weeks before. */
  perBefore: number
}

interface Weighed {
  share: number
  lift: number
  z: number
  expected: number
}

/** The figures of a value among the mentions of a round. */
function weigh(round: Round, place: number, { excess, perBefore }: Measure): Weighed {
  const [now, before] = [round.nows[place]!, round.befores[place]!]
  const expected = before * perBefore
  const shareNow = (now + halfMention) / (round.now + 2 * halfMention)
  const shareBefore = (before + halfMention) / (round.before + 2 * halfMention)
  return {
    share: rounded(Math.max(0, Math.min(1, (now - expected) / excess))),
    lift: rounded(shareNow / shareBefore),
    z: rounded(logOddsZ({ named: now, of: round.now }, { named: before, of: round.before })),
    expected: rounded(expected),
  }
}

const standsOut = ({ lift, z }: Weighed, tried: number): boolean =>
  lift >= leastLift && z > 0 && normalTail(z) * tried <= byChance

function strongest(
  candidates: Candidates,
  [all, round]: [Round, Round],
  { least, ...measure }: Measure & { least: number },
) {
  const found = candidates.values
    .map(({ dimension, value }, place) => ({ dimension, value, place, ...weigh(round, place, measure) }))
    .filter((each) => round.nows[each.place]! >= leastMentions && each.share >= least)
    .filter((each) => standsOut(each, candidates.tried[each.dimension] ?? 1) && !isNameOnly(candidates, each))
    // A driver must also stand out among all mentions, not only among the uncovered ones.
    .filter(({ place }) => weigh(all, place, measure).lift >= leastLift)
    .toSorted((a, b) => weightOf(b) - weightOf(a) || b.z - a.z)
  const [first] = found
  if (first?.dimension !== 'source') return first
  return found.find(({ dimension, share }) => dimension !== 'source' && share >= yieldShare * first.share) ?? first
}

/**
 * A source only says where people write, so anything else that explains half as much comes before it. It stays a cause where all else explains
 * less.
 */
const yieldShare = 0.5

/**
 * Terms and sources are harder to act on than products, carriers and other names. A region says where, and of values with nearly the same
 * mentions the one that says what or who comes first.
 */
const weights: Readonly<Record<string, number>> = { term: 0.5, source: 0.5, region: 0.8 }
const weightOf = ({ dimension, share, lift }: Weighed & Named) =>
  Math.round(100 * share * (1 - 1 / lift) * (weights[dimension] ?? 1))

interface Named {
  dimension: string
  value: string
}
const isTerm = ({ dimension }: Named) => dimension === 'term'
const wordsOf = ({ value }: Named) => value.toLowerCase().split(/[^\p{L}\p{N}]+/u)

/** Whether a term repeats the name of another value. */
const isNameOnly = ({ values }: Candidates, term: Named): boolean =>
  isTerm(term) && values.some((named) => !isTerm(named) && within(term, named))

const within = (a: Named, b: Named) => wordsOf(a).every((word) => wordsOf(b).includes(word))

/** Values that also stand out but add nothing to the driver, because the two share nearly all mentions of one of them. */
function alsoIn(
  candidates: Candidates,
  {
    rounds,
    chosen,
    i,
    weighed,
  }: { rounds: readonly Round[]; chosen: readonly number[]; i: number; weighed: Weighed[] },
): NonNullable<Driver['also']> {
  const driver = candidates.values[chosen[i]!]!
  const covered = (place: number) => rounds[i]!.nows[place]! - rounds[i + 1]!.nows[place]!
  const listed: Named[] = [driver]
  return candidates.values
    .map((named, place) => ({ named, place, ...weighed[place]! }))
    .filter(({ place }) => !chosen.includes(place) && rounds[0]!.nows[place]! >= leastMentions)
    .filter((each) => each.share >= leastShare && standsOut(each, candidates.tried[each.named.dimension] ?? 1))
    .filter(({ place }) => {
      const shared = covered(place)
      return shared >= nearlyAll * rounds[0]!.nows[place]! || shared >= nearlyAll * covered(chosen[i]!)
    })
    .toSorted((a, b) => Number(isTerm(a.named)) - Number(isTerm(b.named)) || b.share - a.share)
    .filter(({ named }) => {
      const isNew =
        !isNameOnly(candidates, named) &&
        !listed.some((other) => isTerm(named) && (within(named, other) || within(other, named)))
      if (isNew) listed.push(named)
      return isNew
    })
    .slice(0, mostAlso)
    .map(({ named, share }) => ({ ...named, share }))
}

const rounded = (x: number) => Math.round(x * 1000) / 1000
