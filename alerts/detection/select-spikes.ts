import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { Alert } from '../alert/alert.ts'
import { subjectKey, type Subject } from '../series/subject.ts'
import { independentCount, isSpikeOf, type Gates } from './gates.ts'
import { hasActiveAlert, type Observation } from './observation.ts'
import { selectSubjects } from './select-subjects.ts'

/** A spike belongs to another topic's alert when that topic has at least this share of its mentions. */
const sameEvidence = 0.5
/** A parent topic or a department alerts only if no single topic has this share of its mentions; otherwise that topic alerts. */
const dominantShare = 0.5

export interface Selection {
  /** Spikes that get their own alert, strongest first. */
  spiking: Observation[]
  /** Topics that spike with the mentions of another topic's alert (`into`). */
  grouped: { into: string; topic: string }[]
}

export interface SelectionContext {
  taxonomy: Taxonomy
  /** Topics without children. */
  leaves: ReadonlySet<string>
  gates: Gates
  /** Open alerts, and resolved ones that may reopen. */
  alerts: readonly Alert[]
  /** Subjects of open alerts. */
  open: readonly Subject[]
  /** Topics of open alerts. */
  knownTopics: readonly string[]
  /** Counts the distinct authors and texts of a candidate. */
  applyGates(spike: Observation, knownTopics: readonly string[]): Promise<Observation>
}

/**
 * Gates the selected subjects, strongest first. A failure promotes the next candidate, until all selected ones have passed. A spike with
 * at least half of its mentions in the topic of an existing or new alert is grouped into that alert.
 */
export async function selectSpikes(spikes: readonly Observation[], context: SelectionContext): Promise<Selection> {
  const { taxonomy, leaves, gates, alerts, open } = context
  const gated = new Map<string, Observation>()
  const grouped: Selection['grouped'] = []
  const knownTopics = [...context.knownTopics]
  let left = spikes
  for (;;) {
    const subjects = left.map((spike) => spike.series.subject)
    const selected = new Set(selectSubjects(taxonomy, subjects, open).map(subjectKey))
    const chosen = left.filter((spike) => selected.has(keyOf(spike)))
    const ungated = chosen.filter((spike) => !gated.has(keyOf(spike)))
    if (ungated.length === 0) return { spiking: chosen.map((spike) => gated.get(keyOf(spike))!), grouped }
    const dropped = new Set<string>()
    for (const candidate of ungated) {
      const spike = await context.applyGates(candidate, knownTopics)
      gated.set(keyOf(spike), spike)
      const { subject } = spike.series
      const into = spike.evaluation.spike ? coveredBy(spike, gates) : undefined
      if (!spike.evaluation.spike || into !== undefined || hasDominantTopic(spike, leaves)) dropped.add(keyOf(spike))
      else if (subject.kind === 'topic' && !hasActiveAlert(alerts, spike)) knownTopics.push(subject.id)
      if (into !== undefined && leaves.has(subject.id)) grouped.push({ into, topic: subject.id })
    }
    left = left.filter((spike) => !dropped.has(keyOf(spike)))
  }
}

const keyOf = ({ series }: Observation) => subjectKey(series.subject)

/** The topic whose alert already has at least half of the mentions, if the rest alone is no spike. */
function coveredBy(spike: Observation, gates: Gates): string | undefined {
  const [topic, share] = [...spike.distinct.sharedWith].toSorted((a, b) => b[1] - a[1])[0] ?? ['', 0]
  return share >= sameEvidence && !isSpikeOf(spike, independentCount(spike) * (1 - share), gates) ? topic : undefined
}

/** Whether the spike of a parent topic or a department is really that of one topic in it. */
function hasDominantTopic({ distinct, series: { subject } }: Observation, leaves: ReadonlySet<string>): boolean {
  const isWide = subject.kind !== 'topic' || !leaves.has(subject.id)
  return isWide && distinct.largestTopicShare >= dominantShare
}
