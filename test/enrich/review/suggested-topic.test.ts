import { parse } from 'yaml'
import { expect, test } from 'vitest'
import { toTopics, toYaml } from '../../../enrich/review/suggested-topic.ts'
import { topicSuggestions, type Untopical } from '../../../enrich/review/topic-suggestions.ts'
import { compilePhrases } from '../../../enrich/text/phrases.ts'
import { toTokens } from '../../../enrich/text/token.ts'
import { readShippedWords } from '../../../enrich/linear/models.ts'

const suggestions = topicSuggestions(readShippedWords())
const suggest = <T extends Untopical>(mentions: readonly T[]) => suggestions(mentions, [])
const company = {
  departments: [
    { id: 'support', name: 'Support' },
    { id: 'field', name: 'Field service' },
  ],
  topics: [],
}
const mention = (text: string, i: number, over: Partial<Untopical> = {}): Untopical => ({
  id: `${i}`,
  title: '',
  text,
  authorKey: `a${i}`,
  createdAt: Date.UTC(2026, 4, 1 + i),
  topicGuess: 'product.design',
  departments: ['field'],
  departmentGuess: 'field',
  ...over,
})

const mowers = [
  '@Mowbot the robot lost its boundary wire again',
  'Boundary wire broken behind the shed, who repairs that?',
  'The boundary wire came loose after the frost',
  'Where do I buy more boundary wire?',
]
const noise = [
  '@Mowbot thanks so much, will try tomorrow',
  'ok',
  'Yes please',
  'My neighbour waved at me',
  'A squirrel sat on the fence this morning',
]
const groups = suggest([...noise, ...mowers].map((text, i) => mention(text, i)))

test('a group is named by what its texts are about, never by small talk or the name of the company', () => {
  expect(groups).toHaveLength(1)
  expect(groups[0]).toMatchObject({ texts: 4, authors: 4, departments: ['field'] })
  expect(groups[0]!.words[0]).toBe('boundary wire')
})

test('the YAML states a topic whose phrases find its examples', () => {
  const yaml = toYaml(groups, toTopics(groups, company))
  expect(yaml).toMatch(/^# 4 mentions of 4 authors, 2026-05-06 to 2026-05-09; words: boundary wire/)
  const [topic] = parse(yaml) as { id: string; name: string; owners: string[]; phrases: string[]; examples: string[] }[]
  expect(topic).toMatchObject({ id: 'boundary_wire', name: 'Boundary wire', owners: ['field'] })
  expect(topic!.phrases).toContain('boundary wire')
  expect(topic!.examples).toHaveLength(2)
  expect(topic!.examples.join(' ')).not.toContain('@')
  const matcher = compilePhrases(topic!.phrases.map((pattern) => ({ pattern, value: pattern })))
  for (const example of topic!.examples) expect(matcher.find(toTokens(example)).length).toBeGreaterThan(0)
})

test('a word that is as frequent in mentions with a topic names no group', () => {
  const topical = Array.from({ length: 20 }, (_, i) => ({ title: '', text: `My boundary wire is broken, part ${i}` }))
  expect(
    suggestions(
      mowers.map((text, i) => mention(text, i)),
      topical,
    ),
  ).toEqual([])
})

test('ids are free and plain, and owners are departments of the taxonomy', () => {
  const topics = [{ ...toTopics(groups, company)[0]!, id: 'boundary_wire' }]
  const taken = { ...company, topics: topics.map(({ id }) => ({ id })) } as unknown as Parameters<typeof toTopics>[1]
  expect(toTopics(groups, taken)[0]!.id).toBe('boundary_wire_2')
  const foreign = suggest(mowers.map((text, i) => mention(text, i, { departments: [], departmentGuess: 'gardeners' })))
  expect(toTopics(foreign, company)[0]!.owners).toEqual(['support'])
  const cyrillic = suggest(
    ['Газонокосилка сломалась', 'газонокосилка шумит', 'Моя газонокосилка'].map((t, i) => mention(t, i)),
  )
  for (const { id } of toTopics(cyrillic, company)) expect(id).toMatch(/^[a-z0-9_]+$/)
})

test('no text breaks it', () => {
  const odd = ['a|b * c ~ d', '~ ~ ~', "can't won't", '[order] [phone]', '# # #', 'x'.repeat(5_000), '😀 wi-fi 😀']
  const all = odd.flatMap((text, i) => [0, 1, 2].map((n) => mention(`${text} kettle lid`, i * 3 + n)))
  const found = suggest(all)
  expect(() => parse(toYaml(found, toTopics(found, company)))).not.toThrow()
})
