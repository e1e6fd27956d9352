import type { Alert, AlertChange, ChangeName } from './alert.ts'
import { capital, count, counted, momentOf, percent, shortDayOf, spanOf, timeOf } from '../../infra/format.ts'
import { displayValue } from './display-value.ts'
import { noveltySentence } from './novelty.ts'

/**
 * The alert in words: `40 mentions in 30 min (typical 0–4) from 11 unique authors. Started 14:55 UTC. Nordfracht accounts for 75 % of the
 * increase. Known since 12 Nov 2026: Nordfracht strike.`; where times are days `25 mentions in a day (typical 0–2) from 24 unique authors. Began
 * 22 Oct.`; of a hazard `2 reports from 2 unique authors. First 14 Oct, 14:55 UTC. New issue.`
 */
export function sentenceOf(alert: Alert, timeZone = 'UTC'): string {
  const { kind, observed, authors, drivers } = alert
  const from = authors > 0 ? ` from ${counted(authors, 'unique author')}` : ''
  const [main] = drivers
  const change = kind === 'drop' ? 'decrease' : 'increase'
  const why = main ? ` ${displayValue(main)} accounts for ${percent(main.share)} of the ${change}.` : ''
  const figure = `${counted(observed, 'mention')} in ${windowOf(alert)} (${typicalOf(alert)})`
  const sentence =
    kind === 'hazard' ? reportsOf(alert, timeZone) : `${figure}${from}. Started ${began(alert, timeZone)}.${why}`
  return `${sentence} ${noveltySentence(alert.novelty)}`.trimEnd()
}

const dayMs = 24 * 3_600_000
/** Whether the mentions have days for times. The window of a term is always a day. */
const isByDay = ({ bucketMs, onsetAt, cut }: Window) =>
  bucketMs === dayMs && onsetAt % dayMs === 0 && cut?.dimension !== 'term'

type Window = Pick<Alert, 'bucketMs' | 'onsetAt' | 'cut'>

/** The window of the figures: `30 min`, or `a day` where times are days; '' for a hazard, whose reports are counted since the first. */
export const windowOf = (alert: Window & Pick<Alert, 'kind'>): string =>
  alert.kind === 'hazard' ? '' : isByDay(alert) ? 'a day' : spanOf(alert.bucketMs)

const began = (alert: Alert, timeZone: string): string =>
  isByDay(alert) ? shortDayOf(alert.onsetAt) : timeOf(alert.onsetAt, timeZone)

/** `14 Oct, 14:55 UTC`, or `14 Oct` where times are days. */
export const onsetOf = (alert: Window, timeZone?: string): string =>
  isByDay(alert) ? shortDayOf(alert.onsetAt) : momentOf(alert.onsetAt, timeZone)

function reportsOf({ observed, authors, onsetAt, hazard }: Alert, timeZone: string): string {
  const from = observed > 1 ? ` from ${counted(authors, 'unique author')}` : ''
  const others = hazard && hazard.others > 0 ? ` Includes ${counted(hazard.others, 'report')} of other hazards.` : ''
  return `${counted(observed, 'report')}${from}. First ${momentOf(onsetAt, timeZone)}.${others}`
}

/** `41 in 1 h`, or `2 reports` of a hazard. */
export const observedOf = (alert: Window & Pick<Alert, 'kind' | 'observed'>): string =>
  alert.kind === 'hazard' ? counted(alert.observed, 'report') : `${count(alert.observed)} in ${windowOf(alert)}`

/** `41 in 1 h (typical 2–7)`, or `2 reports` of a hazard. */
export const figureOf = (alert: Window & Pick<Alert, 'kind' | 'observed' | 'lower' | 'upper'>): string =>
  alert.kind === 'hazard' ? observedOf(alert) : `${observedOf(alert)} (${typicalOf(alert)})`

/** `typical 0–4`, or `typical 3` where both ends round to 3. */
function typicalOf({ lower, upper }: Pick<Alert, 'lower' | 'upper'>): string {
  const [low, high] = [count(Math.round(lower)), count(Math.round(upper))]
  return low === high ? `typical ${low}` : `typical ${low}–${high}`
}

const words: Record<ChangeName, string> = {
  opened: 'New',
  worsened: 'Rising',
  eased: 'Falling',
  raised: 'Severity raised',
  lowered: 'Severity lowered',
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
  joined: 'Merged',
  split: 'Split',
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
