import { Type, type Static } from 'typebox'
import { doc } from '../../infra/doc.ts'
import { severities } from '../labels/enriched-mention.ts'

const Kind = <const K extends string>(kind: K) => Type.Enum([kind], doc('What is done'))
const Id = Type.String({ pattern: '^[a-z0-9_.]{1,200}$', ...doc('The id of a topic', 'delivery.late') })
const NewId = Type.String({
  pattern: '^[a-z0-9_]{1,60}$',
  ...doc('The id within the parent: lower case letters, digits and _', 'klarpay'),
})
const Name = Type.String({ minLength: 1, maxLength: 100, ...doc('The name as people read it', 'Klarpay') })
const Phrases = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
  maxItems: 200,
  ...doc('One of them is enough for the topic; as in a taxonomy file', ['late|delayed * parcel']),
})
const Hints = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
  maxItems: 200,
  ...doc('Words that make the topic more likely, and are not enough alone', ['tracking']),
})
const Owners = Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
  minItems: 1,
  maxItems: 20,
  ...doc('Ids of departments: the first one acts, the others are notified', ['logistics', 'support']),
})
const Severity = Type.Enum([...severities], { description: 'The least severity of its mentions' })
const Alerts = Type.Boolean({ description: 'Whether a spike of the topic is an alert' })
const closed = { additionalProperties: false }

/** One change of the topics. What it does not name stays. */
export const TaxonomyEdit = Type.Union(
  [
    Type.Object(
      {
        kind: Kind('add'),
        parent: Type.Optional(Id),
        id: NewId,
        name: Name,
        owners: Type.Optional(Owners),
        severity: Type.Optional(Severity),
        alerts: Type.Optional(Alerts),
        phrases: Phrases,
        hints: Type.Optional(Hints),
      },
      { ...closed, description: 'A new topic. Owners, severity and alerts that are left out are those of the parent' },
    ),
    Type.Object(
      {
        kind: Kind('change'),
        topic: Id,
        name: Type.Optional(Name),
        owners: Type.Optional(Owners),
        severity: Type.Optional(Severity),
        alerts: Type.Optional(Alerts),
        phrases: Type.Optional(Phrases),
        hints: Type.Optional(Hints),
      },
      { ...closed, description: 'Another name, owners, severity, phrases or hints. Lists replace the old ones' },
    ),
    Type.Object(
      { kind: Kind('merge'), topic: Id, into: Id },
      { ...closed, description: 'What was the topic is the other one from now on' },
    ),
    Type.Object(
      { kind: Kind('split'), topic: Id, id: NewId, name: Name, phrases: Phrases },
      {
        ...closed,
        description:
          'A new topic beside the old one, which takes its place where the phrases are found. They leave the old one',
      },
    ),
    Type.Object(
      { kind: Kind('undo'), edit: Type.String({ maxLength: 100, ...doc('The id of an earlier edit', '6a1f0c9e') }) },
      { ...closed, description: 'As if the earlier edit had not been made' },
    ),
  ],
  { description: 'A change of the topics; what it does not name stays' },
)
export type TaxonomyEdit = Static<typeof TaxonomyEdit>

/** A stored edit: who made it, and when (epoch ms). */
export const StoredEdit = Type.Object({
  id: Type.String(),
  madeAt: Type.Integer(),
  by: Type.String(),
  edit: TaxonomyEdit,
})
export type StoredEdit = Static<typeof StoredEdit>
