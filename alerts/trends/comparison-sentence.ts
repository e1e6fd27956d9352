import { count, counted, percent } from '../../infra/format.ts'
import { firstSpan } from './choose-sides.ts'
import type { ComparedSide, ComparedTopic } from './comparison.ts'
import { differenceOf, shareDiffers } from './rates.ts'

/** How many topics of a kind are named. */
const mostNamed = 3

interface Scope {
  spanMs: number
  /** '' = everything. */
  about: string
  topics: readonly ComparedTopic[]
  nameOf: (topic: string) => string
}

/**
 * `4.2 brought 2.3 times as many complaints about the app as 4.1 in its first 5 days (69 against 30). Battery drains is new.` Says where
 * there are too few to compare, and where a difference is within chance. Pure.
 */
export function comparisonSentence(sides: readonly Pick<ComparedSide, 'label' | 'counts'>[], scope: Scope): string {
  const [now, before] = sides
  const about = scope.about && ` about ${scope.about}`
  if (scope.spanMs === 0) return `${now!.label} began less than an hour ago; there is nothing to compare yet.`
  const span = firstSpan(scope.spanMs)
  if (!before) {
    const had = `${now!.label} brought ${counted(now!.counts.total.complaints, 'complaint')}${about} in its ${span}`
    return `${had}. There is no earlier one to compare it with.`
  }
  return [volume(now!, before, { about, span }), shares(now!, before), topicsIn(scope)].filter(Boolean).join(' ')
}

type Counted = Pick<ComparedSide, 'label' | 'counts'>

function volume(now: Counted, before: Counted, { about, span }: { about: string; span: string }): string {
  const [a, b] = [now.counts.total.complaints, before.counts.total.complaints]
  const difference = differenceOf(a, b)
  const figures = `(${count(a)} against ${count(b)})`
  if (difference === 'tooFew')
    return `Too few complaints${about} in the ${span} to compare ${now.label} with ${before.label} ${figures}.`
  if (difference === 'same')
    return `${now.label} brought about as many complaints${about} as ${before.label} in its ${span} ${figures}, no difference beyond chance.`
  if (difference === 'fewer')
    return `${now.label} brought ${percent(1 - a / b)} fewer complaints${about} than ${before.label} in its ${span} ${figures}.`
  const times = b === 0 ? 'complaints' : a / b < 1.5 ? `${percent(a / b - 1)} more complaints` : undefined
  if (times !== undefined)
    return `${now.label} brought ${times}${about} ${b === 0 ? 'where there were none after' : 'than'} ${before.label} in its ${span} ${figures}.`
  return `${now.label} brought ${timesOf(a / b)} times as many complaints${about} as ${before.label} in its ${span} ${figures}.`
}

const timesOf = (ratio: number) => (ratio < 10 ? (Math.round(ratio * 10) / 10).toString() : count(ratio))

function shares(now: Counted, before: Counted): string {
  const share = ({ counts: { total } }: Counted) => ({ n: total.negative, of: total.mentions })
  const [a, b] = [share(now), share(before)]
  const differs = shareDiffers(a, b)
  if (differs === undefined) return ''
  if (!differs) return 'The negative share is the same within chance.'
  const [from, to] = [percent(b.n / b.of), percent(a.n / a.of)]
  return `The negative share is ${to} instead of ${from}.`
}

function topicsIn({ topics, nameOf }: Scope): string {
  const named = (change: ComparedTopic['change'], verb: string) => {
    const found = topics.filter((topic) => topic.change === change)
    if (found.length === 0) return []
    const names = found.slice(0, mostNamed).map(({ id }) => nameOf(id))
    const more = found.length > mostNamed ? ` and ${found.length - mostNamed} more` : ''
    return [`${verb}: ${names.join(', ')}${more}.`]
  }
  return [...named('new', 'New'), ...named('worse', 'Worse'), ...named('better', 'Better')].join(' ')
}
