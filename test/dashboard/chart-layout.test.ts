import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineNames, placeEvents, spreadLabels } from '../../api/dashboard/lib/chart-layout.ts'
import { axisRange, namedStarts, tickText } from '../../api/dashboard/lib/chart-scale.ts'

const plot = { from: 0, to: 1_000, width: 500, widthOf: (text: string) => 6 * text.length }

test('names of events never cover each other or leave the plot, and each has a row or none', () => {
  const events = fc.array(
    fc.record({ at: fc.integer({ min: -200, max: 1_200 }), label: fc.string({ minLength: 1, maxLength: 40 }) }),
    { maxLength: 20 },
  )
  fc.assert(
    fc.property(events, (given) => {
      const placed = placeEvents(
        given.toSorted((a, b) => a.at - b.at),
        plot,
      ).filter(({ row }) => row !== undefined)
      const spans = placed.map(({ start, text, row }) => ({ row, from: start, width: plot.widthOf(text) }))
      for (const { from, width } of spans) {
        expect(from).toBeGreaterThanOrEqual(0)
        expect(from + width).toBeLessThanOrEqual(plot.width)
      }
      for (const [i, a] of spans.entries())
        for (const b of spans.slice(i + 1))
          if (a.row === b.row) expect(a.from + a.width <= b.from || b.from + b.width <= a.from).toBe(true)
    }),
  )
})

test('labels of lines stand apart, in their order, within the chart where there is room', () => {
  const lines = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 8 })
  fc.assert(
    fc.property(lines, (wanted) => {
      const placed = spreadLabels(wanted, { apart: 15, top: 0, bottom: 300 }).toSorted((a, b) => a - b)
      for (const [i, y] of placed.entries()) {
        expect(y).toBeGreaterThanOrEqual(0)
        expect(y).toBeLessThanOrEqual(300)
        if (i > 0) expect(y - placed[i - 1]!).toBeGreaterThanOrEqual(15)
      }
    }),
  )
})

test('near the left edge the name of an event that has no room right of its line begins at the edge', () => {
  const [placed] = placeEvents([{ at: 300, label: 'Incident PostNova hub flooded' }], { ...plot, width: 170 })
  expect(placed).toMatchObject({ start: 0, row: 0, text: 'Incident PostNova hub flo…' })
})

test('names of lines that do not fit lose the words that all of them begin with', () => {
  expect(lineNames(['Halden app 4.2', 'Halden app 4.1'], 20)).toEqual(['Halden app 4.2', 'Halden app 4.1'])
  expect(lineNames(['Halden app 4.2', 'Halden app 4.1'], 10)).toEqual(['4.2', '4.1'])
  expect(lineNames(['Halden app', 'Halden app 4.1'], 10)).toEqual(['app', 'app 4.1'])
  expect(lineNames(['Support', 'Product and design'], 10)).toEqual(['Support', 'Product a…'])
  expect(lineNames(['Halden app 4.2 beta'], 10)).toEqual(['Halden ap…'])
})

test('on an axis of days the last one is named', () => {
  const days = Array.from({ length: 28 }, (_, i) => i)
  expect(namedStarts(days, 1_100)).toEqual(days.filter((day) => day % 2 === 1))
  expect(namedStarts(days, 250)).toEqual([0, 9, 18, 27])
  expect(namedStarts([5], 250)).toEqual([5])
})

test('the axis fits the measure', () => {
  expect(axisRange('share', 0.8, 0.9)).toEqual([0, 1])
  expect(axisRange('partOfWhole', 0, 0.1)[1]).toBeCloseTo(0.11)
  expect(axisRange('sentiment', -0.5, 0.2)[0]).toBeCloseTo(-0.55)
  expect(axisRange('count', null, null)).toEqual([0, 1])
  expect([tickText('share', 0.6), tickText('sentiment', -0.5), tickText('count', 1_200)]).toEqual([
    '60 %',
    '−0.5',
    '1,200',
  ])
})
