import type { Store } from '../../infra/store/store.ts'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import type { Alert, AlertChange } from '../alert/alert.ts'
import { openReplayAlertStore } from '../alert-store.ts'
import { openDecisions } from '../decisions.ts'
import type { Gates } from '../detection/look.ts'
import type { Observation } from '../detection/observation.ts'
import type { UpliftOf } from '../detection/planned-events.ts'
import { alone, baseBucketMs, subjectKey } from '../series/subject.ts'
import { openPeriodCounts, type Period } from './period.ts'

/** What decides when to alert, as far as people set it. */
export interface Rule {
  budgetPerWeek: number
  gates: Gates
}

/** A candidate when its voices were heard, with all that budget and gates are compared with. */
export interface Heard {
  at: number
  /** `subjectKey` of the topic or department alone. */
  subject: string
  /** Of the mentions, and what was in force. */
  p: number
  threshold: number
  mentions: number
  authors: number
  texts: number
  /** People as a multiple of what is usual. */
  ratio: number
}

export interface Replay {
  rule: Rule
  from: number
  to: number
  looks: number
  /** As they stood at the end, in order of opening. */
  alerts: Alert[]
  changes: AlertChange[]
  heard: Heard[]
}

export interface Replaying {
  store: Store
  taxonomy: Taxonomy
  period: Period
  from: number
  to: number
  /** What planned events allow. */
  upliftOf: UpliftOf
  onProgress?: (at: number) => void
}

/**
 * The looks from `from` to `to` in event time, one at the end of every bucket, by the same decisions as live ones. Writes nothing; asks the
 * store for voices, drivers and quotes of candidates only.
 */
export async function replay(parts: Replaying, rule: Rule): Promise<Replay> {
  const { store, taxonomy, period, from, to, upliftOf } = parts
  let now = from
  const book = openReplayAlertStore(() => now)
  const counts = openPeriodCounts(period, { least: rule.gates.mentions, upliftOf })
  const hearing = { store, includesHistory: true }
  const decisions = openDecisions({ counts, book, hearing, taxonomy, upliftOf, ...rule })
  const heard: Heard[] = []
  let looks = 0
  for (let start = Math.floor(from / baseBucketMs) * baseBucketMs; start <= to; start += baseBucketMs) {
    now = start + baseBucketMs - 1
    const looked = await decisions.look(now, { isBehind: false })
    heard.push(...looked.heard.map(asHeard))
    await decisions.act(looked)
    looks++
    parts.onProgress?.(now)
  }
  const alerts = [...book.alerts.values()].toSorted((a, b) => a.openedAt - b.openedAt)
  return { rule, from, to, looks, alerts, changes: book.changes, heard }
}

function asHeard({ series, finding, voices, threshold, at }: Observation): Heard {
  const { mentions, authors, texts } = voices
  const people = Math.min(authors, texts)
  return {
    at,
    subject: subjectKey(alone(series.subject)),
    p: finding.p,
    threshold,
    mentions,
    authors,
    texts,
    ratio: people / Math.max(1e-9, finding.expectedInWindow),
  }
}
