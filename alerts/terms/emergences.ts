import { createHash } from 'node:crypto'
import { upperTail } from '../detector/count-tail.ts'
import type { background, Counted } from './background.ts'
import {
  explains,
  hearVoice,
  tellingOf,
  type Emergence,
  type EmergingTerm,
  type Variant,
  type Voice,
} from './emergence.ts'
import { thresholdFor, type TermPolicy } from './policy.ts'
import { pOfTerm, expectationOf } from './significance.ts'
import { calibrated } from './volume.ts'

const mostStanding = 500
const mostNumbers = 0xffff

/** The phrases that stand out now, each with all that is said of the same matter. */
export function emergences(
  usual: ReturnType<typeof background>,
  voiceOf: (mention: number) => Voice | undefined,
  policy: TermPolicy,
) {
  const { table, volumes, departments } = usual
  const { columns } = table
  const standing = new Map<number, Emergence>()
  const changed = new Set<EmergingTerm>()
  let last = 0

  function pOf(counted: Counted): number {
    const observed = columns.window[counted.place]!
    if (observed < policy.authors || observed < policy.ratio * usual.expectedOf(counted.place)) return 1
    return calibrated(volumes[counted.department]!, pOfTerm(usual.weigh(counted), policy.ratio))
  }

  const variantsOf = ({ number, variants }: Emergence): Variant[] =>
    variants
      .filter((place) => columns.emergence[place] === number)
      .map((place) => ({
        place,
        text: table.texts[place]!,
        excess: columns.window[place]! - usual.expectedOf(place),
      }))

  function tell(emergence: Emergence): void {
    const { told } = emergence
    const best = tellingOf(variantsOf(emergence))
    if (!best) return
    if (best.text !== told.term || best.excess > told.observed - told.expected) {
      const { expected, variance } = expectationOf(usual.pastOf(best.place))
      const observed = columns.window[best.place]!
      const volume = volumes[columns.departments[best.place]!]!
      const p = calibrated(volume, upperTail(observed, expected, variance))
      Object.assign(told, { term: best.text, observed, expected, p })
    }
    told.revision++
    changed.add(told)
  }

  function open({ place, department }: Counted, voice: Voice): Emergence {
    do last = (last % mostNumbers) + 1
    while (standing.has(last))
    const name = departments[department]!
    const term = table.texts[place]!
    const told: EmergingTerm = {
      id: idOf(`${name}\u0001${term}\u0001${usual.hour()}`),
      department: name,
      term,
      status: 'rising',
      firstSeenAt: columns.firstSeconds[place]! * 1000,
      onsetAt: voice.at,
      emergedAt: voice.at,
      lastSeenAt: voice.at,
      observed: 0,
      expected: 0,
      p: 1,
      authors: 0,
      texts: 0,
      exampleIds: [],
      revision: 0,
    }
    const emergence: Emergence = {
      number: last,
      told,
      variants: [],
      mentions: [],
      authors: [],
      texts: [],
      examples: [],
    }
    standing.set(last, emergence)
    return emergence
  }

  function join(emergence: Emergence, place: number): void {
    emergence.variants.push(place)
    columns.emergence[place] = emergence.number
    for (const mention of table.mentionsOf(place).toReversed()) {
      const voice = voiceOf(mention)
      if (voice) hearVoice(emergence, voice)
    }
    const { told } = emergence
    told.firstSeenAt = Math.min(told.firstSeenAt, told.onsetAt)
  }

  const ofDepartment = (department: number) =>
    [...standing.values()].filter(({ told }) => told.department === departments[department])

  return {
    standing,
    changed,
    /** The terms of one mention: those that stand out begin an emergence, or are the same matter as one that stands. */
    consider(all: readonly Counted[], voice: Voice): void {
      const touched = new Set<Emergence>()
      const news: { counted: Counted; p: number }[] = []
      for (const counted of all) {
        table.keep(counted.place, voice.number)
        const emergence = standing.get(columns.emergence[counted.place]!)
        if (emergence) {
          hearVoice(emergence, voice)
          touched.add(emergence)
          continue
        }
        const p = usual.isCold(counted.department) ? 1 : pOf(counted)
        if (p <= thresholdFor(volumes[counted.department]!.terms)) news.push({ counted, p })
      }
      for (const { counted } of news.toSorted((x, y) => x.p - y.p)) {
        const own = table.mentionsOf(counted.place)
        const known = ofDepartment(counted.department).find((each) => explains(each, own))
        if (!known && standing.size >= mostStanding) continue
        const emergence = known ?? open(counted, voice)
        join(emergence, counted.place)
        touched.add(emergence)
      }
      for (const emergence of touched) tell(emergence)
    },
    /** What is as usual again, or became usual, is over. */
    endSome(): void {
      for (const emergence of standing.values()) {
        const goesOn = variantsOf(emergence).some(
          ({ place }) => columns.window[place]! >= Math.max(policy.authors, policy.ratio * usual.expectedOf(place)),
        )
        if (goesOn) continue
        for (const { place } of variantsOf(emergence)) columns.emergence[place] = 0
        standing.delete(emergence.number)
        emergence.told.status = 'over'
        emergence.told.revision++
        changed.add(emergence.told)
      }
    },
    last: () => last,
    setLast: (number: number) => void (last = number),
  }
}

const idOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)
