import type { Alert, AlertChange } from './alert.ts'
import { spoken } from './spoken.ts'

const minute = 60_000

/** The alert as a person would say it: how many, by how many people, what is usual, since when, what explains it. */
export function sentenceOf(alert: Alert): string {
  const { observed, authors, lower, upper, drivers } = alert
  const people = authors > 0 ? ` by ${authors} people` : ''
  const usual =
    Math.round(upper) === 0 ? 'hardly any is usual' : `${Math.round(lower)} to ${Math.round(upper)} are usual`
  const main = drivers[0]
  const why = main ? ` ${spoken(main)} explains ${partOf(main.share)} of it.` : ''
  return `${observed} mentions in ${spanOf(alert.bucketMs)}${people}; ${usual}. It began at ${timeOf(alert.onsetAt)}.${why}`
}

const verbs: Record<AlertChange['change'], string> = {
  opened: 'New',
  worsened: 'Grew',
  eased: 'Shrank',
  resolved: 'Over',
  reopened: 'Again',
  acknowledged: 'Taken',
  assigned: 'Assigned',
  snoozed: 'Snoozed',
  handedOver: 'Handed over',
  commented: 'Comment',
  claimed: 'Claimed',
  released: 'Released',
  escalated: 'Nobody has it',
  assessed: 'Impact',
  judged: 'Judged',
}

export function headlineOf(change: AlertChange): string {
  const { severity, departments } = change.alert
  return `${shortHeadlineOf(change)} (${severity}, ${departments.join(', then ')})`
}

/** What happened and to what: `Grew: Parcels late: Nordfracht`. */
export const shortHeadlineOf = ({ change, alert }: AlertChange): string => `${verbOf(change)}: ${alert.title}`

export const verbOf = (change: AlertChange['change']): string => verbs[change]

/** `30 minutes`, `an hour`, `6 hours`. */
export function spanOf(ms: number): string {
  if (ms < 60 * minute) return `${Math.round(ms / minute)} minutes`
  const hours = Math.round(ms / (60 * minute))
  return hours === 1 ? 'an hour' : hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`
}

function partOf(share: number): string {
  if (share >= 0.95) return 'nearly all'
  if (share >= 0.7) return 'three quarters'
  if (share >= 0.6) return 'two thirds'
  if (share >= 0.45) return 'half'
  return share >= 0.3 ? 'a third' : 'a quarter'
}

const timeOf = (ms: number) => `${new Date(ms).toISOString().slice(11, 16)} UTC`
