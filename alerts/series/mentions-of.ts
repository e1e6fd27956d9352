import type { Subject } from './subject.ts'

/** The mentions that count in a subject, as a condition on `mentions` with parameters of its own. */
export function mentionsOf(subject: Subject): { where: string; params: Record<string, unknown> } {
  const { kind, id, dimension, value } = subject
  const about =
    kind === 'topic' ? 'has(topic_tree, {id: String})' : kind === 'department' ? 'has(departments, {id: String})' : '1'
  const columns: Record<string, string> = { source: 'source', sentiment: 'sentiment', stage: 'stage' }
  const cut =
    dimension === ''
      ? '1'
      : columns[dimension]
        ? `${columns[dimension]} = {value: String}`
        : 'arrayExists((k, v) -> k = {dimension: String} AND v = {value: String}, entity_kinds, entity_values)'
  return { where: `${about} AND ${cut}`, params: { id, dimension, value } }
}
