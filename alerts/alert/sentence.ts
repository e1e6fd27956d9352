import type { Alert, AlertChange, ChangeName } from './alert.ts'
import { capital, count, counted, percent, spanOf, timeOf } from '../../infra/format.ts'
import { displayValue } from './display-value.ts'

/**
 * The alert in words: `40 mentions in 30 min (typical 0–4) from 11 unique authors. Began 14:55 UTC. Nordfracht accounts for 75 % of the
 * increase.`
 */
export function sentenceOf(alert: Alert): string {
  const { kind, observed, authors, bucketMs, onsetAt, drivers } = alert
  const from = authors > 0 ? ` from ${counted(authors, 'unique author')}` : ''
  const [main] = drivers
  const change = kind === 'drop' ? 'decrease' : 'increase'
  const why = main ? ` ${displayValue(main)} accounts for ${percent(main.share)} of the ${change}.` : ''
  const figure = `${counted(observed, 'mention')} in ${spanOf(bucketMs)} (${typicalOf(alert)})`
  return `${figure}${from}. Began ${timeOf(onsetAt)}.${why}`
}

/** `typical 0–4`, or `typical 3` where both ends round to 3. */
export function typicalOf({ lower, upper }: Pick<Alert, 'lower' | 'upper'>): string {
  const [low, high] = [count(Math.round(lower)), count(Math.round(upper))]
  return low === high ? `typical ${low}` : `typical ${low}–${high}`
}

const words: Record<ChangeName, string> = {
  opened: 'New',
  worsened: 'Rising',
  eased: 'Falling',
  resolved: 'Resolved',
  reopened: 'Reopened',
  acknowledged: 'Acknowledged',
  assigned: 'Assigned',
  snoozed: 'Snoozed',
  handedOver: 'Handed over',
  commented: 'Commented',
  claimed: 'Claimed',
  released: 'Released',
  escalated: 'Escalated',
  assessed: 'Impact updated',
  judged: 'Rated',
}

/** `New`, `Rising`, `Resolved` … */
export const wordOf = (change: ChangeName): string => words[change]

/** `Rising: App pairing lost · v4.2` */
export const shortHeadlineOf = ({ change, alert }: AlertChange): string => `${wordOf(change)}: ${alert.title}`

/** `Rising: App pairing lost · v4.2 (high · Owner: Product · Watching: Support)` */
export const headlineOf = (change: AlertChange): string =>
  `${shortHeadlineOf(change)} (${[change.alert.severity, ...departmentsInWords(change.alert)].join(' · ')})`

/** `Owner: Product`, and `Watching: Support, Quality` if there are more departments. */
export function departmentsInWords({ departments }: Pick<Alert, 'departments'>): string[] {
  const [owner = '–', ...watching] = departments.map(capital)
  return [`Owner: ${owner}`, ...(watching.length > 0 ? [`Watching: ${watching.join(', ')}`] : [])]
}
