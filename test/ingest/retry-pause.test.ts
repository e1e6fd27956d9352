import { expect, test } from 'vitest'
import { SourceFailed } from '../../ingest/mention/source.ts'
import { retryPauseMs } from '../../ingest/retry-pause.ts'

const error = new Error('no answer')
const most = (failures: number, everyMs?: number) => retryPauseMs(error, { failures, everyMs }, () => 1)

test('the pause is a random share of a limit that doubles, up to the interval of the source and 5 minutes', () => {
  expect([0, 1, 2, 5].map((failures) => most(failures, 60_000))).toEqual([1_000, 2_000, 4_000, 32_000])
  expect([most(9, 60_000), most(2_000, 60_000), most(20, 3_600_000), most(20)]).toEqual([
    60_000, 60_000, 300_000, 300_000,
  ])
  expect([most(0, 50), most(9, 50)]).toEqual([1_000, 1_000])
  expect(retryPauseMs(error, { failures: 3 }, () => 0.25)).toBe(2_000)
})

test('the server’s Retry-After goes over a shorter pause', () => {
  const limited = new SourceFailed('failing', 'busy', { retryAfterMs: 120_000 })
  expect(retryPauseMs(limited, { failures: 0 }, () => 0.5)).toBe(120_000)
  expect(retryPauseMs(limited, { failures: 20 }, () => 1)).toBe(300_000)
})

test('a source that is gone is asked every 5 minutes', () => {
  expect(retryPauseMs(new SourceFailed('gone', '410'), { failures: 0, everyMs: 60_000 }, () => 0)).toBe(300_000)
})
