import { stringify } from 'yaml'
import type { Taxonomy, Topic } from '../labels/taxonomy.ts'

/** A taxonomy file (YAML) with the topics as they are now. It cannot say that topics were merged: their phrases are those of the other one. */
export function taxonomyYaml({ departments, topics, merged = [], trade }: Taxonomy): string {
  const childrenOf = (id: string | undefined) => topics.filter(({ ancestors }) => ancestors.at(-1) === id)
  const entryOf = (topic: Topic): object => {
    const { id, name, owners, severity, alerts, examples, refines } = topic
    const whole = [topic, ...merged.filter(({ into }) => into === id).map((each) => each.topic)]
    const [phrases, hints] = [whole.flatMap((each) => each.phrases), whole.flatMap((each) => each.hints)]
    const children = childrenOf(id).map(entryOf)
    return {
      id: id.split('.').at(-1),
      name,
      owners,
      severity,
      alerts,
      ...(phrases.length > 0 && { phrases: [...new Set(phrases)] }),
      ...(hints.length > 0 && { hints: [...new Set(hints)] }),
      ...(examples.length > 0 && { examples }),
      ...(refines.length > 0 && { refines }),
      ...(children.length > 0 && { topics: children }),
    }
  }
  const file = { version: 1, ...(trade && { trade }), departments, topics: childrenOf(undefined).map(entryOf) }
  return stringify(file, { lineWidth: 120 })
}
