import { describe, expect, test } from 'vitest'
import { seamsOf } from '../../../alerts/series/seams.ts'

/** Switches in the order in which they began: to which version, for mentions since when. */
const seams = (...switches: [version: string, fromAt: number, finished?: boolean][]) =>
  seamsOf(
    switches.map(([version, fromAt, finished = true], i) => ({
      id: String(i),
      modelVersion: version,
      taxonomyVersion: 't',
      fromAt,
      startedAt: i,
      rows: 1,
      ...(finished && { finishedAt: i }),
    })),
  ).map(({ at, modelVersion }) => [at, modelVersion])

describe('the seams', () => {
  test('are where labels of one version end and those of another begin', () => {
    expect(seams()).toEqual([])
    expect(seams(['b', 100])).toEqual([[100, 'b']])
    expect(seams(['b', 100], ['c', 200])).toEqual([
      [100, 'b'],
      [200, 'c'],
    ])
  })

  test('are not where a later switch reached as far back, nor where the versions are the same, nor before it is done', () => {
    expect(seams(['b', 100], ['c', 100])).toEqual([[100, 'c']])
    expect(seams(['b', 200], ['c', 100])).toEqual([[100, 'c']])
    expect(seams(['b', 100], ['b', 200])).toEqual([[100, 'b']])
    expect(seams(['b', 100], ['c', 200, false])).toEqual([[100, 'b']])
  })
})
