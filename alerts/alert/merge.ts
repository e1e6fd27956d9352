import { coveringSubject, subjectKey, type Subject } from '../series/subject.ts'
import type { Alert } from './alert.ts'
import type { AlertCommand } from './alert-command.ts'
import { applyCommand } from './apply-command.ts'
import { blockingClaim } from './claim.ts'
import type { Change } from './lifecycle.ts'
import type { MergedAlert } from './merged-alert.ts'

/** A change of one of the alerts that a command concerns. */
export interface AlertAndChange {
  alert: Alert
  change: Change
}

/**
 * Why `alert` cannot be merged into `into`, as a sentence; undefined if it can. `into` is the unmerged alert at the end of the chain;
 * undefined if there is no such alert. Pure.
 */
export function mergeRefusal(alert: Alert, into: Alert | undefined): string | undefined {
  if (into === undefined) return 'there is no such alert to merge into'
  if (into.id === alert.id) return 'an alert cannot be merged into itself, or into an alert that is part of it'
  if (alert.status === 'resolved') return 'the alert is resolved; only an active alert can be merged'
  if (into.status === 'resolved') return `"${into.title}" is resolved; reopen it before you merge into it`
  if ((alert.kind === 'drop') !== (into.kind === 'drop'))
    return 'an alert about too few mentions cannot be merged with one about too many'
  return undefined
}

/** The other alerts that a command concerns: what a merge goes into, and what a split frees. */
export interface Others {
  into?: Alert | undefined
  parts?: readonly Alert[]
}

/** The changes that a command makes, on all alerts that it concerns; none if it has no effect or is refused. Pure. */
export function changesOf(alert: Alert, command: AlertCommand, { into, parts = [] }: Others): AlertAndChange[] {
  if (blockingClaim(alert, command) || (into && blockingClaim(into, command))) return []
  if (command.command === 'merge') return into ? mergeChanges(alert, into, command) : []
  if (command.command === 'split') return splitChanges(alert, parts, command)
  const change = applyCommand(alert, command)
  return change ? [{ alert, change }] : []
}

/** The changes of a merge: `into` takes the topics and subjects of `alert`, and `alert` is resolved. None if refused. Pure. */
function mergeChanges(alert: Alert, into: Alert, { at, reason = '' }: AlertCommand): AlertAndChange[] {
  if (mergeRefusal(alert, into) !== undefined) return []
  const topics = [alert.topic, ...alert.also]
  const merged: MergedAlert[] = [
    ...into.merged,
    { alertId: alert.id, title: alert.title, topic: alert.topic, subject: alert.facts.subject },
    ...alert.merged,
  ]
  const joined = {
    // Whoever was notified of the alert is notified of what it is part of, and sees it.
    departments: distinct([...into.departments, ...alert.departments]),
    also: distinct([...into.also, ...topics]).filter((topic) => topic !== '' && topic !== into.topic),
    merged,
    splitTopics: into.splitTopics.filter((topic) => !topics.includes(topic)),
  }
  const resolved = {
    status: 'resolved' as const,
    resolvedAt: at,
    mergedInto: into.id,
    merged: [],
    snoozedUntil: null,
    snoozedWorse: null,
    claim: null,
  }
  return [
    { alert: into, change: { change: 'joined', set: joined, reason, related: toRelated(alert) } },
    { alert, change: { change: 'resolved', set: resolved, reason, related: toRelated(into) } },
  ]
}

/** Why this cannot be split from the alert, as a sentence; undefined if it can. Pure. */
export function splitRefusal({ also, merged }: Alert, { topic, merged: id }: Part): string | undefined {
  if (topic === undefined && id === undefined) return 'a split needs "topic" or "merged" (the id of a merged alert)'
  if (topic !== undefined && !also.includes(topic)) return `topic "${topic}" has not joined this alert`
  if (topic === undefined && !merged.some(({ alertId }) => alertId === id))
    return `alert "${id}" is not merged into this one`
  return undefined
}

type Part = Pick<AlertCommand, 'topic' | 'merged'>

/** The merged alerts that a split takes out again. */
export const partsOf = ({ merged }: Alert, part: Part): MergedAlert[] => {
  const topic = part.topic ?? merged.find(({ alertId }) => alertId === part.merged)?.topic
  return merged.filter(({ alertId, topic: own }) => alertId === part.merged || (own !== '' && own === topic))
}

/**
 * The changes of a split. The topic leaves `also` for good. A merged alert of it is free again: it reopens with its next spike. `parts` are
 * the alerts of `partsOf`. None if refused. Pure.
 */
function splitChanges(alert: Alert, parts: readonly Alert[], command: AlertCommand): AlertAndChange[] {
  if (splitRefusal(alert, command) !== undefined) return []
  const { at, reason = '' } = command
  const out = partsOf(alert, command)
  const topic = command.topic ?? out.find(({ alertId }) => alertId === command.merged)!.topic
  const outIds = out.map(({ alertId }) => alertId)
  const set = {
    also: alert.also.filter((each) => each !== topic),
    merged: alert.merged.filter(({ alertId }) => !outIds.includes(alertId)),
    splitTopics: distinct([...alert.splitTopics, topic]).filter((each) => each !== ''),
    facts: { ...alert.facts, joined: alert.facts.joined.filter((key) => key !== keyOfTopic(topic)) },
  }
  const related = topic === '' ? { alertId: out[0]!.alertId, name: out[0]!.title } : { alertId: null, name: topic }
  const freed = parts.map((part) => {
    // As if it had just been resolved and calm, so that its next spike reopens it.
    const free = { mergedInto: null, resolvedAt: at, facts: { ...part.facts, calmSince: at } }
    return { alert: part, change: { change: 'split' as const, set: free, reason, related: toRelated(alert) } }
  })
  return [{ alert, change: { change: 'split', set, reason, related } }, ...freed]
}

/** The alert that an id leads to: if it is merged, the one that it is part of. Undefined if `find` knows none. */
export async function unmerged(
  find: (id: string) => Promise<Alert | undefined>,
  id: string,
): Promise<Alert | undefined> {
  let alert = await find(id)
  for (let step = 0; step < mostSteps && alert && alert.mergedInto !== null; step++)
    alert = await find(alert.mergedInto)
  return alert
}

/** Whether a spike of the subject belongs to the alert because an alert about it was merged into this one. */
export const hasMergedSubject = ({ status, merged }: Alert, subject: Subject): boolean =>
  status !== 'resolved' &&
  merged.some((part) => subjectKey(coveringSubject(part.subject)) === subjectKey(coveringSubject(subject)))

/** Whether people split two topics: neither joins an alert about the other. */
export const areSplit = (alerts: Iterable<Alert>, one: string, other: string): boolean =>
  [...alerts].some(
    ({ topic, splitTopics }) =>
      (topic === one && splitTopics.includes(other)) || (topic === other && splitTopics.includes(one)),
  )

/** Merges are flat, but for a moment, or after a crash, one may lead to another. */
const mostSteps = 10

const keyOfTopic = (id: string) => subjectKey({ kind: 'topic', id, dimension: '', value: '' })
const toRelated = ({ id, title }: Alert) => ({ alertId: id, name: title })
const distinct = (ids: readonly string[]): string[] => [...new Set(ids)]
