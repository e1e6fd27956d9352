import { describe, expect, test } from 'vitest'
import { departmentsOf } from '../../../alerts/explain/title.ts'
import type { Subject } from '../../../alerts/series/subject.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'

const taxonomy = readTaxonomy()
const whole = (kind: Subject['kind'], id: string): Subject => ({ kind, id, dimension: '', value: '' })
const [first, second] = taxonomy.topics.find(({ id }) => id === 'supply.material')!.owners as [string, string]
const of = (shares: Record<string, number>, mentions: number) => ({
  departments: new Map(Object.entries(shares)),
  mentions,
})

describe('departments of a topic', () => {
  const departments = (counts: Parameters<typeof of>[0], mentions: number) =>
    departmentsOf(taxonomy, whole('topic', 'supply.material'), of(counts, mentions))

  test.each([
    [{ [first]: 0.4, [second]: 0.6 }, 5],
    [{ [first]: 0.45, [second]: 0.55 }, 40],
    [{}, 0],
    [{}, 12],
    [{ [second]: 1 }, 1],
  ])('%j of few mentions change nothing of their order', (shares, mentions) => {
    expect(departments(shares, mentions)).toEqual([first, second])
  })

  test.each([
    [{ [first]: 0.2, [second]: 0.8 }, 5],
    [{ [first]: 0.4, [second]: 0.6 }, 40],
    [{ [second]: 1 }, 3],
  ])('with %j of %i mentions, the second acts', (shares, mentions) => {
    expect(departments(shares, mentions)).toEqual([second, first])
  })
})

test('a department leads its own alert, and those with three in ten of its mentions watch', () => {
  const { departments } = taxonomy
  const [own, watches, hardly] = departments.map(({ id }) => id) as [string, string, string]
  expect(
    departmentsOf(taxonomy, whole('department', own), of({ [watches]: 0.6, [own]: 0.3, [hardly]: 0.1 }, 20)),
  ).toEqual([own, watches])
})
