import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { UsageError } from '../../../infra/verb.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openPipeline } from '../../../enrich/enrichers/pipeline.ts'

const folder = mkdtempSync(join(tmpdir(), 'groundswell-taxonomy-'))
afterAll(() => rmSync(folder, { recursive: true }))

function read(yaml: string) {
  writeFileSync(join(folder, 't.yaml'), yaml)
  return readTaxonomy(join(folder, 't.yaml'))
}
const departments = 'version: 1\ndepartments: [{ id: support, name: Support }, { id: product, name: Product }]\n'

describe('the default taxonomy', () => {
  const taxonomy = readTaxonomy()
  const leaves = taxonomy.topics.filter((topic) => topic.ancestors.length > 0)

  test('has at least 40 topics, and each of the four departments that act is the first owner of one', () => {
    expect(leaves.length).toBeGreaterThanOrEqual(40)
    const owners = new Set(leaves.map((topic) => topic.owners[0]))
    expect([...owners]).toEqual(expect.arrayContaining(['support', 'product', 'logistics', 'procurement']))
  })

  test('every example gets its own topic', async () => {
    const examples = leaves.flatMap(({ id, examples }) => examples.map((text) => ({ id, text })))
    const found = await openPipeline(taxonomy, {})(examples)
    const missed = examples.filter(({ id }, i) => !found[i]!.topics.some((topic) => topic.id === id))
    expect(missed).toEqual([])
    expect(examples.length).toBeGreaterThanOrEqual(leaves.length)
  })

  test('an everyday text about something else has no topic', async () => {
    const texts = [
      'Good morning everyone',
      'What a match yesterday, three goals',
      'Off to the lake with the kids',
      'lol',
      'The weather in Lisbon is lovely today',
    ]
    const found = await openPipeline(taxonomy, {})(texts.map((text) => ({ text })))
    expect(found.map(({ topics }) => topics)).toEqual(texts.map(() => []))
  })
})

describe('a custom taxonomy', () => {
  test('topics nest, inherit owners and severity, and its version changes with its content', () => {
    const yaml = `${departments}topics:
  - { id: a, name: A, owners: [product, support], severity: high, topics: [{ id: b, name: B, phrases: [broken lid] }] }`
    const taxonomy = read(yaml)
    expect(taxonomy.topics[1]).toMatchObject({
      id: 'a.b',
      ancestors: ['a'],
      owners: ['product', 'support'],
      severity: 'high',
    })
    expect(read(`${yaml}\n# a word`).version).not.toBe(taxonomy.version)
  })

  test.each([
    [
      'an unknown key',
      `${departments}topics: [{ id: a, name: A, owners: [support], phrase: [x] }]`,
      'topics[0].phrase is not a key of a taxonomy',
    ],
    ['a missing name', `${departments}topics: [{ id: a, owners: [support] }]`, 'topics[0].name is missing'],
    [
      'a wrong type',
      `${departments}topics: [{ id: a, name: A, owners: [support], topics: [{ id: b, name: 3 }] }]`,
      'topics[0].topics[0].name must be string',
    ],
    [
      'an id with a space',
      `${departments}topics: [{ id: a b, name: A, owners: [support] }]`,
      'topics[0].id must match pattern',
    ],
    [
      'an unknown department',
      `${departments}topics: [{ id: a, name: A, owners: [sales] }]`,
      'topic a: there is no department sales',
    ],
    ['no owner', `${departments}topics: [{ id: a, name: A }]`, 'topic a has no owners'],
    [
      'a topic twice',
      `${departments}topics: [{ id: a, name: A, owners: [support] }, { id: a, name: B, owners: [support] }]`,
      'topic a is defined twice',
    ],
    ['no mapping', '- 1', 'the taxonomy must be object'],
    ['no YAML', 'a: [', 'Flow sequence'],
  ])('%s is refused with a sentence that names file and key', (_, yaml, message) => {
    expect(() => read(yaml)).toThrow(UsageError)
    expect(() => read(yaml)).toThrow(`${join(folder, 't.yaml')}: ${message}`)
  })

  test('the error for a missing file names it', () => {
    expect(() => readTaxonomy(join(folder, 'nowhere.yaml'))).toThrow(/nowhere\.yaml: ENOENT/)
  })

  test('an invalid phrase is refused with its topic', () => {
    const taxonomy = read(`${departments}topics: [{ id: a, name: A, owners: [support], phrases: ["late|"] }]`)
    expect(() => openPipeline(taxonomy, {})).toThrow('taxonomy: topic a: phrase "late|" has an empty word')
  })
})
