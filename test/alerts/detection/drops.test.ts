import { describe, expect, test } from 'vitest'
import type { Alert } from '../../../alerts/alert/alert.ts'
import { openReplayAlertStore } from '../../../alerts/alert-store.ts'
import { openDecisions } from '../../../alerts/decisions.ts'
import { openPeriodCounts } from '../../../alerts/backtest/period.ts'
import { maskedSubjects } from '../../../alerts/detection/counts.ts'
import { learn } from '../../../alerts/detector/detector.ts'
import { peek } from '../../../alerts/detector/finding.ts'
import { newDetector, type DetectorState } from '../../../alerts/detector/state.ts'
import type { Subject } from '../../../alerts/series/subject.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openRandom } from '../../bench/detection/random.ts'
import { hazardPolicy } from '../make.ts'
import { openLogAndStore } from '../../open-platform.ts'

const bucketMs = 300_000
const hour = 3_600_000
const day = 24 * hour
const taxonomy = readTaxonomy()
const support: Subject = { kind: 'department', id: 'support', dimension: '', value: '' }

/** A department that hears ten a bucket by day and one at night, but nothing while `silent`. */
function seriesWith(silent: (at: number) => boolean, days: number) {
  const random = openRandom(5)
  const at = Array.from({ length: (days * day) / bucketMs }, (_, i) => i * bucketMs)
  const meanAt = (time: number) => 5.5 - 4.5 * Math.cos((2 * Math.PI * (time % day)) / day)
  return { subject: support, at, mentions: at.map((time) => (silent(time) ? 0 : random.poisson(meanAt(time)))) }
}

/** What decisions make of it from `from` on, one look a bucket. */
async function changesIn(silent: (at: number) => boolean, { days, from }: { days: number; from: number }) {
  const platform = await openLogAndStore()
  try {
    let now = from
    const upliftOf = () => 1
    const gates = { mentions: 5, authors: 4, texts: 4, ratio: 2 }
    const counts = openPeriodCounts(
      { learntFrom: 0, gaps: [], series: [seriesWith(silent, days)] },
      { store: platform.store, to: days * day, least: 5, upliftOf },
    )
    const book = openReplayAlertStore()
    const scope = { store: platform.store, includesHistory: true }
    const decisions = openDecisions({
      counts,
      alertStore: book,
      scope,
      taxonomy,
      gates,
      budgetPerWeek: 3,
      upliftOf,
      hazards: hazardPolicy,
      risingTerms: async () => [],
    })
    for (; now < days * day; now += bucketMs) await decisions.apply(await decisions.evaluate(now, { isBehind: false }))
    return book.changes.map(({ change, alert }: { change: string; alert: Alert }) => `${change} ${alert.kind}`)
  } finally {
    await platform.close()
  }
}

describe('a department of which nothing is heard', () => {
  test('is one alert, through the night, until it is heard again', { timeout: 60_000 }, async () => {
    const silent = (at: number) => at >= 21.5 * day && at < 24 * day
    const changes = await changesIn(silent, { days: 25, from: 20 * day })
    expect(changes[0]).toBe('opened drop')
    expect(changes.at(-1)).toBe('resolved drop')
    expect(changes.filter((change) => change.startsWith('opened') || change.startsWith('reopened'))).toHaveLength(1)
    expect(changes.filter((change) => change.startsWith('worsened')).length).toBeLessThan(6)
  })

  test('is none while less than two weeks were listened to', { timeout: 60_000 }, async () => {
    expect(await changesIn((at) => at >= 8.5 * day && at < 9 * day, { days: 10, from: 7 * day })).toEqual([])
  })

  test('is none where only history was told, nor in a planned event and just after it', () => {
    const random = openRandom(7)
    let state: DetectorState = newDetector(bucketMs, 0)
    let at = 0
    const hear = (over: { live?: number; uplift?: number }) => {
      const count = random.poisson(5)
      const bucket = { at, count, live: over.live ?? count, uplift: over.uplift ?? 1 }
      const { kind } = peek(state, bucket, 1e-4)
      state = learn(state, bucket)
      at += bucketMs
      return kind
    }
    for (let i = 0; i < 20 * 288; i++) hear({ live: 0 })
    const silence = { at, count: 0, live: 0 }
    for (let i = 0; i < 288; i++) state = learn(state, { ...silence, at: (at += bucketMs) - bucketMs })
    expect(peek(state, { ...silence, at }, 1e-4).kind).toBe('calm')

    state = newDetector(bucketMs, (at = 0))
    for (let i = 0; i < 20 * 288; i++) hear({})
    expect(Array.from({ length: 288 }, () => hear({ uplift: 3 }))).not.toContain('drop')
    expect(Array.from({ length: 288 }, () => hear({}))).not.toContain('drop')
  })
})

describe('the same incident a week later', () => {
  test('is as much of a spike, since an alert told of the first', () => {
    const random = openRandom(11)
    const masked = maskedSubjects([{ subject: support, isMasked: true }])
    let state: DetectorState = newDetector(bucketMs, 0)
    let at = 0
    const hear = (span: number, mean: number, isMasked: boolean): number => {
      let least = 1
      for (const until = at + span; at < until; at += bucketMs) {
        const count = random.poisson(mean)
        const bucket = {
          at,
          count,
          live: count,
          masked: isMasked && masked({ ...support, dimension: 'source', value: 'forum' }),
        }
        least = Math.min(least, peek(state, bucket, 0).p)
        state = learn(state, bucket)
      }
      return least
    }
    hear(28 * day, 0.5, false)
    expect(hear(2 * hour, 4, true)).toBeLessThan(1e-6)
    hear(7 * day, 0.5, false)
    expect(hear(2 * hour, 3.5, true)).toBeLessThan(1e-6)
  })
})
