import type { Static } from 'typebox'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import type { Alert } from '../alert/alert.ts'
import { wants } from '../organisation/subscription.ts'
import { isTerm } from '../series/subject.ts'
import type { DismissedTerm } from '../terms/dismissed-term.ts'
import type { Match, NotificationOptions } from './settings.ts'
import type { Silence } from './silence-table.ts'

export interface Mutes {
  inhibit: NotificationOptions['inhibit']
  parentsInhibit: boolean
  maintenance: readonly MaintenanceWindow[]
  silences: readonly Silence[]
  /** Emerging terms that are dismissed and have not come back. */
  dismissed: readonly DismissedTerm[]
}

/** A span of time (epoch ms, `until` excluded) in which matching alerts send no notifications. */
export interface MaintenanceWindow {
  name: string
  from: number
  until: number
  matches: Static<typeof Match>
}

/** Why an alert is muted; `reason` is shown to people. */
export interface Mute {
  by: 'maintenance' | 'silence' | 'dismissal' | 'inhibition'
  reason: string
}

/** Undefined where nothing mutes the alert. */
export type MuteOf = (alert: Alert) => Mute | undefined

/** What mutes alerts at a time. `active` are all alerts that may inhibit others. Pure; results are cached per alert. */
export function mutesAt(mutes: Mutes, { active, now }: { active: Iterable<Alert>; now: number }): MuteOf {
  const windows = mutes.maintenance.filter(({ from, until }) => now >= from && now < until)
  const silences = mutes.silences.filter(({ fromAt, untilAt }) => now >= fromAt && now < untilAt)
  const inhibited = inhibiting(mutes, [...active])
  const answers = new Map<string, Mute | undefined>()
  const answer: MuteOf = (alert) => {
    const window = windows.find(({ matches }) => wants(matches, alert))
    if (window) return { by: 'maintenance', reason: `maintenance: ${window.name}` }
    const silence = silences.find((each) => isSilencedBy(each, alert))
    if (silence) return { by: 'silence', reason: `silenced by ${silence.by}${silence.reason && `: ${silence.reason}`}` }
    const dismissed = mutes.dismissed.find((each) => isDismissedBy(each, alert))
    if (!dismissed) return inhibited(alert)
    const { term, by, note } = dismissed
    return { by: 'dismissal', reason: `“${term}” was dismissed by ${by}${note && `: ${note}`}` }
  }
  return (alert) => {
    if (!answers.has(alert.id)) answers.set(alert.id, answer(alert))
    return answers.get(alert.id)
  }
}

const isSilencedBy = ({ matches, actingOnly }: Silence, alert: Alert) =>
  wants(matches, alert) && (!actingOnly || (matches.departments ?? []).includes(alert.departments[0] ?? ''))

/** An alert of an emerging term belongs to the department that owns it. */
const isDismissedBy = ({ department, term }: DismissedTerm, { departments, facts: { subject } }: Alert) =>
  isTerm(subject) && subject.value === term && departments[0] === department

function inhibiting({ inhibit, parentsInhibit }: Mutes, active: readonly Alert[]): MuteOf {
  const unresolved = active.filter(({ status }) => status !== 'resolved')
  const wholes = Map.groupBy(parentsInhibit ? unresolved.filter(isWholeTopic) : [], ({ topic }) => topic)
  const rules = inhibit.map((rule) => ({ ...rule, sources: unresolved.filter((alert) => wants(rule.source, alert)) }))
  return (alert) => {
    const parents = ancestorsOf(alert.topic).flatMap((topic) => wholes.get(topic) ?? [])
    const parent = parents.find((other) => inhibitsChild(other, alert))
    const byRule = rules
      .filter(({ target }) => wants(target, alert))
      .flatMap((rule) => rule.sources.find((other) => isInhibitedBy(rule, alert, other)) ?? [])
    const other = parent ?? byRule[0]
    return other && { by: 'inhibition', reason: `inhibited by ${other.title}` }
  }
}

const isWholeTopic = ({ topic, cut }: Alert) => topic !== '' && cut === null

/** `a`, `a.b` of `a.b.c`. */
const ancestorsOf = (topic: string) => [...topic.matchAll(/\./g)].map(({ index }) => topic.slice(0, index))

/** A parent inhibits a child that opened later, is at most as severe, and notifies no other departments. */
const inhibitsChild = (parent: Alert, { openedAt, severity, departments, unit }: Alert) =>
  parent.openedAt <= openedAt &&
  severities.indexOf(parent.severity) >= severities.indexOf(severity) &&
  departments.every((department) => parent.departments.includes(department)) &&
  parent.unit === unit

/** As in Alertmanager, an alert never inhibits itself, and alerts that match both source and target of a rule do not inhibit each other. */
const isInhibitedBy = ({ source, target, equal = [] }: Mutes['inhibit'][number], alert: Alert, other: Alert) =>
  other.id !== alert.id &&
  !(wants(source, alert) && wants(target, other)) &&
  equal.every((label) => labelOf(alert, label) === labelOf(other, label))

const labelOf = ({ topic, departments, unit }: Alert, label: 'topic' | 'department' | 'unit') =>
  label === 'topic' ? topic : label === 'unit' ? unit : (departments[0] ?? '')
