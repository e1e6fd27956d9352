import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBaselines } from '../../../alerts/detection/baselines.ts'
import type { LocalityOf } from '../../../alerts/detection/locality.ts'
import type { Locality } from '../../../alerts/detector/baseline.ts'
import { learn } from '../../../alerts/detector/detector.ts'
import type { DetectorState } from '../../../alerts/detector/state.ts'
import { newState } from '../../../alerts/detection/counts.ts'
import { baseBucketMs, type Subject } from '../../../alerts/series/subject.ts'
import { recount } from '../../../alerts/series/count-table.ts'
import { loadStates, saveStates, slotsOf, type Slot } from '../../../alerts/detection/baseline-table.ts'
import { insertMentions } from '../../../enrich/mentions/mention-table.ts'
import { openLogAndStore } from '../../open-platform.ts'
import { mentionRow } from '../make.ts'

const hour = 3_600_000
const day = 24 * hour
/** A Thursday: weeks of snapshots begin then. */
const first = Date.UTC(2026, 5, 4)
const subject: Subject = { kind: 'topic', id: 'delivery.late', dimension: '', value: '' }

let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => void (platform = await openLogAndStore()))
afterAll(() => platform.close())

const mentions: number[] = []
async function tell(times: readonly number[]): Promise<void> {
  const rows = times.map((createdAt) => mentionRow({ id: `m${mentions.push(createdAt)}`, createdAt }))
  await insertMentions(platform.store, rows)
  await recount(
    platform.store,
    times.map((at) => Math.floor(at / baseBucketMs) * baseBucketMs),
  )
}
const serversTime = async () =>
  (await platform.store.select(Type.Object({ nowAt: Type.Integer() }), `SELECT now64(3, 'UTC') AS now_at`))[0]!.nowAt
const upTo = async (baselines: ReturnType<typeof openBaselines>, closed: number): Promise<DetectorState> => {
  const span = { first, gaps: [], closed, now: closed, from: closed, masked: () => false }
  return (await baselines.upTo({ tracked: [{ subject, counted: [] }], active: [] }, span)).series[0]!.state
}
const kept = async () =>
  (await loadStates(platform.store, [subject], { first, gaps: [], learntFrom: first, closed: first + 90 * day }))
    .values()
    .next().value

/** Learnt at one go from what was told by now. */
function fresh(closed: number): DetectorState {
  let state = newState(subject, { learntFrom: first })
  for (let at = first; at < closed; at += baseBucketMs) {
    const count = mentions.filter((masked) => masked >= at && masked < at + baseBucketMs).length
    state = learn(state, { at, count, live: count })
  }
  return state
}

describe('baselines', () => {
  test('go on from the newest snapshot after a restart, from an older one where a count has changed since, else from the counts', async () => {
    const days = Array.from({ length: 10 * 12 }, (_, i) => first + i * 2 * hour)
    await tell(days)
    let baselines = openBaselines(platform.store, () => 1)
    for (const at of [6.5, 7.5, 9.5]) {
      await upTo(baselines, first + at * day)
      await baselines.save(await serversTime())
    }
    expect((await kept())?.state.nextAt).toBe(first + 9.5 * day)

    await tell([first + 8 * day + 60_000])
    expect((await kept())?.state.nextAt).toBe(first + 7.5 * day)
    baselines = openBaselines(platform.store, () => 1)
    expect(await upTo(baselines, first + 10 * day)).toEqual(fresh(first + 10 * day))

    await tell([first + 7 * day + 60_000])
    expect((await kept())?.state.nextAt).toBe(first + 6.5 * day)
    baselines = openBaselines(platform.store, () => 1)
    expect(await upTo(baselines, first + 10 * day)).toEqual(fresh(first + 10 * day))

    await tell([first + 60_000])
    expect(await kept()).toBeUndefined()
    baselines = openBaselines(platform.store, () => 1)
    expect(await upTo(baselines, first + 10 * day)).toEqual(fresh(first + 10 * day))
  })

  test('that learnt in another time zone or with other holidays are not used, each subject by its own', async () => {
    const other: Subject = { ...subject, kind: 'department', id: 'logistics' }
    const both = async (localityOf: LocalityOf) => {
      const baselines = openBaselines(platform.store, () => 1, localityOf)
      const closed = first + 10 * day
      const span = { first, gaps: [], closed, now: closed, from: closed, masked: () => false }
      const tracked = [subject, other].map((each) => ({ subject: each, counted: [] }))
      const { series } = await baselines.upTo({ tracked, active: [] }, span)
      await baselines.save(await serversTime(), { isLast: true })
      return series.map(({ state }) => state)
    }
    const berlin = { zone: 'Europe/Berlin' }
    await both(() => berlin)
    // Told apart from a state that was learnt anew: it is marked as stored.
    const rows = await loadStates(platform.store, [subject, other], {
      first,
      gaps: [],
      learntFrom: first,
      closed: first + 90 * day,
    })
    const marked = [...rows.values()].map((row) => ({
      ...row,
      state: { ...row.state, liveFrom: 1 },
      slots: ['day', 'even week', 'odd week'] as Slot[],
    }))
    await saveStates(platform.store, marked, await serversTime())

    const isRestored = (states: readonly DetectorState[]) => states.map(({ liveFrom }) => liveFrom === 1)
    const changed = async (locality: Locality) =>
      isRestored(await both(({ kind }) => (kind === 'department' ? locality : berlin)))
    expect(await changed(berlin)).toEqual([true, true])
    expect(await changed({ zone: 'America/New_York' })).toEqual([true, false])
    await saveStates(platform.store, marked, await serversTime())
    expect(await changed({ ...berlin, holidays: 'DE' })).toEqual([true, false])
  })

  test('are saved once a day, and as the first of a week', () => {
    expect(slotsOf(first + day, -Infinity)).toHaveLength(2)
    expect(slotsOf(first + 2 * day, first + day)).toEqual(['day'])
    const [, week] = slotsOf(first + 7 * day, first + 6 * day)
    expect(week).not.toBe(slotsOf(first + day, -Infinity)[1])
  })
})
