import type { Static } from 'typebox'
import { severities } from '../../enrich/labels/enriched-mention.ts'
import type { Alert } from '../alert/alert.ts'
import { wants } from '../organisation/subscription.ts'
import type { Silence } from './silence-table.ts'
import type { Match, NotificationOptions } from './settings.ts'

export interface Mutes {
  inhibit: NotificationOptions['inhibit']
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

/** Why an alert is not told at a time, as a sentence; undefined = it is. */
export type Muted = (alert: Alert) => string | undefined

/** Pure; `standing` are all alerts that may inhibit others. What it says of an alert it says again. */
export function muting(mutes: Mutes, { active, now }: { active: Iterable<Alert>; now: number }): Muted {
  const windows = mutes.maintenance.filter(({ from, until }) => now >= from && now < until)
  const silences = mutes.silences.filter(({ fromAt, untilAt }) => now >= fromAt && now < untilAt)
  const inhibited = inhibiting(mutes, [...active])
  const said = new Map<string, string | undefined>()
  const say: Muted = (alert) => {
    const window = windows.find(({ matches }) => wants(matches, alert))
    if (window) return `maintenance: ${window.name}`
    const silence = silences.find((each) => isSilencedBy(each, alert))
    return silence ? `silenced by ${silence.by}${silence.reason && `: ${silence.reason}`}` : inhibited(alert)
  }
  return (alert) => {
    if (!said.has(alert.id)) said.set(alert.id, say(alert))
    return said.get(alert.id)
  }
}

const isSilencedBy = ({ matches, actingOnly }: Silence, alert: Alert) =>
  wants(matches, alert) && (!actingOnly || (matches.departments ?? []).includes(alert.departments[0] ?? ''))

function inhibiting({ inhibit, parentsInhibit }: Mutes, active: readonly Alert[]): Muted {
  const going = active.filter(({ status }) => status !== 'resolved')
  const wholes = Map.groupBy(parentsInhibit ? going.filter(isWholeTopic) : [], ({ topic }) => topic)
  const rules = inhibit.map((rule) => ({ ...rule, sources: going.filter((alert) => wants(rule.source, alert)) }))
  return (alert) => {
    const parents = above(alert.topic).flatMap((topic) => wholes.get(topic) ?? [])
    const parent = parents.find((other) => speaksFor(other, alert))
    const ruling = rules
      .filter(({ target }) => wants(target, alert))
      .flatMap((rule) => rule.sources.find((other) => isInhibitedBy(rule, alert, other)) ?? [])
    const other = parent ?? ruling[0]
    return other && `${other.title} speaks for it`
  }
}

const isWholeTopic = ({ topic, cut }: Alert) => topic !== '' && cut === null

/** `a`, `a.b` of `a.b.c`. */
const above = (topic: string) => [...topic.matchAll(/\./g)].map(({ index }) => topic.slice(0, index))

/** One that was there first, is at least as grave, and is told to all who would be told of the other. */
const speaksFor = (parent: Alert, { openedAt, severity, departments, unit }: Alert) =>
  parent.openedAt <= openedAt &&
  severities.indexOf(parent.severity) >= severities.indexOf(severity) &&
  departments.every((department) => parent.departments.includes(department)) &&
  parent.unit === unit

/** As in Alertmanager an alert never inhibits itself, and one that is both source and target of a rule is not inhibited by its like. */
const isInhibitedBy = ({ source, target, equal = [] }: Mutes['inhibit'][number], alert: Alert, other: Alert) =>
  other.id !== alert.id &&
  !(wants(source, alert) && wants(target, other)) &&
  equal.every((what) => valueOf(alert, what) === valueOf(other, what))

const valueOf = ({ topic, departments, unit }: Alert, what: 'topic' | 'department' | 'unit') =>
  what === 'topic' ? topic : what === 'unit' ? unit : (departments[0] ?? '')
