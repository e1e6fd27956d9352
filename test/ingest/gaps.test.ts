import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { frontierAt } from '../../alerts/series/frontier.ts'
import { coverageGaps, endGaps, fillGaps, stateOfGap } from '../../ingest/gap-table.ts'
import { openGaps } from '../../ingest/open-gaps.ts'
import { openLogAndStore } from '../open-platform.ts'

let platform: Awaited<ReturnType<typeof openLogAndStore>>
beforeAll(async () => {
  platform = await openLogAndStore()
})
beforeEach(() => platform.store.command('TRUNCATE TABLE coverage_gaps'))
afterAll(() => platform.close())

const hourMs = 3_600_000
const start = Date.UTC(2026, 10, 20, 12)
const lost = { from: start, to: start + hourMs, reason: 'older ones were missed' }
const statesOf = async (source: string) => (await coverageGaps(platform.store, { source })).map(stateOfGap)

test('a gap is opened once, survives a restart, and ends when the source has delivered everything', async () => {
  const before = openGaps(platform.store)
  for (let i = 0; i < 3; i++) before.notRead('blog', { from: start, reason: 'the server answered 500' })
  await before.save()
  expect(await coverageGaps(platform.store)).toMatchObject([{ source: 'blog', fromAt: start, untilAt: 0 }])
  const after = openGaps(platform.store)
  await after.recall('blog')
  after.covered('blog', { coveredUntil: start + hourMs }, start)
  await after.save()
  expect(await coverageGaps(platform.store)).toMatchObject([
    { fromAt: start, untilAt: start + hourMs, filledUntilAt: start + hourMs, reason: 'the server answered 500' },
  ])
})

test('what a source no longer has is missing, and is one gap with the outage before it', async () => {
  const gaps = openGaps(platform.store)
  gaps.notRead('reviews', { from: start - hourMs, reason: 'the server answered 500' })
  gaps.covered('reviews', { gap: lost }, start + hourMs)
  gaps.covered('reviews', {}, start + 2 * hourMs)
  await gaps.save()
  expect(await coverageGaps(platform.store)).toMatchObject([{ fromAt: start - hourMs, reason: lost.reason }])
  expect(await statesOf('reviews')).toEqual(['missing'])
})

test('an import that covers the beginning of a gap fills it up to its newest mention', async () => {
  const gaps = openGaps(platform.store)
  gaps.covered('reviews', { gap: lost }, lost.to)
  gaps.covered('other', { gap: lost }, lost.to)
  await gaps.save()
  const fill = (from: number, until: number) => fillGaps(platform.store, 'reviews', { from, until })
  await fill(start + 1, lost.to)
  expect(await coverageGaps(platform.store, { source: 'reviews' })).toMatchObject([{ filledUntilAt: start }])
  await fill(start - hourMs, start + hourMs / 2)
  expect(await statesOf('reviews')).toEqual(['missing'])
  await fill(start + hourMs / 4, start + 2 * hourMs)
  expect([await statesOf('reviews'), await statesOf('other')]).toEqual([['filled'], ['missing']])
})

test('a source that is removed has no open gap; what it missed stays missing', async () => {
  const gaps = openGaps(platform.store)
  gaps.notRead('old', { from: start, reason: 'gone' })
  await gaps.save()
  await endGaps(platform.store, 'old', start + hourMs)
  expect(await statesOf('old')).toEqual(['missing'])
})

test('missing mentions are no calm, for as long again as they were missing; filled ones are', async () => {
  const gaps = openGaps(platform.store)
  gaps.covered('reviews', { gap: lost }, lost.to)
  await gaps.save()
  const at = async (now: number) => {
    const { missingSources, isCovered } = await frontierAt(platform.store, now)
    return [missingSources, isCovered]
  }
  expect(await at(lost.to + hourMs - 1)).toEqual([['reviews'], false])
  expect(await at(lost.to + hourMs)).toEqual([[], true])
  await fillGaps(platform.store, 'reviews', { from: start, until: lost.to })
  expect(await at(lost.to)).toEqual([[], true])
})
