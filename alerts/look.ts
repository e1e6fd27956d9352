import type { Taxonomy } from '../enrich/taxonomy.ts'
import type { Alert } from './alert.ts'
import { levelFor } from './budget.ts'
import { chooseSubjects } from './choose.ts'
import type { Counts, Moment, Series } from './counts.ts'
import { figuresOf, peek, pOfCount, type Figures, type Finding } from './detector.ts'
import { voicesIn, type Hearing, type Voices } from './explain.ts'
import type { Sight } from './lifecycle.ts'
import type { LiftOf } from './planned-events.ts'
import { alone, baseBucketMs, subjectKey, type Subject } from './series.ts'

/** A spike must be this many mentions, by this many people in this many texts, and this many times what is usual. */
export interface Gates {
  mentions: number
  authors: number
  texts: number
  ratio: number
}

export interface Seen {
  series: Series
  finding: Finding
  voices: Voices
  sight: Sight
  /** Of the window that the finding, or the alert followed, is about; and of any other. */
  figures: Figures
  figuresIn: (windowMs: number) => Figures
  /** Event time up to which the figures speak. */
  at: number
  from: number
}

/** A department watches at least so many series, also at an hour when few of them are active. */
const leastSeries = 40
/** A spike of which so many mentions are in a standing alert's topic too is that alert's, seen from another side. */
const sameEvidence = 0.5
/**
 * The budget is kept by the counts of mentions; that people and texts are a spike too is asked once of a candidate, and of fewer than what is usual
 * was learnt from.
 */
const ofVoices = 0.001
/** A parent topic or a department speaks only when no topic in it has half of the mentions: otherwise that topic will. */
const ofOneTopic = 0.5

export interface Looked {
  /** New spikes worth an alert, the least likely first; then departments of which far too little is heard. */
  spiking: Seen[]
  /** All whose voices were asked for: candidates, and standing alerts that spike still. */
  heard: Seen[]
  /** How each standing alert's subject looks now, in the window it opened with; by alert id. */
  standing: Map<string, Seen>
  /** The p-value in force, and over how many series; some of those are not looked at, see `ActiveSeries`. */
  level: number
  series: number
  waiting: number
  leftOut: number
  /** Buckets before this time are closed and learnt. */
  closed: number
}

/** One pass over the active subjects: what spikes anew, and how the standing alerts stand. Reads, decides, writes nothing. */
export function openLook(parts: {
  counts: Counts
  hearing: Hearing
  taxonomy: Taxonomy
  gates: Gates
  budgetPerWeek: number
  liftOf: LiftOf
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

  /** A department's `alarmBudget`, shared by its part of everything that could alarm. */
  const levelOver = (series: number) =>
    levelFor({
      perWeek: parts.budgetPerWeek,
      series: Math.max(leastSeries, series / Math.max(1, taxonomy.departments.length)),
      bucketMs: baseBucketMs,
    })

  const look = async (
    now: number,
    { standing, isBehind }: { standing: readonly Alert[]; isBehind: boolean },
  ): Promise<Looked> => {
    const moment = await counts.momentAt(now)
    if (moment === undefined)
      return { spiking: [], heard: [], standing: new Map(), level: 0, series: 0, waiting: 0, leftOut: 0, closed: 0 }
    const {
      series: all,
      waiting,
      leftOut,
    } = await counts.upTo(moment, [
      ...standing.map((alert) => alert.facts.subject),
      // Also when next to nothing is heard of them.
      ...wholeDepartments,
    ])
    const active = all.length + waiting + leftOut
    const level = levelOver(active)
    const seen = new Map(
      all.map((series) => {
        const lift = parts.liftOf(series.subject, moment.closed)
        return [subjectKey(series.subject), sightsOf(series, { ...moment, level, isBehind, lift })]
      }),
    )
    const seenOf = (alert: Alert): [string, Seen][] => {
      const now = seen.get(subjectKey(alert.facts.subject))
      return now ? [[alert.id, ofWindow(now, alert, moment)]] : []
    }

    const open = standing.filter((alert) => alert.status !== 'resolved')
    const heard: Seen[] = []
    const hear = async (spike: Seen) => {
      await hearVoices(
        spike,
        open.map((alert) => alert.topic),
      )
      heard.push(spike)
    }
    const spikes = [...seen.values()]
      .filter((s) => s.finding.kind === 'spike' && !s.finding.cold && isUnderFlatTotal(s, seen))
      .toSorted((a, b) => evidenceFor(b.finding) - evidenceFor(a.finding))
    const ours = new Set(standing.map((alert) => subjectKey(alert.facts.subject)))
    for (const spike of spikes) if (ours.has(subjectKey(spike.series.subject))) await hear(spike)
    const spiking = await speaking(spikes, { open: open.map((alert) => alert.facts.subject), hear })
    const dropping = [...seen.values()].filter((s) => s.finding.kind === 'drop' && isWhole(s.series.subject))
    return {
      spiking: [...spiking, ...dropping],
      heard,
      standing: new Map(standing.flatMap(seenOf)),
      level,
      series: active,
      waiting,
      leftOut,
      closed: moment.closed,
    }
  }

  /** Those chosen to speak are heard; one that fails the gates makes way for the next, until all that speak have passed. */
  const speaking = async (
    spikes: Seen[],
    { open, hear }: { open: Subject[]; hear: (spike: Seen) => Promise<void> },
  ): Promise<Seen[]> => {
    const heard = new Set<Seen>()
    let left = spikes
    for (;;) {
      const chosen = new Set(
        chooseSubjects(
          taxonomy,
          left.map((s) => s.series.subject),
          open,
        ).map(subjectKey),
      )
      const speakers = left.filter((spike) => chosen.has(subjectKey(spike.series.subject)))
      const unheard = speakers.filter((spike) => !heard.has(spike))
      if (unheard.length === 0) return speakers
      for (const spike of unheard) {
        await hear(spike)
        heard.add(spike)
      }
      left = left.filter((spike) => !heard.has(spike) || (spike.sight.spike && isItsOwn(spike, leaves)))
    }
  }

  /** A spike must also be one in people and in texts: the rarer of the two is tested against the same expectation. */
  const hearVoices = async (seen: Seen, known: readonly string[]): Promise<void> => {
    const { finding, series } = seen
    const others = known.filter((topic) => topic !== '' && topic !== series.subject.id)
    seen.voices = await voicesIn(hearing, series.subject, { from: seen.from, to: seen.at, known: others })
    const { mentions, authors, texts } = seen.voices
    const enough = mentions >= gates.mentions && authors >= gates.authors && texts >= gates.texts
    const people = Math.min(authors, texts)
    const clear =
      people >= gates.ratio * finding.expectedInWindow && pOfCount(series.state, finding, people) <= ofVoices
    seen.sight.spike = enough && clear
  }

  return look
}

/** Not a standing alert from another side, and not one topic's spike in the clothes of its parent or department. */
function isItsOwn({ voices, series: { subject } }: Seen, leaves: ReadonlySet<string>): boolean {
  const isWide = subject.kind !== 'topic' || !leaves.has(subject.id)
  return voices.shared < sameEvidence && !(isWide && voices.ofOneTopic >= ofOneTopic)
}

const nobody: Voices = { mentions: 0, authors: 0, texts: 0, departments: new Map(), shared: 0, ofOneTopic: 0 }

const isWhole = ({ kind, dimension }: Subject) => kind === 'department' && dimension === ''

/** A mood is news by itself only while the whole is not more than usual: otherwise the whole will speak. */
function isUnderFlatTotal({ series: { subject }, finding }: Seen, seen: ReadonlyMap<string, Seen>): boolean {
  const whole = subject.dimension === 'sentiment' ? seen.get(subjectKey(alone(subject))) : undefined
  if (!whole) return subject.dimension !== 'sentiment'
  const { observedInWindow, upperOfWindow } = whole.figuresIn(finding.windowMs)
  return observedInWindow <= upperOfWindow
}

/** The buckets after the last closed one are tested as one open bucket, of which a share has passed. */
function openBucket({ open }: Series, { now, closed, lift }: Lifted) {
  return { bucket: { at: closed, count: open, live: open, lift }, share: Math.max(0, now - closed) / baseBucketMs }
}

/** What a planned event allows the subject. */
type Lifted = Moment & { lift: number }

function sightsOf(series: Series, moment: Lifted & { level: number; isBehind: boolean }): Seen {
  const { bucket, share } = openBucket(series, moment)
  const isBlind = moment.isBehind || moment.blind.has(`${series.subject.kind}:${series.subject.id}`)
  const finding = peek(series.state, { ...bucket, blind: isBlind }, moment.level, share)
  const isDrop = finding.kind === 'drop'
  const excess = (finding.observedInWindow - finding.expectedInWindow) * (isDrop ? -1 : 1)
  const sight: Sight = { spike: isDrop, above: isDrop || finding.kind === 'spike', blind: isBlind, excess }
  const from = moment.closed - finding.windowMs + baseBucketMs
  const figuresIn = (windowMs: number) => figuresOf(series.state, bucket, { windowMs, share })
  return {
    series,
    finding,
    figures: figuresIn(finding.windowMs),
    figuresIn,
    voices: nobody,
    sight,
    at: moment.now,
    from,
  }
}

/** An open alert is followed in the window it opened with, so that its figures can be compared. */
function ofWindow(seen: Seen, alert: Alert, { closed }: Moment): Seen {
  const figures = seen.figuresIn(alert.bucketMs)
  const { observedInWindow, expectedInWindow, lowerOfWindow, upperOfWindow } = figures
  const finding = { ...seen.finding, ...figures, windowMs: alert.bucketMs }
  const isDrop = alert.kind === 'drop'
  const excess = (observedInWindow - expectedInWindow) * (isDrop ? -1 : 1)
  const above = isDrop ? observedInWindow < lowerOfWindow : observedInWindow > upperOfWindow
  const spike = isDrop ? seen.finding.kind === 'drop' : seen.finding.kind === 'spike' && seen.sight.spike
  return {
    ...seen,
    finding,
    figures,
    from: closed - alert.bucketMs + baseBucketMs,
    sight: { ...seen.sight, spike, excess, above },
  }
}

/**
 * How strongly a spike speaks: the Poisson log-likelihood ratio of what was observed against what was expected (the scan statistic
 * of Kulldorff 1997). The calibrated p of two grave spikes is the same, as neither was ever seen before.
 */
const evidenceFor = ({ observedInWindow: observed, expectedInWindow: expected }: Seen['finding']): number =>
  observed * Math.log(Math.max(1, observed) / Math.max(0.5, expected)) - (observed - expected)
