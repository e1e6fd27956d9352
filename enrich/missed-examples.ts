import type { Pipeline } from './enrichers/pipeline.ts'
import type { Taxonomy } from './labels/taxonomy.ts'

/** An example of a topic that the pipeline does not give the topic. */
export interface MissedExample {
  topic: string
  example: string
  /** The topics it gets, most confident first. */
  found: string[]
}

/** The examples of a taxonomy that do not get their own topic, in the order of the file. */
export async function missedExamples({ topics }: Taxonomy, pipeline: Pipeline): Promise<MissedExample[]> {
  const all = topics.flatMap(({ id, examples }) => examples.map((text) => ({ id, text })))
  const labels = await pipeline(all)
  return all.flatMap(({ id, text }, i) => {
    const found = labels[i]!.topics.map((topic) => topic.id)
    return found.includes(id) ? [] : [{ topic: id, example: text, found }]
  })
}

/** What to do about it, as a sentence. */
export const missedSentence = ({ topic, example, found }: MissedExample): string =>
  `taxonomy: topic ${topic} misses its example ${JSON.stringify(example)} (found: ${found.join(', ') || 'no topic'}); add a phrase`
