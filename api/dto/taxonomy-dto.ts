import { Type, type Static } from 'typebox'
import { TaxonomyEdit, type StoredEdit } from '../../enrich/edits/edit.ts'
import type { Taxonomy, Topic } from '../../enrich/labels/taxonomy.ts'
import { TimeOut, toIso } from '../request/schemas.ts'

const Words = (description: string) => Type.Array(Type.String(), { description })

const WholeTopicDto = Type.Object({
  id: Type.String({ description: 'With its parents, e.g. delivery.late' }),
  name: Type.String({ description: 'As people read it' }),
  parent: Type.Union([Type.String(), Type.Null()], { description: 'The id of the topic above it; null = none' }),
  owners: Words('Ids of departments: the first one acts, the others are notified'),
  severity: Type.String({ description: 'The least severity of its mentions' }),
  alerts: Type.Boolean({ description: 'Whether a spike of the topic is an alert' }),
  phrases: Words('One of them is enough for the topic'),
  hints: Words('Words that make the topic more likely, and are not enough alone'),
  merged: Words('Ids of topics that were merged into it'),
})
export type WholeTopicDto = Static<typeof WholeTopicDto>

const EditDto = Type.Object({
  id: Type.String({ description: 'Of the edit; an undo names it' }),
  at: TimeOut,
  by: Type.String({ description: 'Who made it: the id of a person' }),
  edit: TaxonomyEdit,
  state: Type.Enum(['made', 'undone', 'impossible'], {
    description: 'impossible: the file of the taxonomy has changed, and the edit has no place in it any more',
  }),
  reason: Type.Union([Type.String(), Type.Null()], { description: 'Why it is impossible; null otherwise' }),
})
export type EditDto = Static<typeof EditDto>

export const TaxonomyDto = Type.Object({
  version: Type.String({ description: 'Labels are made with this version once it is applied' }),
  isApplied: Type.Boolean({
    description: 'Whether this process works with that version; the others follow within seconds',
  }),
  isLabelled: Type.Boolean({
    description: 'Whether every mention of the last 56 days has labels of that version',
  }),
  topics: Type.Array(WholeTopicDto, { description: 'In the order of the taxonomy, a parent before its children' }),
  edits: Type.Array(EditDto, { description: 'What people changed, newest first' }),
})
export type TaxonomyDto = Static<typeof TaxonomyDto>

const MoveDto = Type.Object({
  from: Type.Union([Type.String(), Type.Null()], { description: 'The topic that the mentions lose; null = none' }),
  to: Type.Union([Type.String(), Type.Null()], { description: 'The topic that they get; null = none' }),
  mentions: Type.Integer({ description: 'How many of those that were looked at' }),
  examples: Type.Array(Type.Object({ id: Type.String(), text: Type.String() }), { description: 'At most three' }),
})

export const PreviewDto = Type.Object({
  mentions: Type.Integer({
    description:
      'Mentions of the last two weeks that were looked at: the newest 1,000, and up to 500 that the edit is about',
  }),
  moves: Type.Array(MoveDto, { description: 'The largest first; empty: nothing moves' }),
})
export type PreviewDto = Static<typeof PreviewDto>

export const toWholeTopicDto = (
  { id, name, ancestors, owners, severity, alerts, phrases, hints }: Topic,
  { merged = [] }: Taxonomy,
): WholeTopicDto => ({
  id,
  name,
  parent: ancestors.at(-1) ?? null,
  owners,
  severity,
  alerts,
  phrases,
  hints,
  merged: merged.filter(({ into }) => into === id).map(({ topic }) => topic.id),
})

export const toEditDto = (
  { id, madeAt, by, edit }: StoredEdit,
  { undone, faults }: { undone: ReadonlySet<string>; faults: ReadonlyMap<string, string> },
): EditDto => ({
  id,
  at: toIso(madeAt),
  by,
  edit,
  state: undone.has(id) ? 'undone' : faults.has(id) ? 'impossible' : 'made',
  reason: faults.get(id) ?? null,
})
