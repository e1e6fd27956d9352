import { describe, expect, test } from 'vitest'
import { openPipeline } from '../../../enrich/enrichers/pipeline.ts'
import { missedExamples } from '../../../enrich/missed-examples.ts'
import { defaultPreset, presetNames } from '../../../enrich/labels/presets.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'

const goods = readTaxonomy()
const leavesOf = (name: string) => readTaxonomy(`preset:${name}`).topics.filter(({ ancestors }) => ancestors.length > 0)

test('the default taxonomy is the first preset; an unknown preset is refused with the known ones', () => {
  expect(presetNames()[0]).toBe(defaultPreset)
  expect(readTaxonomy(`preset:${defaultPreset}`)).toEqual(goods)
  expect(presetNames()).toEqual(
    expect.arrayContaining([
      'airline',
      'bank',
      'consumer-safety',
      'public-transport',
      'software',
      'streaming',
      'telecom',
    ]),
  )
  expect(() => readTaxonomy('preset:zoo')).toThrow(/no taxonomy preset "zoo"; the presets are goods, airline,/)
})

describe.each(presetNames())('the preset %s', (name) => {
  const taxonomy = readTaxonomy(`preset:${name}`)
  const leaves = leavesOf(name)

  test('says for whom it is, and every topic has an example that gets it', async () => {
    expect(taxonomy.trade).toMatch(/\w+\. \w+/)
    expect(leaves.length).toBeGreaterThanOrEqual(25)
    expect(leaves.filter(({ examples }) => examples.length === 0).map(({ id }) => id)).toEqual([])
    expect(await missedExamples(taxonomy, openPipeline(taxonomy, {}))).toEqual([])
  })

  test('every topic is known to the model or has phrases, and hazards are critical', () => {
    const known = new Set(goods.topics.map(({ id }) => id))
    expect(leaves.filter(({ id, phrases }) => !known.has(id) && phrases.length === 0)).toEqual([])
    const hazards = leaves.filter(({ id }) => id.startsWith('safety.')).map(({ severity }) => severity)
    expect(hazards.filter((severity) => severity !== 'critical' && severity !== 'high')).toEqual([])
  })

  test('no topic is praise that alerts, and every department owns a topic', () => {
    expect(leaves.filter(({ id, alerts }) => id.startsWith('praise.') && alerts)).toEqual([])
    const owners = new Set(leaves.flatMap((topic) => topic.owners))
    expect(taxonomy.departments.filter(({ id }) => !owners.has(id))).toEqual([])
  })
})

test.each([
  ['airline', 'Sat on the tarmac for two hours, then the flight was cancelled', 'travel.delay'],
  ['airline', 'My miles from the trip to Rome never showed up', 'loyalty.miles'],
  ['telecom', 'No signal at all in the village since the storm', 'product.coverage'],
  ['bank', 'The cash machine kept my card', 'cash.atm'],
  ['software', 'An advert after each level, I cannot skip it', 'ads.annoying'],
  ['streaming', 'Shuffle repeats the same ten tracks', 'product.shuffle'],
  ['public-transport', 'The lift at the station is broken, no way up with a pram', 'travel.accessibility'],
  ['consumer-safety', 'The charger is a fake without any CE mark', 'market.counterfeit'],
])('%s: "%s" is about %s', async (name, text, topic) => {
  const [found] = await openPipeline(readTaxonomy(`preset:${name}`), {})([{ text }])
  expect(found!.topics.map(({ id }) => id)).toContain(topic)
})
