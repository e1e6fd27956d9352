import type { Store } from '../infra/store/store.ts'
import type { Taxonomy } from '../enrich/taxonomy.ts'
import type { Alert } from './alert.ts'
import { openBaselines, type Series } from './baselines.ts'
import { chooseSubjects } from './choose.ts'
import { figuresOf, peek, tailOf, type Finding } from './detector.ts'
import { voicesIn, type Voices } from './explain.ts'
import { blindSubjects, frontierAt } from './frontier.ts'
import type { Sight } from './lifecycle.ts'
import { baseBucketMs, subjectKey, type Subject } from './series.ts'
import { activeSubjects, firstBucket } from './series-table.ts'

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
  /** Event time up to which the figures speak. */
  at: number
  from: number
}

/** How many independent chances a series has in a week to look like a spike: one each half hour. */
const chancesPerWeek = 336
const activeMs = 6 * 3_600_000

/** One pass over the active subjects: what spikes anew, and how the standing alerts stand. Reads, decides, writes nothing. */
export function openLooks(parts: { store: Store; taxonomy: Taxonomy; gates: Gates; budgetPerWeek: number }) {
  const { store, taxonomy, gates } = parts
  const baselines = openBaselines(store)

  /** `alarmBudget` shared by everything that could alarm: the p-value in force. */
  const levelFor = (series: number) =>
    parts.budgetPerWeek / (chancesPerWeek * Math.max(1, series / Math.max(1, taxonomy.departments.length)))

  const look = async (
    now: number,
    standing: readonly Alert[],
  ): Promise<{ spiking: Seen[]; standing: Map<string, Seen>; level: number; lookedAt: number }> => {
    const first = await firstBucket(store)
    const frontier = await frontierAt(store, now)
    if (first === undefined) return { spiking: [], standing: new Map(), level: 0, lookedAt: 0 }
    const closed = Math.max(first, Math.floor(frontier.until / baseBucketMs) * baseBucketMs)
    const active = await activeSubjects(store, { from: now - activeMs, to: now, least: gates.mentions })
    const known = new Set(active.map(subjectKey))
    const subjects = [
      ...active,
      ...standing.map((alert) => alert.facts.subject).filter((subject) => !known.has(subjectKey(subject))),
    ]
    const all = await baselines.upTo(subjects, { first, closed, now })
    const level = levelFor(all.length)
    const blind = await blindSubjects(store, frontier.blindSources, now)
    const sightOf = (series: Series) => sightsOf(series, { now, closed, level, blind })

    const seen = new Map<string, Seen>()
    for (const series of all) seen.set(subjectKey(series.subject), sightOf(series))
    const spikes = [...seen.values()]
      .filter((s) => s.finding.kind === 'spike' && !s.finding.cold)
      .toSorted((a, b) => a.finding.p - b.finding.p)
    for (const spike of spikes) await hearVoices(spike, level)
    const loud = spikes.filter((spike) => spike.sight.spike)
    const isOpen = (alert: Alert) => alert.status !== 'resolved'
    const chosen = new Set(
      chooseSubjects(
        taxonomy,
        loud.map((s) => s.series.subject),
        standing.filter(isOpen).map((a) => a.facts.subject),
      ).map(subjectKey),
    )
    const seenOf = (alert: Alert) => ofWindow(seen.get(subjectKey(alert.facts.subject))!, alert, { now, closed })
    return {
      spiking: loud.filter((spike) => chosen.has(subjectKey(spike.series.subject))),
      standing: new Map(standing.map((alert) => [alert.id, seenOf(alert)])),
      level,
      lookedAt: all.length,
    }
  }

  /** A spike must also be one in people and in texts: the rarer of the two is tested against the same expectation. */
  const hearVoices = async (seen: Seen, level: number): Promise<void> => {
    const { finding, series } = seen
    seen.voices = await voicesIn(store, series.subject, { from: seen.from, to: seen.at })
    const { mentions, authors, texts } = seen.voices
    const enough = mentions >= gates.mentions && authors >= gates.authors && texts >= gates.texts
    const people = Math.min(authors, texts)
    const clear = people >= gates.ratio * finding.expectedInWindow && tailOf(series.state, finding, people) <= level
    seen.sight.spike = enough && clear
  }

  return { look, forget: (subjects: readonly Subject[]) => baselines.forget(subjects) }
}

const nobody: Voices = { mentions: 0, authors: 0, texts: 0, departments: new Map() }

interface Moment {
  now: number
  closed: number
}

/** The buckets after the last closed one are tested as one open bucket, of which a share has passed. */
function openBucket(series: Series, { now, closed }: Moment) {
  let live = 0
  for (const [at, count] of series.recent) if (at >= closed && at <= now) live += count
  return { bucket: { at: closed, count: live, live }, share: Math.max(0, now - closed) / baseBucketMs }
}

function sightsOf(series: Series, moment: Moment & { level: number; blind: Set<string> }): Seen {
  const { bucket, share } = openBucket(series, moment)
  const isBlind = moment.blind.has(`${series.subject.kind}:${series.subject.id}`)
  const finding = peek(series.state, { ...bucket, blind: isBlind }, moment.level, share)
  const excess = finding.observedInWindow - finding.expectedInWindow
  const sight: Sight = { spike: false, above: finding.kind === 'spike', blind: isBlind, excess }
  const from = moment.closed - finding.windowMs + baseBucketMs
  return { series, finding, voices: nobody, sight, at: moment.now, from }
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
    from: moment.closed - alert.bucketMs + baseBucketMs,
    sight: { ...seen.sight, excess, above: figures.observedInWindow > figures.upperOfWindow },
  }
}
