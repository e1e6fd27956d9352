import type { Static } from 'typebox'
import { severities } from '../../enrich/enriched-mention.ts'
import type { Alert } from '../alert.ts'
import { wants } from '../organisation/subscription.ts'
import type { Silence } from './silence-table.ts'
import type { Match, TellingOptions } from './settings.ts'

export interface Mutes {
  inhibit: TellingOptions['inhibit']
  parentsInhibit: boolean
  maintenance: readonly Window[]
  silences: readonly Silence[]
}

/** A stretch of time, epoch ms, in which what matches is not told. */
export interface Window {
  name: string
  from: number
  until: number
  matches: Static<typeof Match>
}

/** Why an alert is not told at a time, as a sentence; undefined = it is. `standing` are all that are not over. Pure. */
export function muted(
  mutes: Mutes,
  alert: Alert,
  { standing, now }: { standing: Iterable<Alert>; now: number },
): string | undefined {
  const window = mutes.maintenance.find(
    ({ from, until, matches }) => now >= from && now < until && wants(matches, alert),
  )
  if (window) return `maintenance: ${window.name}`
  const silence = mutes.silences.find(
    ({ fromAt, untilAt, matches }) => now >= fromAt && now < untilAt && wants(matches, alert),
  )
  if (silence) return `silenced by ${silence.by}${silence.reason && `: ${silence.reason}`}`
  for (const other of standing) if (isInhibitedBy(mutes, alert, other)) return `${other.title} speaks for it`
  return undefined
}

/** As in Alertmanager an alert never inhibits itself, and one that is both source and target of a rule is not inhibited by its like. */
function isInhibitedBy({ inhibit, parentsInhibit }: Mutes, alert: Alert, other: Alert): boolean {
  if (other.id === alert.id || other.status === 'resolved') return false
  if (parentsInhibit && isParent(other, alert)) return true
  return inhibit.some(
    ({ source, target, equal = [] }) =>
      wants(target, alert) &&
      wants(source, other) &&
      !(wants(source, alert) && wants(target, other)) &&
      equal.every((what) => valueOf(alert, what) === valueOf(other, what)),
  )
}

/** A whole topic above, that was there first and is at least as grave. */
const isParent = (other: Alert, { topic, openedAt, severity }: Alert) =>
  other.topic !== '' &&
  other.cut === null &&
  topic.startsWith(`${other.topic}.`) &&
  other.openedAt <= openedAt &&
  severities.indexOf(other.severity) >= severities.indexOf(severity)

const valueOf = ({ topic, departments, unit }: Alert, what: 'topic' | 'department' | 'unit') =>
  what === 'topic' ? topic : what === 'unit' ? unit : (departments[0] ?? '')
