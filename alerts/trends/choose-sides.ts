import { count, dayOf, spanOf } from '../../infra/format.ts'
import type { KnownIssue } from '../issues/known-issue.ts'
import type { SideScope } from './side-query.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** A launch is judged by at most so much time after it … */
const mostMs = 14 * dayMs
/** … and is left out if the next one followed sooner than this. */
const leastApartMs = dayMs
/** How many earlier ones a launch is compared with. */
const mostEarlier = 3

/** A launch, release or version that is compared, from when on. */
export interface Side {
  id: string
  label: string
  /** Epoch ms. */
  at: number
  has: SideScope['has']
}

export interface Sides {
  /** The one in question, then the earlier ones, latest first. */
  sides: Side[]
  /** All are counted for so long from their `at` on; 0: the one in question began less than an hour ago. */
  spanMs: number
  /** Earlier ones that cannot be compared, each with the reason as a sentence. */
  leftOut: { id: string; label: string; reason: string }[]
}

/** What is known of the time: now, and since when mentions are covered (undefined: there are none). Epoch ms. */
export interface Known {
  now: number
  coveredSince: number | undefined
}

const isLaunch = ({ kind }: KnownIssue) => kind === 'release' || kind === 'launch'

/** The launch or release of that id, and the earlier ones of the same product (or of the same topics, if they name no product). Pure. */
export function launchSides(events: readonly KnownIssue[], id: string, known: Known): Sides | undefined {
  const launches = events.filter(isLaunch).toSorted((a, b) => b.fromAt - a.fromAt)
  const main = launches.find((event) => event.id === id)
  if (!main) return undefined
  const alike = launches.filter((event) => isSameScope(event, main))
  const earlier = alike.filter(({ fromAt }) => fromAt < main.fromAt)
  const next = alike.findLast(({ fromAt }) => fromAt > main.fromAt)
  return comparable(
    toSide(main, main),
    earlier.map((event) => toSide(event, main)),
    { ...known, now: Math.min(known.now, next?.fromAt ?? Infinity) },
  )
}

const isSameScope = (a: KnownIssue, b: KnownIssue) =>
  a.products.length + b.products.length > 0
    ? a.products.some((product) => b.products.includes(product))
    : a.topics.length + b.topics.length === 0 || a.topics.some((topic) => b.topics.includes(topic))

/** All are judged by the same mentions: those of the product, or of the topics, that the one in question names. */
const toSide = ({ id, name, fromAt }: KnownIssue, { products, topics, departments }: KnownIssue): Side => ({
  id,
  label: name,
  at: fromAt,
  has:
    products.length > 0 ? { product: products } : topics.length > 0 ? { topic: topics } : { department: departments },
})

/** Leaves out what began before the mentions do, or was followed too soon, and limits the span to the shortest distance of the others. */
function comparable(first: Side, earlier: readonly Side[], { now, coveredSince }: Known): Sides {
  const wanted = Math.min(mostMs, now - first.at)
  const leftOut: Sides['leftOut'] = []
  const kept: Side[] = []
  let spanMs = wanted
  for (const [i, side] of earlier.entries()) {
    const apart = (i === 0 ? first : earlier[i - 1]!).at - side.at
    const reason =
      coveredSince === undefined || side.at < coveredSince
        ? `It came before the first mentions${coveredSince === undefined ? '' : ` of ${dayOf(coveredSince)}`}.`
        : apart < Math.min(wanted, leastApartMs)
          ? `The next one followed after ${spanOf(apart)}.`
          : undefined
    if (reason !== undefined) leftOut.push({ id: side.id, label: side.label, reason })
    else if (kept.length < mostEarlier) {
      kept.push(side)
      spanMs = Math.min(spanMs, apart)
    }
  }
  return { sides: [first, ...kept], spanMs: wholeSpan(spanMs), leftOut }
}

/** Whole days, or whole hours of less than two days; 0 for less than an hour. */
const wholeSpan = (ms: number): number => {
  const unit = ms < 2 * dayMs ? hourMs : dayMs
  return Math.max(0, Math.floor(ms / unit) * unit)
}

/** The width of the buckets in which a span is drawn. */
export const bucketOf = (spanMs: number): number => (spanMs <= 3 * dayMs ? hourMs : dayMs)

/** Two versions, and since when each is out: its release if one is listed for both, otherwise both since `since`. Pure. */
export function versionSides(
  events: readonly KnownIssue[],
  { version, against, has, since }: { version: string; against: string; has: SideScope['has']; since: number },
  now: number,
): Sides {
  const [mine, theirs] = [releaseOf(events, version), releaseOf(events, against)]
  const isAligned = mine !== undefined && theirs !== undefined
  const begin = mine?.fromAt ?? since
  const side = (value: string, at: number): Side => ({
    id: value,
    label: value,
    at,
    has: { ...has, version: [value] },
  })
  return {
    sides: [side(version, begin), side(against, isAligned ? theirs.fromAt : begin)],
    spanMs: wholeSpan(Math.min(mostMs, now - Math.max(begin, isAligned ? theirs.fromAt : begin))),
    leftOut: [],
  }
}

const releaseOf = (events: readonly KnownIssue[], version: string) =>
  events.find((event) => isLaunch(event) && (event.versions.includes(version) || event.name === version))

/** `first 5 days`, `first 7 hours` */
export function firstSpan(spanMs: number): string {
  const [n, unit] = spanMs < 2 * dayMs ? [spanMs / hourMs, 'hour'] : [spanMs / dayMs, 'day']
  return n === 1 ? `first ${unit}` : `first ${count(n)} ${unit}s`
}
