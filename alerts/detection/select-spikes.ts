import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { Alert } from '../alert/alert.ts'
import { coveringSubject, isTerm, subjectKey, type Subject } from '../series/subject.ts'
import { independentCount, isSpikeOf, type Gates } from './gates.ts'
import { hasActiveAlert, type Observation } from './observation.ts'
import { selectSubjects } from './select-subjects.ts'

/** A spike belongs to another topic's alert when that topic has at least this share of its mentions. */
const sameEvidence = 0.5
/** A parent topic or a department alerts only if no single topic has this share of its mentions; otherwise that topic alerts. */
const dominantShare = 0.5
/** A term of which a topic has that share waits so long for the topic to alert, because the topic says more. */
const topicFirstMs = 6 * 3_600_000
/** Share of a topic that never alerts (praise), from which on a parent topic or a department does not. */
const silentShare = 0.25

export interface Selection {
  /** Spikes that get their own alert, strongest first. */
  spiking: Observation[]
  /** Topics that spike with the mentions of another alert. `into`: that alert's topic, term or department. */
  grouped: { into: Subject; topic: string }[]
}

export interface SelectionContext {
  taxonomy: Taxonomy
  /** Topics without children. */
  leaves: ReadonlySet<string>
  /** Topics that alert nobody. */
  silent: ReadonlySet<string>
  gates: Gates
  /** Open alerts, and resolved ones that may reopen. */
  alerts: readonly Alert[]
  /** Subjects of open alerts. */
  open: readonly Subject[]
  /** Subjects of alerts that are neither resolved nor snoozed. */
  known: readonly Subject[]
  /** Counts the distinct authors and texts of a candidate. */
  applyGates(spike: Observation, known: readonly Subject[]): Promise<Observation>
}

/**
 * Of the subjects with an alert, those that a spike may be grouped into: topics and terms; for the spike of a whole department also other
 * departments. For topics departments are too wide: nearly every topic has its mentions in one.
 */
export const groupingSubjects = (subjects: readonly Subject[], spike: Subject): Subject[] =>
  subjects
    .map(coveringSubject)
    .filter((subject) => subject.kind === 'topic' || isTerm(subject) || spike.kind === 'department')

/**
 * Gates the selected subjects, strongest first. A failure promotes the next candidate, until all selected ones have passed. A spike with
 * at least half of its mentions in the topic or term of an existing or new alert is grouped into that alert.
 */
export async function selectSpikes(spikes: readonly Observation[], context: SelectionContext): Promise<Selection> {
  const { taxonomy, leaves, gates, alerts, open } = context
  const gated = new Map<string, Observation>()
  const grouped: Selection['grouped'] = []
  const known = [...context.known]
  let left = spikes
  for (;;) {
    const subjects = left.map((spike) => spike.series.subject)
    const selected = new Set(selectSubjects(taxonomy, subjects, open).map(subjectKey))
    const chosen = left.filter((spike) => selected.has(keyOf(spike)))
    const ungated = chosen.filter((spike) => !gated.has(keyOf(spike)))
    if (ungated.length === 0) return { spiking: chosen.map((spike) => gated.get(keyOf(spike))!), grouped }
    const dropped = new Set<string>()
    for (const candidate of ungated) {
      const spike = await context.applyGates(candidate, known)
      gated.set(keyOf(spike), spike)
      const { subject } = spike.series
      const into = spike.evaluation.spike ? coveredBy(spike, known, gates) : undefined
      if (!spike.evaluation.spike || into !== undefined || hasDominantTopic(spike, context)) dropped.add(keyOf(spike))
      else if (!hasActiveAlert(alerts, spike)) known.push(subject)
      if (into !== undefined && leaves.has(subject.id)) grouped.push({ into, topic: subject.id })
    }
    left = left.filter((spike) => !dropped.has(keyOf(spike)))
  }
}

const keyOf = ({ series }: Observation) => subjectKey(series.subject)

/** The known subject whose alert already has at least half of the mentions, if the rest alone is no spike. */
function coveredBy(spike: Observation, known: readonly Subject[], gates: Gates): Subject | undefined {
  const [key, share] = [...spike.distinct.sharedWith].toSorted((a, b) => b[1] - a[1])[0] ?? ['', 0]
  if (share < sameEvidence || isSpikeOf(spike, independentCount(spike) * (1 - share), gates)) return undefined
  return known.map(coveringSubject).find((subject) => subjectKey(subject) === key)
}

/** Whether the spike of a parent topic, a department or a term is really that of one topic in it. */
function hasDominantTopic(
  { distinct: { largestTopic }, series: { subject }, emergedAt, at }: Observation,
  { leaves, silent }: Pick<SelectionContext, 'leaves' | 'silent'>,
): boolean {
  if (emergedAt !== undefined)
    return largestTopic.share >= dominantShare && (silent.has(largestTopic.id) || at - emergedAt < topicFirstMs)
  const isWide = subject.kind === 'department' || (subject.kind === 'topic' && !leaves.has(subject.id))
  return isWide && largestTopic.share >= (silent.has(largestTopic.id) ? silentShare : dominantShare)
}
