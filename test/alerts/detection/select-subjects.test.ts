import { describe, expect, test } from 'vitest'
import { selectSubjects } from '../../../alerts/detection/select-subjects.ts'
import type { Subject } from '../../../alerts/series/subject.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'

const taxonomy = readTaxonomy()
const topic = (id: string, dimension = '', value = ''): Subject => ({ kind: 'topic', id, dimension, value })
const department = (id: string): Subject => ({ kind: 'department', id, dimension: '', value: '' })
const late = topic('delivery.late')

describe('which of the spiking subjects speak', () => {
  test('the most specific topic, not its parent and not its department', () => {
    expect(selectSubjects(taxonomy, [topic('delivery'), department('logistics'), late], [])).toEqual([late])
  })

  test('the topic, not its cuts; a cut alone speaks when its topic does not', () => {
    const cut = topic('delivery.late', 'carrier', 'Nordfracht')
    expect(selectSubjects(taxonomy, [cut, late], [])).toEqual([late])
    expect(selectSubjects(taxonomy, [cut, topic('delivery.late', 'region', 'North')], [])).toEqual([cut])
  })

  test('a standing alert speaks for its cuts, its parents and its departments', () => {
    const spiking = [topic('delivery.late', 'carrier', 'GLX'), topic('delivery'), department('support')]
    expect(selectSubjects(taxonomy, spiking, [late])).toEqual([])
  })

  test('an alert about a cut speaks for other cuts, but not for the whole topic, which takes it over', () => {
    const [glx, north] = [topic('delivery.late', 'carrier', 'GLX'), topic('delivery.late', 'region', 'North')]
    expect(selectSubjects(taxonomy, [glx, north], [glx])).toEqual([])
    expect(selectSubjects(taxonomy, [north, late], [glx])).toEqual([late])
  })

  test('two unrelated topics both speak', () => {
    expect(selectSubjects(taxonomy, [late, topic('app.crash')], [])).toEqual([late, topic('app.crash')])
  })
})
