import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { StoredEdit, TaxonomyEdit } from '../../../enrich/edits/edit.ts'
import { taxonomyYaml } from '../../../enrich/edits/to-yaml.ts'
import { checkEdit, withEdits } from '../../../enrich/edits/with-edits.ts'
import { openPipeline } from '../../../enrich/enrichers/pipeline.ts'
import { readTaxonomy, type Taxonomy } from '../../../enrich/labels/taxonomy.ts'
import { corrected } from '../../../enrich/mentions/correction.ts'

const base = readTaxonomy()
const folder = mkdtempSync(join(tmpdir(), 'groundswell-edits-'))
afterAll(() => rmSync(folder, { recursive: true }))

const stored = (...edits: TaxonomyEdit[]): StoredEdit[] =>
  edits.map((edit, i) => ({ id: `e${i}`, madeAt: i, by: 'mara', edit }))
const topicIn = ({ topics }: Taxonomy, id: string) => topics.find((topic) => topic.id === id)
async function topicsOf(taxonomy: Taxonomy, text: string): Promise<string[]> {
  const [labels] = await openPipeline(taxonomy, {})([{ text }])
  return labels!.topics.map(({ id }) => id)
}

const klarpay: TaxonomyEdit = {
  kind: 'add',
  parent: 'billing',
  id: 'klarpay',
  name: 'Klarpay',
  phrases: ['klarpay'],
  severity: 'high',
}
const merge: TaxonomyEdit = { kind: 'merge', topic: 'delivery.lost', into: 'delivery.late' }

describe('edits of the taxonomy', () => {
  test('without any it is the same, and its version, too; each edit changes the version, an undo restores it', () => {
    expect(withEdits(base, []).taxonomy).toBe(base)
    const once = withEdits(base, stored(klarpay)).taxonomy.version
    const twice = withEdits(base, stored(klarpay, merge)).taxonomy.version
    expect(new Set([base.version, once, twice]).size).toBe(3)
    expect(withEdits(base, stored(klarpay, { kind: 'undo', edit: 'e0' })).taxonomy).toBe(base)
    expect(withEdits(base, stored(klarpay, merge, { kind: 'undo', edit: 'e1' })).taxonomy.version).toBe(once)
  })

  test('a new topic has the owners of its parent, stands below it, and is found by its phrase', async () => {
    const { taxonomy } = withEdits(base, stored(klarpay))
    const parent = topicIn(base, 'billing')!
    expect(topicIn(taxonomy, 'billing.klarpay')).toMatchObject({
      ancestors: ['billing'],
      owners: parent.owners,
      severity: 'high',
      alerts: parent.alerts,
    })
    const ids = taxonomy.topics.map(({ id }) => id)
    expect(ids.slice(0, ids.indexOf('billing.klarpay')).findLast((id) => !id.startsWith('billing.'))).toBe('billing')
    expect(await topicsOf(taxonomy, 'Klarpay took my money twice')).toContain('billing.klarpay')
    expect(await topicsOf(base, 'Klarpay took my money twice')).not.toContain('billing.klarpay')
  })

  test('what had the merged topic has the other one, once, by its phrases, the classifier and corrections', async () => {
    const { taxonomy } = withEdits(base, stored(merge))
    const texts = [
      ...topicIn(base, 'delivery.lost')!.examples,
      'The courier lost my parcel',
      'Package gone missing somewhere in your warehouse',
    ]
    for (const text of texts) {
      const found = await topicsOf(taxonomy, text)
      expect(found, text).toContain('delivery.late')
      expect(found.filter((id) => id === 'delivery.late')).toHaveLength(1)
      expect(found).not.toContain('delivery.lost')
    }
    const labels = { topics: [] as string[], intent: 'complaint' } as unknown as Parameters<
      ReturnType<typeof corrected>
    >[0]
    expect(corrected(taxonomy)(labels, { right: { topics: ['delivery.lost'] }, by: 'mara' }).topics).toEqual([
      'delivery.late',
    ])
  })

  test('a merge into a topic that is merged later follows it', async () => {
    const chain = stored(
      { kind: 'add', id: 'a', name: 'A', owners: ['support'], phrases: ['zyxword'] },
      { kind: 'add', id: 'b', name: 'B', owners: ['support'], phrases: ['other'] },
      { kind: 'merge', topic: 'a', into: 'b' },
      { kind: 'merge', topic: 'b', into: 'billing.refund' },
    )
    expect(await topicsOf(withEdits(base, chain).taxonomy, 'the zyxword is here again')).toContain('billing.refund')
  })

  test('a split takes the place of the old topic where its phrases are found, and only there', async () => {
    const phrase = 'klarpay * refund'
    const edit: TaxonomyEdit = {
      kind: 'split',
      topic: 'billing.refund',
      id: 'klarpay_refund',
      name: 'K',
      phrases: [phrase],
    }
    const { taxonomy } = withEdits(base, stored(edit))
    const found = await topicsOf(taxonomy, 'Still waiting for the Klarpay refund, three weeks now')
    expect(found).toContain('billing.klarpay_refund')
    expect(found).not.toContain('billing.refund')
    const other = await topicsOf(taxonomy, 'Still waiting for my refund, three weeks now')
    expect(other).toContain('billing.refund')
    expect(other).not.toContain('billing.klarpay_refund')
  })

  test('phrases of a split leave the old topic', () => {
    const [phrase] = topicIn(base, 'billing.refund')!.phrases
    const { taxonomy } = withEdits(
      base,
      stored({ kind: 'split', topic: 'billing.refund', id: 'part', name: 'Part', phrases: [phrase!] }),
    )
    expect(topicIn(taxonomy, 'billing.refund')!.phrases).not.toContain(phrase)
    expect(topicIn(taxonomy, 'billing.part')!.phrases).toEqual([phrase])
  })

  test('a change keeps what it does not name', () => {
    const before = topicIn(base, 'delivery.late')!
    const { taxonomy } = withEdits(
      base,
      stored({ kind: 'change', topic: 'delivery.late', name: 'Late', owners: ['support'] }),
    )
    expect(topicIn(taxonomy, 'delivery.late')).toEqual({ ...before, name: 'Late', owners: ['support'] })
  })
})

describe('an edit that cannot be made', () => {
  const cases: [why: RegExp, before: TaxonomyEdit[], edit: TaxonomyEdit][] = [
    [/^there is no topic none$/, [], { kind: 'change', topic: 'none', name: 'x' }],
    [/^there is no topic none$/, [], { kind: 'add', parent: 'none', id: 'x', name: 'x', phrases: ['x'] }],
    [/^there is a topic billing.klarpay already$/, [klarpay], klarpay],
    [/^there is a topic delivery.lost already$/, [merge], { ...klarpay, parent: 'delivery', id: 'lost' }],
    [/^there is no department moon$/, [], { kind: 'change', topic: 'delivery.late', owners: ['moon'] }],
    [/^topic x needs owners$/, [], { kind: 'add', id: 'x', name: 'x', phrases: ['x'] }],
    [/into itself/, [], { kind: 'merge', topic: 'delivery.late', into: 'delivery.late' }],
    [/has the subtopic delivery\./, [], { kind: 'merge', topic: 'delivery', into: 'billing' }],
    [/was merged into delivery.late/, [merge], { kind: 'change', topic: 'delivery.lost', name: 'x' }],
    [/there is no edit e7/, [], { kind: 'undo', edit: 'e7' }],
    [/undone already/, [klarpay, { kind: 'undo', edit: 'e0' }], { kind: 'undo', edit: 'e0' }],
    [/an undo cannot be undone/, [klarpay, { kind: 'undo', edit: 'e0' }], { kind: 'undo', edit: 'e1' }],
    [
      /a later edit needs it: there is no topic billing.klarpay/,
      [klarpay, { kind: 'change', topic: 'billing.klarpay', name: 'x' }],
      { kind: 'undo', edit: 'e0' },
    ],
    [/topic billing.klarpay.*phrase "a ~ b ~ c"/, [], { ...klarpay, phrases: ['a ~ b ~ c'] }],
  ]
  test.for(cases)('%s', ([why, before, edit]) => {
    expect(() => checkEdit(base, stored(...before), edit)).toThrow(why)
  })

  test('that a changed file has no place for is left out with its reason, and the others count', () => {
    const smaller = { ...base, topics: base.topics.filter(({ id }) => id !== 'delivery.lost') }
    const { taxonomy, faults } = withEdits(smaller, stored(klarpay, merge))
    expect([...faults]).toEqual([['e1', 'there is no topic delivery.lost']])
    expect(topicIn(taxonomy, 'billing.klarpay')).toBeDefined()
  })
})

test('saved as YAML, it is read with the same topics; merged phrases are those of the other topic', () => {
  const { taxonomy } = withEdits(base, stored(klarpay, merge))
  writeFileSync(join(folder, 'saved.yaml'), taxonomyYaml(taxonomy))
  const read = readTaxonomy(join(folder, 'saved.yaml'))
  expect(read.departments).toEqual(taxonomy.departments)
  const withMerged = (id: string) => taxonomy.merged!.filter(({ into }) => into === id).flatMap(({ topic }) => topic)
  const expected = taxonomy.topics.map((topic) => ({
    ...topic,
    phrases: [...new Set([topic, ...withMerged(topic.id)].flatMap(({ phrases }) => phrases))],
    hints: [...new Set([topic, ...withMerged(topic.id)].flatMap(({ hints }) => hints))],
  }))
  expect(read.topics).toEqual(expected)
})
