import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { TaxonomyEdit, type StoredEdit } from '../../enrich/edits/edit.ts'
import type { Taxonomy, Topic } from '../../enrich/labels/taxonomy.ts'
import { time, toIso } from '../request/schemas.ts'

const Words = (description: string, example: string) => Type.Array(Type.String(), doc(description, [example]))

const WholeTopicDto = Type.Object({
  id: Type.String(doc('With its parents, e.g. delivery.late', '6a1f0c9e')),
  name: Type.String(doc('As people read it', 'Late parcels')),
  parent: Type.Union([Type.String(), Type.Null()], doc('The id of the topic above it; null = none', 'delivery')),
  owners: Words('Ids of departments: the first one acts, the others are notified', 'logistics'),
  severity: Type.String(doc('The least severity of its mentions', 'high')),
  alerts: Type.Boolean({ description: 'Whether a spike of the topic is an alert' }),
  phrases: Words('One of them is enough for the topic', 'late|delayed * parcel'),
  hints: Words('Words that make the topic more likely, and are not enough alone', 'tracking'),
  merged: Words('Ids of topics that were merged into it', 'delivery.lost'),
})
export type WholeTopicDto = Static<typeof WholeTopicDto>

const EditDto = Type.Object({
  id: Type.String(doc('Of the edit; an undo names it', '6a1f0c9e')),
  at: time('When it was made'),
  by: Type.String(doc('Who made it: the id of a person', 'mara')),
  edit: TaxonomyEdit,
  state: Type.Enum(['made', 'undone', 'impossible'], {
    description: 'impossible: the file of the taxonomy has changed, and the edit has no place in it any more',
  }),
  reason: Type.Union(
    [Type.String(), Type.Null()],
    doc('Why it is impossible; null otherwise', 'there is no topic delivery.lost'),
  ),
})
export type EditDto = Static<typeof EditDto>

export const TaxonomyDto = Type.Object({
  version: Type.String(doc('Labels are made with this version once it is applied', '1-5e9c01aa+77f0b2c1')),
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
  from: Type.Union([Type.String(), Type.Null()], doc('The topic that the mentions lose; null = none', 'delivery.late')),
  to: Type.Union([Type.String(), Type.Null()], doc('The topic that they get; null = none', 'delivery.lost')),
  mentions: Type.Integer(doc('How many of those that were looked at', 316)),
  examples: Type.Array(
    Type.Object({
      id: Type.String(doc('Id of the mention', 'forum:4711')),
      text: Type.String(doc('Its text', 'My parcel is three days late')),
    }),
    { description: 'At most three' },
  ),
})

export const PreviewDto = Type.Object({
  mentions: Type.Integer(
    doc(
      'Mentions of the last two weeks that were looked at: the newest 1,000, and up to 500 that the edit is about',
      316,
    ),
  ),
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
