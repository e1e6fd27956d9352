import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { demo } from '../../../ingest/sources/demo.ts'
import { demoAnchor, demoClock, historyEnd } from '../../../ingest/sources/demo/clock.ts'
import { demoTruth } from '../../../ingest/sources/demo/truth.ts'
import type { Page, RawMention } from '../../../ingest/mention/source.ts'
import { sourceContract } from '../../contract/source.ts'

const hourMs = 3_600_000
const anchor = Date.UTC(2026, 8, 7, 12)

/** All pages of the demo's sources up to `now`, read together as ingest does. */
async function pagesUpTo(from: number, now: number): Promise<Map<string, Page[]>> {
  const each = demo({ anchor, clock: () => now }).map(async (source): Promise<[string, Page[]]> => {
    const ending = new AbortController()
    const pages: Page[] = []
    for await (const page of source.pages(from === 0 ? undefined : JSON.stringify({ until: from }), ending.signal)) {
      pages.push(page)
      if (page.coveredUntil! >= now) ending.abort()
    }
    return [source.name, pages]
  })
  return new Map(await Promise.all(each))
}
const mentionsOf = (pages: Iterable<Page[]>): RawMention[] => [...pages].flat().flatMap((page) => page.mentions)

sourceContract('a source of the demo', () => {
  let now = historyEnd(anchor) + hourMs
  // The clock ticks, because the demo yields a page only when time has passed.
  let tick = 0
  const [source] = demo({ anchor, clock: () => now + tick++ })
  return {
    open: () => source!,
    isLast: ({ coveredUntil }) => coveredUntil! >= now,
    grow: () => void (now += hourMs),
  }
})

let history: Map<string, Page[]>
let live: Map<string, Page[]>
beforeAll(async () => {
  history = await pagesUpTo(0, historyEnd(anchor))
  live = await pagesUpTo(historyEnd(anchor), anchor + 4 * hourMs)
})

describe('the demo', () => {
  test('has at least 40,000 mentions of history in at least five sources, none of them able to alert', () => {
    const all = mentionsOf(history.values())
    expect(all.length).toBeGreaterThan(40_000)
    expect([...history.values()].filter((pages) => mentionsOf([pages]).length > 500).length).toBeGreaterThanOrEqual(5)
    expect(all.every((mention) => mention.backfill)).toBe(true)
    expect(mentionsOf(live.values()).some((mention) => mention.backfill)).toBe(false)
  })

  test('gives the same mentions whatever the pages and the cursor', async () => {
    const again = await pagesUpTo(historyEnd(anchor) + 3 * hourMs + 123, anchor + 4 * hourMs)
    for (const [source, pages] of again) {
      const since = mentionsOf([live.get(source)!]).filter(
        (mention) => mention.createdAt >= historyEnd(anchor) + 3 * hourMs + 123,
      )
      expect(mentionsOf([pages])).toEqual(since)
    }
  })

  test('fills every slot of every template, and no text is empty', () => {
    for (const { text } of [...mentionsOf(history.values()), ...mentionsOf(live.values())])
      expect(text).toMatch(/^(?!.*(?:[{}]|undefined|\[[^\]]*\|)).{3,}$/s)
  })

  test('gives each mention once, in its source, in order of time', () => {
    for (const pages of [...history.values(), ...live.values()]) {
      const mentions = mentionsOf([pages])
      expect(new Set(mentions.map((mention) => mention.nativeId)).size).toBe(mentions.length)
      expect(mentions.every((mention, i) => i === 0 || mentions[i - 1]!.createdAt <= mention.createdAt)).toBe(true)
    }
  })

  test('plants an incident for each of the four departments that act, and a trap; all continue at the anchor', () => {
    const truth = demoTruth(anchor)
    const hit = truth.filter(({ kind }) => kind === 'incident').map(({ department }) => department)
    expect(new Set(hit)).toEqual(new Set(['support', 'product', 'logistics', 'procurement']))
    expect(truth.some(({ kind }) => kind === 'trap')).toBe(true)
    for (const { startsAt } of truth) {
      expect(Date.parse(startsAt)).toBeGreaterThan(historyEnd(anchor))
      expect(Date.parse(startsAt)).toBeLessThan(anchor)
    }
  })

  test('reveals no topic, department or incident in the fields of a mention', () => {
    const labels = demoTruth(anchor).flatMap(({ name, topic }) => [name, topic])
    const fields = new Set(['nativeId', 'createdAt', 'text', 'format', 'url', 'author', 'rating', 'fields', 'backfill'])
    for (const mention of mentionsOf(live.values())) {
      expect(Object.keys(mention).filter((key) => !fields.has(key))).toEqual([])
      expect(labels.filter((label) => JSON.stringify(mention).includes(label))).toEqual([])
      const stated = Object.keys(mention.fields ?? {}).filter(
        (name) => !['product', 'version', 'region'].includes(name),
      )
      expect(stated).toEqual([])
    }
  })

  test('its clock stands until the history is stored, then runs at ×360 until it reaches real time', () => {
    let real = anchor + 10_000
    const clock = demoClock(historyEnd(anchor), () => real)
    real += 60_000
    expect([clock.now(), clock.fast()]).toEqual([historyEnd(anchor), true])
    clock.start()
    real += 10_000
    expect(clock.now()).toBe(historyEnd(anchor) + 3_600_000)
    real += 3_600_000
    expect([clock.now(), clock.fast()]).toEqual([real, false])
  })

  test('its clock stays near the evaluations, and waits at most half a minute for the next', () => {
    let real = anchor
    const start = historyEnd(anchor)
    const clock = demoClock(start, () => real)
    clock.start()
    clock.evaluated(start)
    real += 10_000
    expect(clock.now()).toBe(start + 18 * 60_000)
    clock.evaluated(clock.now())
    real += 1_000
    expect(clock.now()).toBe(start + 24 * 60_000)
    real += 40_000
    expect(clock.now()).toBeGreaterThan(start + 4 * 3_600_000)
  })

  test('its anchor is the hour in which the data folder was first started, and does not change', () => {
    const data = mkdtempSync(join(tmpdir(), 'groundswell-demo-'))
    expect(demoAnchor(data, anchor + 1234, false)).toBe(anchor)
    expect(demoAnchor(data, anchor + 1234, true)).toBe(anchor)
    expect(demoAnchor(data, anchor + 5 * hourMs, true)).toBe(anchor)
    rmSync(data, { recursive: true })
  })
})
