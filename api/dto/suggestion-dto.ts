import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import type { ProposedTerm } from '../../alerts/terms/dismissal-table.ts'
import { returnReasons } from '../../alerts/terms/dismissed-term.ts'
import type { Example } from '../../alerts/terms/term-store.ts'
import type { TopicSuggestion } from '../../enrich/review/topic-suggestions.ts'
import { time, toIso } from '../request/schemas.ts'
import { DismissedTermDto, toDismissedTermDto } from './dismissed-term-dto.ts'

const EmergingDto = Type.Object({
  id: Type.String(doc('Id of the term', 'e7f0')),
  department: Type.String(doc('Id of the department', 'product')),
  term: Type.String(doc('The longest phrase that most of these mentions contain', 'error e14')),
  status: Type.Enum(['rising', 'over'], doc('Whether it goes on')),
  observed: Type.Integer(doc('Unique authors with unique texts within a day, at the peak', 12)),
  expected: Type.Number(doc('Expected from the history of the term and the volume of the department', 0.3)),
  p: Type.Number(doc('p-value of the observed count, 0–1', 1.4e-8)),
  firstSeenAt: time('Time of the first mention with it'),
  emergedAt: time('When it was proposed'),
  returned: Type.Union(
    [
      Type.Object({
        reason: Type.Enum(
          [...returnReasons],
          doc(
            'escalated: three times as many authors used it in a day as when it was dismissed. quiet: it rose again after 30 days',
          ),
        ),
        dismissal: { ...DismissedTermDto, ...doc('How it was dismissed') },
      }),
      Type.Null(),
    ],
    { description: 'Why it is shown although it was dismissed; null: it was not dismissed' },
  ),
})

export const SuggestionDto = Type.Object({
  kind: Type.Enum(['group', 'emergingTerm'], {
    description: 'group: similar texts without a topic. emergingTerm: a phrase that rises in a department',
  }),
  words: Type.Array(
    Type.String(),
    doc('Words that distinguish these texts, most distinctive first', ['error e14', 'display']),
  ),
  texts: Type.Integer(doc('Unique texts', 14)),
  authors: Type.Integer(doc('Unique authors', 13)),
  nearestTopic: Type.Union(
    [
      Type.Object({
        id: Type.String(doc('Id of the topic', 'product.display')),
        share: Type.Number(doc('Share of these texts with this guess, 0–1', 0.6)),
      }),
      Type.Null(),
    ],
    { description: 'The best guess for most of these texts. Perhaps this topic needs another phrase. null: none' },
  ),
  departments: Type.Array(
    Type.String(),
    doc('The departments of these mentions, or their best guesses, most frequent first: possible owners', ['product']),
  ),
  from: time('Time of the first of these mentions'),
  to: time('Time of the newest of these mentions'),
  examples: Type.Array(
    Type.Object({
      id: Type.String(doc('Id of the mention', 'forum:48213')),
      text: Type.String(doc('What it says, redacted', 'Display shows error E14 since the update')),
    }),
    { description: 'The most typical first, or the newest of an emerging term; without removed mentions' },
  ),
  emerging: Type.Union([EmergingDto, Type.Null()], { description: 'Null unless kind is emergingTerm' }),
})
export type SuggestionDto = Static<typeof SuggestionDto>

const mostExamples = 3

export const toGroupDto = ({
  words,
  texts,
  authors,
  nearest,
  departments,
  mentions,
  from,
  to,
}: TopicSuggestion): SuggestionDto => ({
  kind: 'group',
  words,
  texts,
  authors,
  departments,
  from: toIso(from),
  to: toIso(to),
  nearestTopic: nearest ?? null,
  examples: mentions.slice(0, mostExamples).map(({ id, text }) => ({ id, text })),
  emerging: null,
})

/** Undefined if no examples are left, or all of them have a topic by now. */
export function toEmergingDto(
  { emergingTerm: found, returned }: ProposedTerm,
  stored: ReadonlyMap<string, Example>,
): SuggestionDto | undefined {
  const examples = found.exampleIds.flatMap((id) => stored.get(id) ?? [])
  if (examples.every(({ topics }) => topics.length > 0)) return undefined
  const { id, department, term, status, observed, expected, p, texts, authors } = found
  return {
    kind: 'emergingTerm',
    words: [term],
    texts,
    authors,
    nearestTopic: nearestOf(examples),
    departments: [department],
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
      returned: returned ? { reason: returned.back, dismissal: toDismissedTermDto(returned.dismissed) } : null,
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
