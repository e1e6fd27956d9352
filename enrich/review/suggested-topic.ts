import { stringify } from 'yaml'
import { compilePhrases } from '../text/phrases.ts'
import { toTokens } from '../text/token.ts'
import type { Taxonomy } from '../labels/taxonomy.ts'
import type { TopicSuggestion } from './topic-suggestions.ts'

/** A topic as a taxonomy file states it. */
export interface SuggestedTopic {
  id: string
  name: string
  owners: string[]
  phrases: string[]
  hints?: string[]
  examples: string[]
}

/** A phrase is enough alone: at least this share (0…1) of the texts with it are in the group. A hint needs less. */
const least = { phrasePrecision: 0.5, hintPrecision: 0.2, share: 0.1 }
const most = { phrases: 4, hints: 4, examples: 2, exampleCharacters: 200 }

/** Makes topics of suggestions, in order. Their ids are unique, also among the ids at the top of the taxonomy. */
export function toTopics(
  suggestions: readonly TopicSuggestion[],
  { topics, departments }: Pick<Taxonomy, 'topics' | 'departments'>,
): SuggestedTopic[] {
  const taken = new Set(topics.map(({ id }) => id))
  return suggestions.map((suggestion) => {
    const [first] = suggestion.terms
    const frequent = suggestion.terms.filter(({ share }) => share >= least.share)
    const strong = frequent
      .filter((one) => one === first || one.precision >= least.phrasePrecision)
      .slice(0, most.phrases)
    const weak = frequent
      .filter((one) => !strong.includes(one) && one.precision >= least.hintPrecision)
      .slice(0, most.hints)
    const phrases = strong.map(({ term }) => term.written)
    const owners = suggestion.departments.filter((id) => departments.some((department) => department.id === id))
    return {
      id: freeId(first!.term.written, taken),
      name: capitalised(first!.term.written),
      owners: owners.length > 0 ? owners : departments.slice(0, 1).map(({ id }) => id),
      phrases,
      ...(weak.length > 0 && { hints: weak.map(({ term }) => term.written) }),
      examples: examplesOf(suggestion, phrases),
    }
  })
}

/** The topics as a list to paste under `topics:`, each below a comment with its figures. */
export function toYaml(suggestions: readonly TopicSuggestion[], topics: readonly SuggestedTopic[]): string {
  return suggestions
    .map((suggestion, i) => `# ${figures(suggestion)}\n${stringify([topics[i]], { lineWidth: 0 }).trimEnd()}`)
    .join('\n\n')
}

function figures({ texts, authors, words, nearest, from, to }: TopicSuggestion): string {
  const days = [...new Set([from, to].filter((at) => at > 0).map((at) => new Date(at).toISOString().slice(0, 10)))]
  const parts = [
    `${texts} mentions of ${authors} authors${days.length > 0 ? `, ${days.join(' to ')}` : ''}`,
    `words: ${words.join(', ')}`,
    ...(nearest ? [`nearest topic: ${nearest.id} (${Math.round(nearest.share * 100)} %)`] : []),
  ]
  return parts.join('; ')
}

/** Short texts that contain one of the phrases, so that they get the topic. */
function examplesOf({ mentions }: TopicSuggestion, phrases: readonly string[]): string[] {
  const matcher = compilePhrases(phrases.map((pattern) => ({ pattern, value: pattern })))
  const fitting = mentions
    .map(({ text }) =>
      text
        .replace(/^(?:@\S+\s+)+/, '')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    )
    .filter((text) => matcher.find(toTokens(text)).length > 0)
  const short = fitting.filter((text) => text.length <= most.exampleCharacters)
  return [...new Set(short.length > 0 ? short : fitting)].slice(0, most.examples)
}

function freeId(written: string, taken: Set<string>): string {
  const plain = written
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '')
  const base = plain === '' ? 'topic' : plain
  let id = base
  for (let nth = 2; taken.has(id); nth++) id = `${base}_${nth}`
  taken.add(id)
  return id
}

const capitalised = (written: string): string => written.charAt(0).toUpperCase() + written.slice(1)
