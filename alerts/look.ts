import type { Taxonomy } from '../enrich/taxonomy.ts'
import type { Alert } from './alert.ts'
import { chooseSubjects } from './choose.ts'
import type { Counts, Moment, Series } from './counts.ts'
import { figuresOf, peek, pOfCount, type Figures, type Finding } from './detector.ts'
import { voicesIn, type Hearing, type Voices } from './explain.ts'
import type { Sight } from './lifecycle.ts'
import { baseBucketMs, subjectKey, type Subject } from './series.ts'

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
  /** Of the window that the finding, or the alert followed, is about. */
  figures: Figures
  /** Event time up to which the figures speak. */
  at: number
  from: number
}

/** How many chances a series has in a week to look like a spike: one each bucket. */
const chancesPerWeek = 2016
/** A department watches at least so many series, also at an hour when few of them are active. */
const leastSeries = 40
/** A spike of which so many mentions are in a standing alert's topic too is that alert's, seen from another side. */
const sameEvidence = 0.5
/** A parent topic or a department speaks only when no topic in it has half of the mentions: otherwise that topic will. */
const ofOneTopic = 0.5

export interface Looked {
  /** New spikes worth an alert, the least likely first. */
  spiking: Seen[]
  /** How each standing alert's subject looks now, in the window it opened with; by alert id. */
  standing: Map<string, Seen>
  /** The p-value in force, over how many series, and how many of those are not looked at yet because their baseline is being learnt. */
  level: number
  series: number
  waiting: number
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
}) {
  const { counts, hearing, taxonomy, gates } = parts
  const parents = new Set(taxonomy.topics.flatMap((topic) => topic.ancestors))
  const leaves = new Set(taxonomy.topics.map((topic) => topic.id).filter((id) => !parents.has(id)))

  /** `alarmBudget` shared by everything that could alarm. */
  const levelFor = (series: number) =>
    parts.budgetPerWeek / (chancesPerWeek * Math.max(leastSeries, series / Math.max(1, taxonomy.departments.length)))

  const look = async (
    now: number,
    { standing, isBehind }: { standing: readonly Alert[]; isBehind: boolean },
  ): Promise<Looked> => {
    const moment = await counts.momentAt(now)
    if (moment === undefined) return { spiking: [], standing: new Map(), level: 0, series: 0, waiting: 0, closed: 0 }
    const { series: all, active } = await counts.upTo(
      moment,
      standing.map((alert) => alert.facts.subject),
    )
    const level = levelFor(active)
    const seen = new Map(
      all.map((series) => [subjectKey(series.subject), sightsOf(series, { ...moment, level, isBehind })]),
    )
    const seenOf = (alert: Alert): [string, Seen][] => {
      const now = seen.get(subjectKey(alert.facts.subject))
      return now ? [[alert.id, ofWindow(now, alert, moment)]] : []
    }

    const open = standing.filter((alert) => alert.status !== 'resolved')
    const hear = (spike: Seen) => hearVoices(spike, { level, known: open.map((alert) => alert.topic) })
    const spikes = [...seen.values()]
      .filter((s) => s.sight.above && !s.finding.cold)
      .toSorted((a, b) => evidenceFor(b.finding) - evidenceFor(a.finding))
    const ours = new Set(standing.map((alert) => subjectKey(alert.facts.subject)))
    for (const spike of spikes) if (ours.has(subjectKey(spike.series.subject))) await hear(spike)
    const spiking = await speaking(spikes, { open: open.map((alert) => alert.facts.subject), hear })
    return {
      spiking,
      standing: new Map(standing.flatMap(seenOf)),
      level,
      series: all.length,
      waiting: active - all.length,
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
  const hearVoices = async (seen: Seen, { level, known }: { level: number; known: string[] }): Promise<void> => {
    const { finding, series } = seen
    const others = known.filter((topic) => topic !== '' && topic !== series.subject.id)
    seen.voices = await voicesIn(hearing, series.subject, { from: seen.from, to: seen.at, known: others })
    const { mentions, authors, texts } = seen.voices
    const enough = mentions >= gates.mentions && authors >= gates.authors && texts >= gates.texts
    const people = Math.min(authors, texts)
    const clear = people >= gates.ratio * finding.expectedInWindow && pOfCount(series.state, finding, people) <= level
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

/** The buckets after the last closed one are tested as one open bucket, of which a share has passed. */
function openBucket({ open }: Series, { now, closed }: Moment) {
  return { bucket: { at: closed, count: open, live: open }, share: Math.max(0, now - closed) / baseBucketMs }
}

function sightsOf(series: Series, moment: Moment & { level: number; isBehind: boolean }): Seen {
  const { bucket, share } = openBucket(series, moment)
  const isBlind = moment.isBehind || moment.blind.has(`${series.subject.kind}:${series.subject.id}`)
  const finding = peek(series.state, { ...bucket, blind: isBlind }, moment.level, share)
  const excess = finding.observedInWindow - finding.expectedInWindow
  const sight: Sight = { spike: false, above: finding.kind === 'spike', blind: isBlind, excess }
  const from = moment.closed - finding.windowMs + baseBucketMs
  const figures = figuresOf(series.state, bucket, { windowMs: finding.windowMs, share })
  return { series, finding, figures, voices: nobody, sight, at: moment.now, from }
}

/** An open alert is followed in the window it opened with, so that its figures can be compared. */
function ofWindow(seen: Seen, alert: Alert, moment: Moment): Seen {
  const { bucket, share } = openBucket(seen.series, moment)
  const figures = figuresOf(seen.series.state, bucket, { windowMs: alert.bucketMs, share })
  const finding = { ...seen.finding, ...figures, windowMs: alert.bucketMs }
  const excess = figures.observedInWindow - figures.expectedInWindow
  return {
    ...seen,
    finding,
    figures,
    from: moment.closed - alert.bucketMs + baseBucketMs,
    sight: { ...seen.sight, excess, above: figures.observedInWindow > figures.upperOfWindow },
  }
}

/**
 * How strongly a spike speaks: the Poisson log-likelihood ratio of what was observed against what was expected (the scan statistic
 * of Kulldorff 1997). The calibrated p of two grave spikes is the same, as neither was ever seen before.
 */
const evidenceFor = ({ observedInWindow: observed, expectedInWindow: expected }: Seen['finding']): number =>
  observed * Math.log(Math.max(1, observed) / Math.max(0.5, expected)) - (observed - expected)
