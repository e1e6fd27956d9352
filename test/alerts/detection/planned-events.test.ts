import { describe, expect, test } from 'vitest'
import { learn } from '../../../alerts/detector/detector.ts'
import { peek } from '../../../alerts/detector/finding.ts'
import { newDetector, type DetectorState } from '../../../alerts/detector/state.ts'
import { toUplifts } from '../../../alerts/detection/planned-events.ts'
import type { Subject } from '../../../alerts/series/subject.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openRandom } from '../../bench/detection/random.ts'

const taxonomy = readTaxonomy()
const [from, to] = [Date.UTC(2026, 10, 27), Date.UTC(2026, 10, 28)]
const event = { name: 'Black Friday', from: '2026-11-27', to: '2026-11-28T00:00', uplift: 3 }
const of = (over: Partial<Subject>): Subject => ({
  kind: 'topic',
  id: 'delivery.late',
  dimension: '',
  value: '',
  ...over,
})

describe('a planned event', () => {
  test('lifts what it names, while it lasts', () => {
    const everything = toUplifts([event], taxonomy)
    expect([from - 1, from, to - 1, to].map((at) => everything(of({}), at))).toEqual([1, 3, 3, 1])
    const late = toUplifts([{ ...event, topics: ['delivery'] }], taxonomy)
    expect(late(of({}), from)).toBe(3)
    expect(late(of({ id: 'app.crash' }), from)).toBe(1)
    expect(late(of({ kind: 'department', id: 'logistics' }), from)).toBe(3)
    expect(late(of({ kind: 'department', id: 'marketing' }), from)).toBe(1)
    const product = toUplifts([{ ...event, departments: ['product'], products: ['K5'] }], taxonomy)
    expect(product(of({ id: 'app.crash', dimension: 'product', value: 'K5' }), from)).toBe(3)
    expect(product(of({ id: 'app.crash', dimension: 'product', value: 'K3' }), from)).toBe(1)
  })

  test.each([
    [{ ...event, to: '2026-11-26' }, 'plannedEvents "Black Friday" ends before it begins'],
    [{ ...event, departments: ['nobody'] }, 'plannedEvents "Black Friday": there is no department "nobody"'],
    [{ ...event, topics: ['nothing'] }, 'plannedEvents "Black Friday": there is no topic "nothing"'],
  ])('that makes no sense is refused by name', (wrong, sentence) => {
    expect(() => toUplifts([wrong], taxonomy)).toThrow(sentence)
  })

  test('widens what is expected instead of muting, and is not what is usual afterwards', () => {
    const bucketMs = 300_000
    const random = openRandom(5)
    let state: DetectorState = newDetector(bucketMs, 0)
    let at = 0
    const live = (mean: number, uplift: number) => {
      const count = random.poisson(mean)
      state = learn(state, { at, count, live: count, uplift })
      at += bucketMs
    }
    for (let i = 0; i < 28 * 288; i++) live(10, 1)
    const usual = peek(state, { at, count: 0, live: 0 }, 0).expected
    const bucket = (count: number, uplift: number) => ({ at, count, live: count, uplift })
    expect(peek(state, bucket(28, 1), 1e-5).kind).toBe('spike')
    expect(peek(state, bucket(28, 3), 1e-5).kind).toBe('calm')
    expect(peek(state, bucket(70, 3), 1e-5).kind).toBe('spike')
    for (let i = 0; i < 288; i++) live(28, 3)
    expect(peek(state, bucket(0, 1), 0).expected).toBeLessThan(1.1 * usual)
  })
})
