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

  test('topics with ids of the inherited preset take its phrases before their own, and nothing else is taken over', () => {
    const taxonomy = read(`${departments}inherits: goods
topics:
  - { id: safety, name: Hazards, owners: [product], topics: [{ id: shock, name: Shock, phrases: [tingling] }] }`)
    const goods = readTaxonomy().topics.find(({ id }) => id === 'safety.shock')!
    expect(taxonomy.topics.map(({ id }) => id)).toEqual(['safety', 'safety.shock'])
    const [, leak, hacked] = read(`${departments}inherits: goods
topics:
  - { id: product, name: P, owners: [product], severity: high, topics: [{ id: leak, name: Leak }] }
  - { id: account, name: A, owners: [support], topics: [{ id: hacked, name: Fraud }] }`).topics.filter(
      ({ id }) => id !== 'account',
    )
    expect([leak!.severity, hacked!.severity]).toEqual(['high', 'high'])
    expect(taxonomy.topics[1]).toMatchObject({
      name: 'Shock',
      owners: ['product'],
      severity: 'critical',
      phrases: [...goods.phrases, 'tingling'],
      examples: [],
    })
  })

  test('a topic that refines another takes its place where its words are found', async () => {
    const yaml = (refines: string) => `${departments}topics:
  - { id: billing, name: Billing, owners: [support], topics: [{ id: refund, name: Refund }] }
  - { id: deposit, name: Deposit, owners: [product], phrases: [deposit], hints: [landlord]${refines} }`
    const topicsOf = async (text: string, refines: string) => {
      const [found] = await openPipeline(read(yaml(refines)), {})([{ text }])
      return found!.topics.map(({ id, confidence }) => ({ id, confidence }))
    }
    const refining = ', refines: [billing.refund]'
    const text = 'I want a refund of the deposit, I want my money back'
    const apart = await topicsOf(text, '')
    expect(apart.map(({ id }) => id).toSorted()).toEqual(['billing.refund', 'deposit'])
    const [one, ...more] = await topicsOf(text, refining)
    expect(more).toEqual([])
    expect(one!.id).toBe('deposit')
    expect(one!.confidence).toBeGreaterThanOrEqual(Math.max(...apart.map(({ confidence }) => confidence)))
    // A hint alone is no topic, but says which kind of refund it is.
    expect(await topicsOf('My landlord is nice', refining)).toEqual([])
    expect((await topicsOf('I want a refund, landlord', refining)).map(({ id }) => id)).toEqual(['deposit'])
    expect((await topicsOf('I want a refund now', refining)).map(({ id }) => id)).toEqual(['billing.refund'])
  })

  test('two hints of a topic that the model does not know are a topic, one is none', async () => {
    const pipeline = openPipeline(
      read(`${departments}topics: [{ id: garden, name: Garden, owners: [support], hints: [hedge, lawn] }]`),
      {},
    )
    const [one, two] = await pipeline([{ text: 'The hedge is high' }, { text: 'The hedge and the lawn are high' }])
    expect(one!.topics).toEqual([])
    expect(two!.topics).toMatchObject([{ id: 'garden' }])
  })

  test.each([
    [
      'a topic that refines no topic',
      `${departments}topics: [{ id: a, name: A, owners: [support], refines: [b] }]`,
      'topic a refines b, which is no topic',
    ],
    [
      'topics that refine each other',
      `${departments}topics: [{ id: a, name: A, owners: [support], refines: [b] }, { id: b, name: B, owners: [support], refines: [a] }]`,
      'topic a refines itself: a → b → a',
    ],
    ['an unknown preset to inherit', `${departments}inherits: zoo\ntopics: []`, 'there is no taxonomy preset "zoo"'],
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
    const twice = read(`${departments}topics: [{ id: a, name: A, owners: [support], phrases: ["x ~ y ~ z"] }]`)
    expect(() => openPipeline(twice, {})).toThrow('phrase "x ~ y ~ z" has more than one ~')
  })
})
