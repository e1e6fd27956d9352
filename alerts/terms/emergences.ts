import { createHash } from 'node:crypto'
import { upperTail } from '../detector/count-tail.ts'
import type { Background, Counted } from './background.ts'
import {
  addOccurrence,
  bestVariant,
  isVariantOf,
  newEmergence,
  type Emergence,
  type EmergingTerm,
  type Occurrence,
  type Variant,
} from './emergence.ts'
import { thresholdFor, type TermPolicy } from './policy.ts'
import { pOfTerm, expectationOf } from './significance.ts'
import { calibrated } from './volume.ts'

const mostActive = 500
const mostNumbers = 0xffff

/** The active emergences: phrases that are rising, each with its variants. */
export function emergences(
  background: Background,
  occurrenceOf: (mention: number) => Occurrence | undefined,
  policy: TermPolicy,
) {
  const { table, volumes, departments } = background
  const { columns } = table
  const active = new Map<number, Emergence>()
  const changed = new Set<EmergingTerm>()
  let last = 0

  function pOf(counted: Counted): number {
    const observed = columns.window[counted.place]!
    if (observed < policy.authors || observed < policy.ratio * background.expectedOf(counted.place)) return 1
    return calibrated(volumes[counted.department]!, pOfTerm(background.weigh(counted), policy.ratio))
  }

  const variantsOf = ({ number, variants }: Emergence): Variant[] =>
    variants
      .filter((place) => columns.emergence[place] === number)
      .map((place) => ({
        place,
        text: table.texts[place]!,
        excess: columns.window[place]! - background.expectedOf(place),
      }))

  function update(emergence: Emergence): void {
    const { emergingTerm } = emergence
    const best = bestVariant(variantsOf(emergence))
    if (!best) return
    if (best.text !== emergingTerm.term || best.excess > emergingTerm.observed - emergingTerm.expected) {
      const { expected, variance } = expectationOf(background.pastOf(best.place))
      const observed = columns.window[best.place]!
      const volume = volumes[columns.departments[best.place]!]!
      const p = calibrated(volume, upperTail(observed, expected, variance))
      Object.assign(emergingTerm, { term: best.text, observed, expected, p })
    }
    emergingTerm.revision++
    changed.add(emergingTerm)
  }

  function open({ place, department }: Counted, occurrence: Occurrence): Emergence {
    do last = (last % mostNumbers) + 1
    while (active.has(last))
    const [name, term] = [departments[department]!, table.texts[place]!]
    const emergence = newEmergence(last, {
      id: idOf(`${name}\u0001${term}\u0001${background.hour()}`),
      department: name,
      term,
      firstSeenAt: columns.firstSeconds[place]! * 1000,
      at: occurrence.at,
    })
    active.set(last, emergence)
    return emergence
  }

  function join(emergence: Emergence, place: number): void {
    emergence.variants.push(place)
    columns.emergence[place] = emergence.number
    for (const mention of table.mentionsOf(place).toReversed()) {
      const occurrence = occurrenceOf(mention)
      if (occurrence) addOccurrence(emergence, occurrence)
    }
    const { emergingTerm } = emergence
    emergingTerm.firstSeenAt = Math.min(emergingTerm.firstSeenAt, emergingTerm.onsetAt)
  }

  const ofDepartment = (department: number) =>
    [...active.values()].filter(({ emergingTerm }) => emergingTerm.department === departments[department])

  return {
    active,
    changed,
    /** Tests the terms of one mention: a significant one becomes a variant of an active emergence, or begins a new one. */
    consider(all: readonly Counted[], occurrence: Occurrence): void {
      const touched = new Set<Emergence>()
      const significant: { counted: Counted; p: number }[] = []
      for (const counted of all) {
        table.keep(counted.place, occurrence.number)
        const emergence = active.get(columns.emergence[counted.place]!)
        if (emergence) {
          addOccurrence(emergence, occurrence)
          touched.add(emergence)
          continue
        }
        const p = background.isCold(counted.department) ? 1 : pOf(counted)
        if (p <= thresholdFor(volumes[counted.department]!.terms)) significant.push({ counted, p })
      }
      for (const { counted } of significant.toSorted((x, y) => x.p - y.p)) {
        const own = table.mentionsOf(counted.place)
        const known = ofDepartment(counted.department).find((each) => isVariantOf(each, own))
        if (!known && active.size >= mostActive) continue
        const emergence = known ?? open(counted, occurrence)
        join(emergence, counted.place)
        touched.add(emergence)
      }
      for (const emergence of touched) update(emergence)
    },
    /** Ends emergences whose variants are no longer above the expected count. */
    endInactive(): void {
      for (const emergence of active.values()) {
        const isActive = variantsOf(emergence).some(
          ({ place }) =>
            columns.window[place]! >= Math.max(policy.authors, policy.ratio * background.expectedOf(place)),
        )
        if (isActive) continue
        for (const { place } of variantsOf(emergence)) columns.emergence[place] = 0
        active.delete(emergence.number)
        emergence.emergingTerm.status = 'over'
        emergence.emergingTerm.revision++
        changed.add(emergence.emergingTerm)
      }
    },
    last: () => last,
    setLast: (number: number) => void (last = number),
  }
}

const idOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)
