import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { Alert } from '../alert/alert.ts'
import { thresholdsFor, type Thresholds } from './budget.ts'
import { selectSubjects } from './select-subjects.ts'
import type { Counts } from './counts.ts'
import { pOfCount } from '../detector/finding.ts'
import type { UpliftOf } from './planned-events.ts'
import { observeInWindow, observe, hasActiveAlert, type Observation } from './observation.ts'
import { alone, isCut, subjectKey, type Subject } from '../series/subject.ts'
import { distinctCounts, type MentionScope } from '../series/distinct-counts.ts'

/** A spike must be this many mentions, by this many people in this many texts, and this many times what is usual. */
export interface Gates {
  mentions: number
  authors: number
  texts: number
  ratio: number
}

/** A spike of which so many mentions are in an active alert's topic too is that alert's, seen from another side. */
const sameEvidence = 0.5
/**
 * The budget is kept by the counts of mentions; that people and texts are a spike too is asked once of a candidate, and of fewer than what is usual
 * was learnt from.
 */
const ofVoices = 0.001
/** A parent topic or a department speaks only when no topic in it has half of the mentions: otherwise that topic will. */
const ofOneTopic = 0.5

export interface EvaluationResult {
  /** New spikes worth an alert, the least likely first; then departments of which far too little is heard. */
  spiking: Observation[]
  /** Topics that spike with the mentions of another one's alert, by that one's topic. */
  grouped: { into: string; topic: string }[]
  /** All whose voices were asked for: candidates, and active that still spike. */
  heard: Observation[]
  /** How each active alert's subject looks now, in the window it opened with; by alert id. */
  alerts: Map<string, Observation>
  /** The p-value in force, and over how many series; some of those are not looked at, see `ActiveSeries`. */
  thresholds: Thresholds
  series: number
  waiting: number
  skipped: number
  /** Buckets before this time are closed and learnt. */
  closed: number
}

interface Speaking {
  alerts: readonly Alert[]
  /** Subjects that speak already. */
  open: Subject[]
  /** Topics whose alerts tell of their mentions; those that will open are added. */
  known: string[]
  hear: (spike: Observation) => Promise<void>
}

/** One pass over the active subjects: what spikes anew, and how the active alerts stand. Reads, decides, writes nothing. */
export function openEvaluator(parts: {
  counts: Counts
  hearing: MentionScope
  taxonomy: Taxonomy
  gates: Gates
  budgetPerWeek: number
  upliftOf: UpliftOf
}) {
  const { counts, hearing, taxonomy, gates } = parts
  const parents = new Set(taxonomy.topics.flatMap((topic) => topic.ancestors))
  const leaves = new Set(taxonomy.topics.map((topic) => topic.id).filter((id) => !parents.has(id)))

  const wholeDepartments = taxonomy.departments.map(({ id }): Subject => ({
    kind: 'department',
    id,
    dimension: '',
    value: '',
  }))

  const look = async (
    now: number,
    { alerts, isBehind }: { alerts: readonly Alert[]; isBehind: boolean },
  ): Promise<EvaluationResult> => {
    const moment = await counts.momentAt(now)
    if (moment === undefined)
      return {
        spiking: [],
        grouped: [],
        heard: [],
        alerts: new Map(),
        thresholds: { whole: 0, cut: 0 },
        series: 0,
        waiting: 0,
        skipped: 0,
        closed: 0,
      }
    const {
      series: all,
      waiting,
      skipped,
    } = await counts.upTo(moment, [
      ...alerts.map((alert) => ({
        subject: alert.facts.subject,
        isMasked: alert.status !== 'resolved' && alert.kind !== 'drop',
      })),
      // Also when next to nothing is heard of them.
      ...wholeDepartments.map((subject) => ({ subject, isMasked: false })),
    ])
    const active = all.length + waiting + skipped
    const thresholds = thresholdsFor(
      all.map((series) => series.subject),
      {
        perWeek: parts.budgetPerWeek,
        departments: taxonomy.departments.length,
        active,
      },
    )
    const seen = new Map(
      all.map((series) => {
        const uplift = parts.upliftOf(series.subject, moment.closed)
        return [
          subjectKey(series.subject),
          observe(series, {
            ...moment,
            threshold: thresholds[isCut(series.subject) ? 'cut' : 'whole'],
            isBehind,
            uplift,
          }),
        ]
      }),
    )
    const seenOf = (alert: Alert): [string, Observation][] => {
      const now = seen.get(subjectKey(alert.facts.subject))
      return now ? [[alert.id, observeInWindow(now, alert, moment)]] : []
    }

    const open = alerts.filter((alert) => alert.status !== 'resolved')
    const loud = open.filter((alert) => alert.kind !== 'drop')
    const known = loud.filter((alert) => alert.status !== 'snoozed').map((alert) => alert.topic)
    const heard: Observation[] = []
    const hear = async (spike: Observation) => {
      await hearVoices(spike, known)
      heard.push(spike)
    }
    const spikes = [...seen.values()]
      .filter((s) => s.finding.kind === 'spike' && !s.finding.cold && isUnderFlatTotal(s, seen))
      .toSorted((a, b) => evidenceFor(b.finding) - evidenceFor(a.finding))
    const ours = new Set(alerts.map((alert) => subjectKey(alert.facts.subject)))
    for (const spike of spikes) if (ours.has(subjectKey(spike.series.subject))) await hear(spike)
    const { spiking, grouped } = await speaking(spikes, {
      alerts,
      open: loud.map((alert) => alert.facts.subject),
      known,
      hear,
    })
    const dropping = moment.isCovered
      ? [...seen.values()].filter((s) => s.finding.kind === 'drop' && isWhole(s.series.subject))
      : []
    return {
      spiking: [...spiking, ...dropping],
      grouped,
      heard,
      alerts: new Map(alerts.flatMap(seenOf)),
      thresholds,
      series: active,
      waiting,
      skipped,
      closed: moment.closed,
    }
  }

  /**
   * Those chosen to speak are heard, the strongest first; one that fails the gates makes way for the next, until all that speak have passed.
   * One whose mentions are mostly in an alert's topic, old or new, is grouped into it.
   */
  const speaking = async (
    spikes: Observation[],
    { alerts, open, known, hear }: Speaking,
  ): Promise<Pick<EvaluationResult, 'spiking' | 'grouped'>> => {
    const heard = new Set<Observation>()
    const grouped: EvaluationResult['grouped'] = []
    let left = spikes
    for (;;) {
      const subjects = left.map((s) => s.series.subject)
      const chosen = new Set(selectSubjects(taxonomy, subjects, open).map(subjectKey))
      const speakers = left.filter((spike) => chosen.has(subjectKey(spike.series.subject)))
      const unheard = speakers.filter((spike) => !heard.has(spike))
      if (unheard.length === 0) return { spiking: speakers, grouped }
      const silent = new Set<Observation>()
      for (const spike of unheard) {
        await hear(spike)
        heard.add(spike)
        const { subject } = spike.series
        const into = spike.evaluation.spike ? toldBy(spike) : undefined
        if (!spike.evaluation.spike || into !== undefined || !isItsOwn(spike, leaves)) silent.add(spike)
        else if (subject.kind === 'topic' && !hasActiveAlert(alerts, spike)) known.push(subject.id)
        if (into !== undefined && leaves.has(subject.id)) grouped.push({ into, topic: subject.id })
      }
      left = left.filter((spike) => !silent.has(spike))
    }
  }

  /** A spike must also be one in people and in texts: the rarer of the two is tested against the same expectation. */
  const hearVoices = async (seen: Observation, known: readonly string[]): Promise<void> => {
    const { finding, series } = seen
    const { observedInWindow, expectedInWindow } = finding
    // People are no more than their mentions: where those are too few nobody has to be asked for.
    const least = Math.max(gates.mentions, gates.authors, gates.texts, gates.ratio * expectedInWindow)
    if (observedInWindow < least) return
    const others = known.filter((topic) => topic !== '' && topic !== series.subject.id)
    seen.voices = await distinctCounts(hearing, series.subject, { from: seen.from, to: seen.at, known: others })
    seen.evaluation.spike = seen.voices.mentions >= gates.mentions && isSpikeOf(seen, peopleOf(seen))
  }

  /** The rarer of people and texts. */
  const isSpikeOf = ({ finding, series }: Observation, people: number): boolean =>
    people >= Math.max(gates.authors, gates.texts, gates.ratio * finding.expectedInWindow) &&
    pOfCount(series.state, finding, people) <= ofVoices

  /** The topic whose alert has most of the mentions already, where it has half of them and the rest alone would be no spike. */
  const toldBy = (spike: Observation): string | undefined => {
    const [topic, share] = [...spike.voices.sharedWith].toSorted((a, b) => b[1] - a[1])[0] ?? ['', 0]
    return share >= sameEvidence && !isSpikeOf(spike, peopleOf(spike) * (1 - share)) ? topic : undefined
  }

  return look
}

/** Not one topic's spike in the clothes of its parent or department. */
function isItsOwn({ voices, series: { subject } }: Observation, leaves: ReadonlySet<string>): boolean {
  const isWide = subject.kind !== 'topic' || !leaves.has(subject.id)
  return !(isWide && voices.ofOneTopic >= ofOneTopic)
}

const peopleOf = ({ voices }: Observation) => Math.min(voices.authors, voices.texts)

const isWhole = ({ kind, dimension }: Subject) => kind === 'department' && dimension === ''

/** A mood is news by itself only while the whole is not more than usual: otherwise the whole will speak. */
function isUnderFlatTotal(
  { series: { subject }, finding }: Observation,
  seen: ReadonlyMap<string, Observation>,
): boolean {
  const whole = subject.dimension === 'sentiment' ? seen.get(subjectKey(alone(subject))) : undefined
  if (!whole) return subject.dimension !== 'sentiment'
  const { observedInWindow, upperOfWindow } = whole.figuresIn(finding.windowMs)
  return observedInWindow <= upperOfWindow
}

/**
 * How strongly a spike speaks: the Poisson log-likelihood ratio of what was observed against what was expected (the scan statistic
 * of Kulldorff 1997). The calibrated p of two grave spikes is the same, as neither was ever seen before.
 */
const evidenceFor = ({ observedInWindow: observed, expectedInWindow: expected }: Observation['finding']): number =>
  observed * Math.log(Math.max(1, observed) / Math.max(0.5, expected)) - (observed - expected)
