import type { Driver, DriverTable, Round } from '../alert/driver.ts'
import { logOddsZ, normalTail } from './log-odds.ts'

const mostDrivers = 5
const mostAlso = 4
/** The first driver has a fifth of the excess, each further one adds a tenth; each is half as common again as usual. */
const leastShare = 0.2
const leastAdded = 0.1
const leastLift = 1.5
const leastMentions = 3
/** How often chance alone may make a driver of a dimension. */
const byChance = 0.01
/** What so many of the mentions have in common is the same in other words. */
const nearlyAll = 0.8
/** Half a mention each way, so that a value never heard before has a finite lift. */
const halfMention = 0.5

type Heard = Omit<DriverTable, 'rounds'>

/**
 * What an excess has in common: the fewest values that cover most of it, those that cover most first (greedy cover). Each is weighed by the share of
 * the excess that it adds to those before, times the part of its mentions that is unusual. `uncovered` counts the mentions that name none of the
 * values chosen so far (places in `values`); what it said is in the table, from which the same choice can be made again.
 */
export function chooseDrivers(
  heard: Heard,
  uncovered: (chosen: readonly number[]) => Round,
): { drivers: Driver[]; table: DriverTable } {
  const all = uncovered([])
  const excess = Math.max(1, all.now - heard.expected)
  const perBefore = heard.expected / Math.max(1, all.before)
  const rounds = [all]
  const chosen: number[] = []
  const adds: number[] = []
  while (chosen.length < mostDrivers) {
    const least = chosen.length === 0 ? leastShare : leastAdded
    const best = strongest(heard, [all, rounds.at(-1)!], { excess, perBefore, least })
    if (!best) break
    chosen.push(best.place)
    adds.push(best.share)
    rounds.push(uncovered(chosen))
  }
  const weighed = heard.values.map((_, place) => weigh(all, place, { excess, perBefore }))
  const drivers = chosen.map((place, i): Driver => {
    const { share, lift, z, usual } = weighed[place]!
    const also = alsoIn(heard, { rounds, chosen, i, weighed })
    return {
      ...heard.values[place]!,
      share,
      adds: adds[i]!,
      lift,
      z,
      now: all.nows[place]!,
      usual,
      ...(also.length > 0 && { also }),
    }
  })
  return { drivers, table: { ...heard, rounds } }
}

/** The same choice from what was stored of it. */
export const chooseAgain = ({ rounds, ...heard }: DriverTable): Driver[] =>
  chooseDrivers(heard, (chosen) => rounds[chosen.length] ?? nothingLeft(heard)).drivers

function nothingLeft({ values }: Heard): Round {
  const none = values.map(() => 0)
  return { now: 0, before: 0, nows: none, befores: none }
}

interface Measure {
  excess: number
  /** Mentions as usual for each one in the weeks before. */
  perBefore: number
}

interface Weighed {
  share: number
  lift: number
  z: number
  usual: number
}

/** Among the mentions of the round. */
function weigh(round: Round, place: number, { excess, perBefore }: Measure): Weighed {
  const [now, before] = [round.nows[place]!, round.befores[place]!]
  const usual = before * perBefore
  const shareNow = (now + halfMention) / (round.now + 2 * halfMention)
  const shareBefore = (before + halfMention) / (round.before + 2 * halfMention)
  return {
    share: rounded(Math.max(0, Math.min(1, (now - usual) / excess))),
    lift: rounded(shareNow / shareBefore),
    z: rounded(logOddsZ({ named: now, of: round.now }, { named: before, of: round.before })),
    usual: rounded(usual),
  }
}

const standsOut = ({ lift, z }: Weighed, tried: number): boolean =>
  lift >= leastLift && z > 0 && normalTail(z) * tried <= byChance

function strongest(heard: Heard, [all, round]: [Round, Round], { least, ...measure }: Measure & { least: number }) {
  return (
    heard.values
      .map(({ dimension, value }, place) => ({ dimension, value, place, ...weigh(round, place, measure) }))
      .filter((each) => round.nows[each.place]! >= leastMentions && each.share >= least)
      .filter((each) => standsOut(each, heard.tried[each.dimension] ?? 1) && !isNameOnly(heard, each))
      // What is left over when others are chosen is not less common than usual for all that.
      .filter(({ place }) => weigh(all, place, measure).lift >= leastLift)
      .toSorted((a, b) => weightOf(b) - weightOf(a) || b.z - a.z)[0]
  )
}

/** A name can be acted upon: what people say and where they say it comes first only if it explains twice as much. */
const half: readonly string[] = ['term', 'source']
const weightOf = ({ dimension, share, lift }: Weighed & Named) =>
  Math.round(100 * share * (1 - 1 / lift) * (half.includes(dimension) ? 0.5 : 1))

interface Named {
  dimension: string
  value: string
}
const isTerm = ({ dimension }: Named) => dimension === 'term'
const wordsOf = ({ value }: Named) => value.toLowerCase().split(/[^\p{L}\p{N}]+/u)

/** A term that says no more than the name of a value. */
const isNameOnly = ({ values }: Heard, term: Named): boolean =>
  isTerm(term) && values.some((named) => !isTerm(named) && within(term, named))

const within = (a: Named, b: Named) => wordsOf(a).every((word) => wordsOf(b).includes(word))

/** What stands out too but adds nothing to the driver: named in nearly all of its mentions, or in hardly any others. */
function alsoIn(
  heard: Heard,
  {
    rounds,
    chosen,
    i,
    weighed,
  }: { rounds: readonly Round[]; chosen: readonly number[]; i: number; weighed: Weighed[] },
): NonNullable<Driver['also']> {
  const driver = heard.values[chosen[i]!]!
  const covered = (place: number) => rounds[i]!.nows[place]! - rounds[i + 1]!.nows[place]!
  const listed: Named[] = [driver]
  return heard.values
    .map((named, place) => ({ named, place, ...weighed[place]! }))
    .filter(({ place }) => !chosen.includes(place) && rounds[0]!.nows[place]! >= leastMentions)
    .filter((each) => each.share >= leastShare && standsOut(each, heard.tried[each.named.dimension] ?? 1))
    .filter(({ place }) => {
      const shared = covered(place)
      return shared >= nearlyAll * rounds[0]!.nows[place]! || shared >= nearlyAll * covered(chosen[i]!)
    })
    .toSorted((a, b) => Number(isTerm(a.named)) - Number(isTerm(b.named)) || b.share - a.share)
    .filter(({ named }) => {
      const isNew =
        !isNameOnly(heard, named) &&
        !listed.some((other) => isTerm(named) && (within(named, other) || within(other, named)))
      if (isNew) listed.push(named)
      return isNew
    })
    .slice(0, mostAlso)
    .map(({ named, share }) => ({ ...named, share }))
}

const rounded = (x: number) => Math.round(x * 1000) / 1000
