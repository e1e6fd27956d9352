import { Type, type Static } from 'typebox'
import type { EmergingTerm } from '../../alerts/terms/emergence.ts'
import type { Example } from '../../alerts/terms/term-store.ts'
import type { TopicSuggestion } from '../../enrich/review/topic-suggestions.ts'
import { TimeOut, toIso } from '../request/schemas.ts'

const EmergingDto = Type.Object({
  id: Type.String(),
  department: Type.String(),
  term: Type.String({ description: 'The longest phrase that most of these mentions have' }),
  status: Type.Enum(['rising', 'over']),
  observed: Type.Integer({ description: 'Different people in different texts within a day, at its best' }),
  expected: Type.Number({ description: 'What its own past makes usual, given how much the department hears' }),
  p: Type.Number(),
  firstSeenAt: TimeOut,
  emergedAt: TimeOut,
})

export const SuggestionDto = Type.Object({
  kind: Type.Enum(['group', 'emergingTerm'], {
    description: 'Texts that are alike; or a phrase that rises in a department',
  }),
  words: Type.Array(Type.String(), { description: 'What sets these texts apart, most telling first' }),
  texts: Type.Integer(),
  authors: Type.Integer(),
  nearestTopic: Type.Union([Type.Object({ id: Type.String(), share: Type.Number() }), Type.Null()], {
    description: 'The topic that most of them come nearest to: perhaps it lacks a phrase',
  }),
  from: TimeOut,
  to: TimeOut,
  examples: Type.Array(Type.Object({ id: Type.String(), text: Type.String() }), {
    description: 'The most typical first, or the newest of an emerging term; none that was taken back',
  }),
  emerging: Type.Union([EmergingDto, Type.Null()], { description: 'Of an emerging term' }),
})
export type SuggestionDto = Static<typeof SuggestionDto>

export const toGroupDto = ({ nearest, examples, from, to, ...group }: TopicSuggestion): SuggestionDto => ({
  ...group,
  kind: 'group',
  from: toIso(from),
  to: toIso(to),
  nearestTopic: nearest ?? null,
  examples: examples.map(({ id, text }) => ({ id, text })),
  emerging: null,
})

/** Undefined when nothing is left to show, or a topic tells of all that is shown by now. */
export function toEmergingDto(found: EmergingTerm, stored: ReadonlyMap<string, Example>): SuggestionDto | undefined {
  const examples = found.exampleIds.flatMap((id) => stored.get(id) ?? [])
  if (examples.every(({ topics }) => topics.length > 0)) return undefined
  const { id, department, term, status, observed, expected, p, texts, authors } = found
  return {
    kind: 'emergingTerm',
    words: [term],
    texts,
    authors,
    nearestTopic: nearestOf(examples),
    from: toIso(found.onsetAt),
    to: toIso(found.lastSeenAt),
    examples: examples.map((example) => ({ id: example.id, text: example.text })),
    emerging: {
      id,
      department,
      term,
      status,
      observed,
      expected,
      p,
      firstSeenAt: toIso(found.firstSeenAt),
      emergedAt: toIso(found.emergedAt),
    },
  }
}

function nearestOf(examples: readonly Example[]): SuggestionDto['nearestTopic'] {
  const guesses = Object.groupBy(examples, ({ topicGuess }) => topicGuess)
  const [first] = Object.entries(guesses)
    .filter(([id]) => id !== '')
    .map(([id, votes]) => ({ id, share: (votes?.length ?? 0) / examples.length }))
    .toSorted((a, b) => b.share - a.share)
  return first ?? null
}
