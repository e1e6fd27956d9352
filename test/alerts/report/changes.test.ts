import { expect, test } from 'vitest'
import { topChanges } from '../../../alerts/report/changes.ts'

const topic = (name: string, negative: number, negativeBefore: number) => ({ topic: name, negative, negativeBefore })

test('the changes that matter are the most certain ones, worse or better, at most three', () => {
  const changes = topChanges([
    topic('doubled-but-few', 4, 2),
    topic('as-before', 500, 498),
    topic('worse', 90, 40),
    topic('new', 30, 0),
    topic('better', 100, 190),
    topic('a-little-worse', 60, 40),
  ])
  expect(changes).toEqual([topic('new', 30, 0), topic('better', 100, 190), topic('worse', 90, 40)])
})

test('nothing that chance does, too, is a change', () => {
  expect(topChanges([topic('a', 12, 8), topic('b', 3, 0), topic('c', 0, 0)])).toEqual([])
})
