import { Type, type Static } from 'typebox'
import type { Taxonomy } from '../../enrich/labels/taxonomy.ts'
import { UsageError } from '../../infra/verb.ts'
import { ConfigTime, parseTime } from '../../infra/time-reader.ts'
import type { Subject } from '../series/subject.ts'

/** Launches, promotions, sales: while one lasts, up to `uplift` times the expected count is no spike. Zone-less times are UTC. */
export const PlannedEventsOptions = Type.Array(
  Type.Object(
    {
      name: Type.String({ minLength: 1, description: 'Display name.' }),
      kind: Type.Optional(
        Type.Enum(['launch', 'promotion'], {
          description: 'How charts name it; absent: promotion.',
          examples: ['launch'],
        }),
      ),
      from: ConfigTime,
      to: ConfigTime,
      uplift: Type.Number({ minimum: 1, description: 'How many times the expected count is no spike.' }),
      departments: Type.Optional(Type.Array(Type.String(), { description: 'Only these departments; absent: all.' })),
      topics: Type.Optional(
        Type.Array(Type.String(), { description: 'Only these topics, each with its children.', examples: [['shop']] }),
      ),
      products: Type.Optional(
        Type.Array(Type.String(), { description: 'Only cuts by these products.', examples: [['Kettle K3']] }),
      ),
    },
    { additionalProperties: false },
  ),
  { description: 'Launches, promotions, sales: more mentions are expected then.' },
)
export type PlannedEvent = Static<typeof PlannedEventsOptions>[number]

/** How many times the expected count a planned event allows a subject at a time (epoch ms); 1 = none. */
export type UpliftOf = (subject: Subject, at: number) => number

/** @throws UsageError that names the event, where it ends before it begins or names a department or topic that is not in the taxonomy. */
export function toUplifts(events: readonly PlannedEvent[], taxonomy: Taxonomy): UpliftOf {
  const planned = events.map((event) => {
    const [from, to] = [parseTime(event.from), parseTime(event.to)]
    if (!(to > from)) throw new UsageError(`plannedEvents "${event.name}" ends before it begins`)
    for (const id of event.departments ?? [])
      if (!taxonomy.departments.some((department) => department.id === id))
        throw new UsageError(`plannedEvents "${event.name}": there is no department "${id}"`)
    for (const id of event.topics ?? [])
      if (!taxonomy.topics.some((topic) => topic.id === id))
        throw new UsageError(`plannedEvents "${event.name}": there is no topic "${id}"`)
    return { from, to, uplift: event.uplift, appliesTo: appliesTo(event, taxonomy) }
  })
  return (subject, at) =>
    planned.reduce(
      (most, { from, to, uplift, appliesTo: applies }) =>
        at >= from && at < to && applies(subject) ? Math.max(most, uplift) : most,
      1,
    )
}

/** An event of a topic also applies to the departments that own it, and an event of a department to its topics. */
function appliesTo({ departments, topics, products }: PlannedEvent, taxonomy: Taxonomy): (subject: Subject) => boolean {
  const ownersOf = (topic: string) => taxonomy.topics.find((each) => each.id === topic)?.owners ?? []
  const isNamed = (topic: string) =>
    topics!.some((id) => topic === id || topic.startsWith(`${id}.`) || id.startsWith(`${topic}.`))
  return ({ kind, id, dimension, value }) => {
    if (products && dimension === 'product' && !products.includes(value)) return false
    if (kind === 'topic' && topics) return isNamed(id)
    const owners = kind === 'topic' ? ownersOf(id) : [id]
    const named = [...(departments ?? []), ...(topics ?? []).flatMap(ownersOf)]
    return named.length === 0 || owners.some((owner) => named.includes(owner))
  }
}
